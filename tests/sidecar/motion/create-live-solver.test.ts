import { describe, expect, it } from 'vitest';
import { createLiveSolver } from '../../../sidecar/src/motion/create-live-solver.ts';
import { createSolver } from '../../../sidecar/src/motion/create-solver.ts';
import { focalPixels } from '../../../sidecar/src/motion/lift/view-ray.ts';
import type { LandmarkFrame, Source } from '../../../sidecar/src/protocol/landmarks.ts';
import { type MotionFrame, MotionFrameSchema } from '../../../sidecar/src/protocol/motion.ts';
import { BODY_BONES } from '../../../sidecar/src/skeleton/body-bones.ts';
import { metahumanSkeleton } from '../../../sidecar/src/skeleton/metahuman-skeleton.ts';
import { axisAngleQuat, multiplyQuat, quat } from '../../../sidecar/src/skeleton/quaternion.ts';
import { createRig, forwardKinematics } from '../../../sidecar/src/skeleton/rig.ts';
import { vec3 } from '../../../sidecar/src/skeleton/vector.ts';
import { canonicalFace, camera as faceCamera, type Point } from './face/canonical-face.ts';
import { createDraw, landmarksOf, randomPose } from './synthetic-performer.ts';

const FPS = 30;
const skeleton = metahumanSkeleton();
const rig = createRig(skeleton);
const source: Source = {
  file: 'live.mp4',
  sha256: '',
  width: 1280,
  height: 1280,
  fps: FPS,
  frameCount: 0,
  durationSeconds: 0,
};
const camera = { width: 1280, height: 1280, focal: focalPixels(source, 38), distance: 320 };
const degreesBetween = (a: readonly number[], b: readonly number[]): number =>
  (2 * Math.acos(Math.min(1, Math.abs(a.reduce((sum, value, k) => sum + value * b[k]!, 0)))) * 180) / Math.PI;

/** A performer whose left elbow swings by 0.5 radians at `hertz`, from frame 0. */
function swinging(frames: number, hertz: number): LandmarkFrame[] {
  const pose = randomPose(rig, createDraw(11));
  const elbow = rig.bone.lowerarm_l;
  const rest = pose.local[elbow]!.slice();
  const bend = quat();
  return Array.from({ length: frames }, (_, i) => {
    axisAngleQuat(bend, vec3(0, 0, 1), 0.5 * Math.sin((2 * Math.PI * hertz * i) / FPS));
    multiplyQuat(pose.local[elbow]!, rest, bend);
    forwardKinematics(rig, pose);
    return landmarksOf(rig, pose, camera, i, i / FPS);
  });
}

function live(frames: readonly LandmarkFrame[]): MotionFrame[] {
  const solver = createLiveSolver({ source });
  return frames.map((frame) => solver.push(frame));
}

function offline(frames: readonly LandmarkFrame[]): MotionFrame[] {
  const solver = createSolver({ source, fps: 30 });
  for (const frame of frames) solver.push(frame);
  return [...solver.finish().frames];
}

describe('createLiveSolver', () => {
  it('gives a frame of the format for every frame pushed, unit rotations with continuous signs', () => {
    const frames = live(swinging(40, 1));
    frames.forEach((frame, i) => {
      expect(() => MotionFrameSchema.parse(frame)).not.toThrow();
      expect(frame.frame).toBe(i);
      expect(frame.time).toBe(i / FPS);
      expect(frame.rotations).toHaveLength(skeleton.bones.length);
      frame.rotations.forEach((rotation, bone) => {
        expect(Math.hypot(...rotation)).toBeCloseTo(1, 5);
        const before = frames[Math.max(0, i - 1)]!.rotations[bone]!;
        expect(rotation.reduce((sum, value, k) => sum + value * before[k]!, 0)).toBeGreaterThan(0);
      });
    });
    expect(frames[20]!.flags).toEqual(['faceUnseen']);
  });

  it('is the offline solve where nothing moves', () => {
    const pose = randomPose(rig, createDraw(5));
    const still = Array.from({ length: 40 }, (_, i) => landmarksOf(rig, pose, camera, i, i / FPS));
    const [a, b] = [live(still)[39]!, offline(still)[39]!];
    for (const name of BODY_BONES) {
      const bone = skeleton.bones.findIndex((candidate) => candidate.name === name);
      expect(degreesBetween(a.rotations[bone]!, b.rotations[bone]!), name).toBeLessThan(0.1);
    }
  });

  it.each([1, 2])('follows an elbow that swings at %s Hz by less than a frame', (hertz) => {
    const frames = swinging(4 * FPS, hertz);
    const elbow = skeleton.bones.findIndex(({ name }) => name === 'lowerarm_l');
    const phase = (motion: readonly MotionFrame[]): number => {
      let sine = 0;
      let cosine = 0;
      motion.forEach(({ rotations }, i) => {
        if (i < FPS) return;
        const value = degreesBetween(rotations[elbow]!, skeleton.bones[elbow]!.rotation);
        sine += value * Math.sin((2 * Math.PI * hertz * i) / FPS);
        cosine += value * Math.cos((2 * Math.PI * hertz * i) / FPS);
      });
      return Math.atan2(cosine, sine);
    };
    const delay = (phase(offline(frames)) - phase(live(frames))) / (2 * Math.PI * hertz);
    expect(delay).toBeGreaterThan(-0.002);
    expect(delay).toBeLessThan(1 / FPS);
  });

  it('shows nobody at the base pose, and somebody who comes in', () => {
    const frames = swinging(30, 1);
    const nobody = { ...frames[0]!, pose: null, world: null, leftHand: null, rightHand: null };
    const solver = createLiveSolver({ source });
    for (let i = 0; i < 20; i++) {
      const frame = solver.push({ ...nobody, time: i / FPS });
      expect(frame.flags).toContain('bodyUnseen');
      frame.rotations.forEach((rotation, bone) => {
        expect(degreesBetween(rotation, skeleton.bones[bone]!.rotation)).toBeLessThan(0.2);
      });
    }
    const after = frames.map((frame, i) => solver.push({ ...frame, time: (20 + i) / FPS }));
    expect(after[29]!.flags).not.toContain('bodyUnseen');
    expect(after[29]!.flags).not.toContain('leftHandUnseen');
  });

  it('costs no more the longer it runs', () => {
    const solver = createLiveSolver({ source });
    const frames = swinging(64, 1);
    const spent = (from: number): number => {
      const start = process.cpuUsage();
      for (let i = from; i < from + 640; i++) solver.push({ ...frames[i % 64]!, time: i / FPS });
      const { user, system } = process.cpuUsage(start);
      return user + system;
    };
    spent(0);
    const early = spent(640);
    const late = spent(1280);
    expect(late).toBeLessThan(early * 2);
  });
});

describe('what a stream learns on its way', () => {
  const faceSource = { ...source, width: faceCamera.width, height: faceCamera.height };
  const rest = canonicalFace(quat(), [0, 0, -120]);
  const open = rest.map((point): Point => [...point]);
  open[14]![1] += (1.75 * faceCamera.focal) / 120 / faceCamera.height;
  const nobody = { ...swinging(1, 1)[0]!, pose: null, world: null, leftHand: null, rightHand: null };
  /** The jaw of a performer whose face is so in each frame. */
  const jaws = (faces: readonly (Point[] | null)[]): number[] => {
    const solver = createLiveSolver({ source: faceSource });
    return faces.map(
      (face, frame) => solver.push({ ...nobody, frame, time: frame / FPS, face }).arkit.JawOpen!,
    );
  };
  const times = (count: number, face: Point[] | null) => new Array<Point[] | null>(count).fill(face);

  it('shows an open mouth wider bit by bit, not from one frame to the next', () => {
    const values = jaws([...times(100, rest), ...times(100, open)]);
    const steps = values.slice(121).map((jaw, k) => Math.abs(jaw - values[120 + k]!));
    expect(values[199]! - values[120]!).toBeGreaterThan(0.1);
    expect(Math.max(...steps)).toBeLessThan(0.02);
  });

  it('turns an arm bit by bit to where other bone lengths put it', () => {
    // the tracker makes the arms longer from the 40th frame on; the picture stands still from the 100th
    const frames = swinging(300, 1).map((frame, i, all): LandmarkFrame => {
      const { world, ...shown } = all[Math.min(i, 100)]!;
      const longer = world!.map((point, k): Point => {
        if (i < 40 || k < 13 || k > 16) return [...point];
        const shoulder = world![12 - (k % 2)]!;
        return point.map((value, axis) => value + 0.6 * (value - shoulder[axis]!)) as Point;
      });
      return { ...shown, world: longer, frame: frame.frame, time: frame.time };
    });
    const turns = live(frames).map(({ rotations }) => rotations[rig.bone.upperarm_l]!);
    const steps = turns.slice(121).map((turn, k) => degreesBetween(turn, turns[120 + k]!));
    expect(degreesBetween(turns[120]!, turns[299]!)).toBeGreaterThan(0.8);
    expect(Math.max(...steps)).toBeLessThan(0.15);
  });

  it('reads the face of one who comes in late from the first frames on', () => {
    const there = [...times(30, rest), ...times(10, open)];
    const jaw = jaws(there).at(-1)!;
    expect(jaw).toBeGreaterThan(0.4);
    expect(jaws([...times(140, null), ...there]).at(-1)).toBeCloseTo(jaw, 1);
  });
});
