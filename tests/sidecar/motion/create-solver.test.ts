import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROW } from '../../../sidecar/src/motion/clip/clip-store.ts';
import { createSolver, type SolverOptions } from '../../../sidecar/src/motion/create-solver.ts';
import { focalPixels } from '../../../sidecar/src/motion/lift/view-ray.ts';
import { createBasePose } from '../../../sidecar/src/motion/retarget/base-pose.ts';
import { toldAfter } from '../../../sidecar/src/motion/time/bridge-carried.ts';
import { type Calibration, CalibrationSchema } from '../../../sidecar/src/protocol/calibration.ts';
import type { LandmarkFrame, Source } from '../../../sidecar/src/protocol/landmarks.ts';
import {
  type MotionFrame,
  MotionFrameSchema,
  MotionHeaderSchema,
} from '../../../sidecar/src/protocol/motion.ts';
import { metahumanSkeleton } from '../../../sidecar/src/skeleton/metahuman-skeleton.ts';
import { createRig } from '../../../sidecar/src/skeleton/rig.ts';
import { createDraw, landmarksOf, randomPose } from './synthetic-performer.ts';

const skeleton = metahumanSkeleton();
const rig = createRig(skeleton);
const camera = {
  width: 1280,
  height: 1280,
  focal: focalPixels({ width: 1280, height: 1280 }, 40),
  distance: 320,
};

function sourceOf(frames: number, fps: number): Source {
  return {
    file: 'clip.mp4',
    sha256: '',
    width: 1280,
    height: 1280,
    fps,
    frameCount: frames,
    durationSeconds: frames / fps,
  };
}

type Edit = (frame: LandmarkFrame, index: number) => LandmarkFrame;

function solve(frames: number, edit: Edit, options: Partial<SolverOptions> & { rate?: number } = {}) {
  const rate = options.rate ?? 30;
  const pose = randomPose(rig, createDraw(5));
  const solver = createSolver({ source: sourceOf(frames, rate), ...options });
  for (let i = 0; i < frames; i++) solver.push(edit(landmarksOf(rig, pose, camera, i, i / rate), i));
  const { header, frames: made } = solver.finish();
  return { header, frames: [...made] };
}

const unseen: LandmarkFrame = {
  frame: 0,
  time: 0,
  pose: null,
  world: null,
  leftHand: null,
  rightHand: null,
  leftHandWorld: null,
  rightHandWorld: null,
  face: null,
  confidence: { body: 0, leftHand: 0, rightHand: 0, face: 0 },
};

/** Legs out of the picture: the model knows that it does not see them. */
const halfBody: Edit = (frame) => ({
  ...frame,
  pose: frame.pose!.map(([x, y, z, v], k) => [x, y, z, k >= 25 ? 0.1 : v]),
});

function rotationOf(frame: MotionFrame, name: string): number[] {
  return frame.rotations[skeleton.bones.findIndex((bone) => bone.name === name)]!;
}

function expectRest(frame: MotionFrame, names: readonly string[]): void {
  for (const name of names) {
    const { rotation } = skeleton.bones.find((bone) => bone.name === name)!;
    const seen = rotationOf(frame, name);
    const sign = seen[3]! * rotation[3]! < 0 ? -1 : 1;
    rotation.forEach((value, k) => {
      expect(seen[k]! * sign, name).toBeCloseTo(value, 5);
    });
  }
}

describe('createSolver', () => {
  it('writes the header and frames of the format, unit rotations with continuous signs', () => {
    const { header, frames } = solve(40, (frame) => frame);
    expect(() => MotionHeaderSchema.parse(header)).not.toThrow();
    expect(frames).toHaveLength(header.frameCount);
    for (const [i, frame] of frames.entries()) {
      expect(() => MotionFrameSchema.parse(frame)).not.toThrow();
      expect(frame.curves).toHaveLength(header.curves.length);
      frame.rotations.forEach((rotation, bone) => {
        expect(Math.hypot(...rotation)).toBeCloseTo(1, 5);
        const before = frames[Math.max(0, i - 1)]!.rotations[bone]!;
        expect(rotation.reduce((sum, value, k) => sum + value * before[k]!, 0)).toBeGreaterThan(0);
      });
    }
    expect(frames[0]!.flags).toEqual(['faceUnseen']);
    expect(header.settings.pelvisUncertaintyCm).toBeLessThan(0.1);
  });

  it('resamples to 30 fps, and to 60 fps a source of 50 fps or more', () => {
    expect(solve(25, (frame) => frame, { rate: 25 }).header).toMatchObject({ fps: 30, frameCount: 29 });
    expect(solve(25, (frame) => frame, { rate: 50 }).header).toMatchObject({ fps: 60, frameCount: 29 });
    const { frames } = solve(25, (frame) => frame, { rate: 50, fps: 30 });
    expect(frames.map((frame) => frame.time).slice(0, 3)).toEqual([0, 1 / 30, 2 / 30]);
  });

  it('holds the base pose exactly from pelvis to feet when the legs are out of the picture', () => {
    const { header, frames } = solve(40, halfBody);
    expect(header.settings.wholeBody).toBe(false);
    expect(header.settings.pelvisUncertaintyCm).toBe(0);
    const legs = ['l', 'r'].flatMap((s) => [`thigh_${s}`, `calf_${s}`, `foot_${s}`, `ball_${s}`]);
    for (const frame of frames) {
      expectRest(frame, ['root', 'pelvis', ...legs]);
      skeleton.bones[1]!.translation.forEach((value, k) => {
        expect(frame.pelvis[k]).toBeCloseTo(value, 4);
      });
      expect(frame.flags).toEqual(expect.arrayContaining(['leftLegUnseen', 'rightLegUnseen']));
    }
  });

  it('sits exactly and all the time when told to, and the legs are out of the picture', () => {
    const { header, frames } = solve(40, halfBody, { base: 'sit' });
    expect(header.settings.base).toBe('sit');
    const base = createBasePose(rig, 'sit');
    for (const frame of frames) {
      for (const name of ['pelvis', 'thigh_l', 'calf_l', 'foot_l', 'thigh_r', 'calf_r', 'foot_r'] as const) {
        const wanted = base.rotations[rig.bone[name]]!;
        const dot = rotationOf(frame, name).reduce((sum, value, k) => sum + value * wanted[k]!, 0);
        expect(Math.abs(dot), name).toBeCloseTo(1, 6);
      }
      frame.pelvis.forEach((value, k) => {
        expect(value).toBeCloseTo(base.pelvis[k]!, 4);
      });
    }
  });

  it('tells what it measured of the performer, from which another solve gives the same to the bit', () => {
    const first = solve(40, (frame) => frame);
    const performer = CalibrationSchema.parse(JSON.parse(JSON.stringify(first.header.settings.performer)));
    expect(performer.hands?.l?.phalanges).toHaveLength(15);
    const second = solve(40, (frame) => frame, { settings: { performer } });
    expect(second.header.settings.performer).toEqual(performer);
    expect(second.frames).toEqual(first.frames);
  });

  it('takes the measures that it is given, not those of the clip', () => {
    const { performer } = solve(40, (frame) => frame).header.settings as { performer: Calibration };
    const longer = { ...performer, forearm: performer.forearm * 1.2 };
    const { header, frames } = solve(40, (frame) => frame, { settings: { performer: longer } });
    expect((header.settings.performer as Calibration).forearm).toBe(longer.forearm);
    expect(frames).not.toEqual(solve(40, (frame) => frame).frames);
  });

  it('bridges a hand that is lost for a moment, and says so', () => {
    const { frames } = solve(60, (frame, i) =>
      i >= 20 && i < 28 ? { ...frame, leftHand: null, leftHandWorld: null } : frame,
    );
    expect(frames[24]!.flags).toContain('leftHandBridged');
    expect(frames[24]!.confidence.leftHand).toBeCloseTo(0.5 * toldAfter(4 / 30), 6);
    expect(frames[40]!.flags).not.toContain('leftHandBridged');
    rotationOf(frames[24]!, 'index_02_l').forEach((value, k) => {
      expect(value).toBeCloseTo(rotationOf(frames[5]!, 'index_02_l')[k]!, 3);
    });
  });

  it('bridges a hand that is lost for longer while its wrist stays in the picture', () => {
    const lose = (wristX: number) =>
      solve(80, (frame, i) => {
        if (i < 20 || i >= 50) return frame;
        const pose = frame.pose!.map((point, k) => (k === 15 ? [wristX, ...point.slice(1)] : point));
        return { ...frame, pose: pose as typeof frame.pose, leftHand: null, leftHandWorld: null };
      }).frames[35]!;
    expect(lose(0.99).flags).toContain('leftHandBridged');
    expect(lose(0.99).confidence.leftHand).toBeLessThan(0.45);
    expect(lose(1.01).confidence.leftHand).toBe(0);
    expect(lose(1.01).flags).toContain('leftHandUnseen');
  });

  it('solves an arm whose elbow is hidden while its hand is seen, and no other', () => {
    const hide = (hand: boolean) =>
      solve(40, (frame) => {
        const pose = frame.pose!.map((point, k) => (k === 13 ? [...point.slice(0, 3), 0.1] : point));
        const seen = hand ? {} : { leftHand: null, leftHandWorld: null };
        return { ...frame, ...seen, pose: pose as typeof frame.pose };
      }).frames[20]!;
    expect(hide(true).flags).not.toContain('leftArmUnseen');
    expect(hide(false).flags).toContain('leftArmUnseen');
  });

  it('puts a hand that was never seen at rest with confidence 0, and leaves the other', () => {
    const { frames } = solve(40, (frame) => ({ ...frame, rightHand: null, rightHandWorld: null }));
    const middle = frames[20]!;
    expect(middle.confidence).toMatchObject({ rightHand: 0, leftHand: 1 });
    expect(middle.flags).toContain('rightHandUnseen');
    expectRest(middle, ['index_01_r', 'middle_02_r', 'thumb_03_r']);
    expect(middle.flags).not.toContain('leftHandUnseen');
  });

  it('invents nothing where nobody was seen', () => {
    const { frames } = solve(20, (_, i) => ({ ...unseen, frame: i, time: i / 30 }));
    expect(frames).toHaveLength(20);
    expectRest(
      frames[10]!,
      skeleton.bones.map((bone) => bone.name),
    );
    expect(frames[10]!.confidence).toEqual({ body: 0, leftHand: 0, rightHand: 0, face: 0 });
    expect(frames[10]!.curves.filter((value) => value !== 0)).toEqual([1, 1]);
  });

  it('makes no frames of an empty clip', () => {
    const { header, frames } = solve(0, (frame) => frame);
    expect(header.frameCount).toBe(0);
    expect(frames).toEqual([]);
  });

  it('solves hands without metric points from the picture alone', () => {
    const { frames } = solve(40, (frame) => ({ ...frame, leftHandWorld: null, rightHandWorld: null }));
    const whole = solve(40, (frame) => frame).frames;
    const a = rotationOf(frames[20]!, 'middle_01_l');
    const b = rotationOf(whole[20]!, 'middle_01_l');
    const dot = Math.abs(a.reduce((sum, value, k) => sum + value * b[k]!, 0));
    expect((2 * Math.acos(Math.min(1, dot)) * 180) / Math.PI).toBeLessThan(25);
  });

  it('can be read twice', () => {
    const solver = createSolver({ source: sourceOf(5, 30) });
    const pose = randomPose(rig, createDraw(5));
    for (let i = 0; i < 5; i++) solver.push(landmarksOf(rig, pose, camera, i, i / 30));
    const { frames } = solver.finish();
    expect([...frames]).toEqual([...frames]);
  });

  it('keeps at most 2.5 kB of a frame', () => {
    expect(ROW.size * Float32Array.BYTES_PER_ELEMENT).toBeLessThan(2500);
  });
});

const shared = new URL('../../../../shared/', import.meta.url).pathname;
const clips = [
  { clip: 'synthetic_sample', truth: 'synthetic_sample.truth.json', upper: 12.2, fingers: 21.2 },
  { clip: 'realistic_sample', truth: 'realistic_sample.truth.json.gz', upper: 14.3, fingers: 28.3 },
  { clip: 'realistic_turned', truth: 'realistic_turned.truth.json.gz', upper: 14.2, fingers: 27.8 },
];

describe.skipIf(!existsSync(`${shared}data/reference/holistic`))(
  'needs ../shared: solve of official landmarks',
  () => {
    interface PeerFrame {
      readonly pose: [number, number, number, number][] | null;
      readonly world: [number, number, number][] | null;
      readonly left: [number, number, number][] | null;
      readonly right: [number, number, number][] | null;
      readonly face: [number, number, number][] | null;
    }

    function scoreOf(clip: string, truth: string): { upper: number; fingers: number } {
      const peer = JSON.parse(readFileSync(`${shared}data/reference/holistic/${clip}.json`, 'utf8'));
      const rate = clip === 'realistic_turned' ? 30 : 25;
      const source = { ...sourceOf(peer.frames.length, rate), width: peer.width, height: peer.height };
      const solver = createSolver({ source });
      peer.frames.forEach((frame: PeerFrame, i: number) => {
        solver.push({
          ...unseen,
          frame: i,
          time: i / rate,
          pose: frame.pose,
          world: frame.world?.map(([x, y, z]) => [x, y, z]) ?? null,
          leftHand: frame.left,
          rightHand: frame.right,
          face: frame.face,
          confidence: { body: 1, leftHand: frame.left ? 1 : 0, rightHand: frame.right ? 1 : 0, face: 1 },
        });
      });
      const { header, frames } = solver.finish();
      const folder = mkdtempSync(join(tmpdir(), 'avatar-tracker-'));
      try {
        const file = join(folder, 'motion.jsonl');
        writeFileSync(file, [header, ...frames].map((line) => JSON.stringify(line)).join('\n'));
        const tool = `${shared}tools/score-motion.mjs`;
        const text = execFileSync(process.execPath, [tool, `${shared}data/video/${truth}`, 'motion', file]);
        const score = JSON.parse(text.toString());
        return { upper: score.upper.mean, fingers: score.fingers.mean };
      } finally {
        rmSync(folder, { recursive: true });
      }
    }

    it.each(clips)('$clip: no worse than the raw landmarks, though hands lack metric points', (limit) => {
      const score = scoreOf(limit.clip, limit.truth);
      expect(score.upper).toBeLessThanOrEqual(0.75 * limit.upper);
      expect(score.fingers).toBeLessThanOrEqual(limit.fingers);
    });
  },
);
