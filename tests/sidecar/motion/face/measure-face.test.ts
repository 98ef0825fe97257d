import { describe, expect, it } from 'vitest';
import { type ClipStore, createClipStore } from '../../../../sidecar/src/motion/clip/clip-store.ts';
import { SHOULDER, WRIST } from '../../../../sidecar/src/motion/clip/landmark-points.ts';
import { createFaceReader } from '../../../../sidecar/src/motion/face/face-reader.ts';
import { createFaceSampler } from '../../../../sidecar/src/motion/face/face-sampler.ts';
import { measureFace } from '../../../../sidecar/src/motion/face/measure-face.ts';
import { type SolvedFace, solveFace } from '../../../../sidecar/src/motion/face/solve-face.ts';
import { openClipFilter } from '../../../../sidecar/src/motion/time/clip-filter.ts';
import { CalibrationSchema, type FaceCalibration } from '../../../../sidecar/src/protocol/calibration.ts';
import { ARKIT_INDEX, type ArkitName } from '../../../../sidecar/src/skeleton/arkit.ts';
import { quat } from '../../../../sidecar/src/skeleton/quaternion.ts';
import { camera, canonicalFace, type Point } from './canonical-face.ts';

const FPS = 25;
const CM = camera.focal / 120 / camera.height;
const BROWS = [336, 285, 334, 282, 300, 276, 107, 55, 105, 52, 70, 46];
const LIDS = [
  { corners: [263, 362], upper: [385, 386, 387], lower: [380, 374, 373], iris: 473 },
  { corners: [33, 133], upper: [158, 159, 160], lower: [153, 145, 144], iris: 468 },
] as const;

/** A face: brows raised and jaw opened by so many cm, lids as far apart as eyes are wide times `open`, left and right. */
interface Expression {
  readonly brow?: number;
  readonly jaw?: number;
  readonly open?: readonly [left: number, right: number];
  /** The irises above the eyes' corners, cm. */
  readonly gaze?: number;
  /** How far the wrists are below the shoulders, shares of the picture; no body without it. */
  readonly hands?: number;
}

function bodyOf(hands: number) {
  const pose = Array.from({ length: 33 }, (): [number, number, number, number] => [0.5, 0.5, 0, 1]);
  for (const [side, x] of [
    ['l', 0.6],
    ['r', 0.4],
  ] as const) {
    pose[SHOULDER[side]] = [x, 0.5, 0, 1];
    pose[WRIST[side]] = [x, 0.5 + hands, 0, 1];
  }
  return { pose, world: pose.map(([x, y, z]): Point => [x, y, z]) };
}

function faceOf({ brow = 0, jaw = 0, open = [0.35, 0.35], gaze = 0 }: Expression): Point[] {
  const face = canonicalFace(quat(), [0, 0, -120]).map((point): Point => [...point]);
  for (const index of BROWS) face[index]![1] -= brow * CM;
  face[14]![1] += jaw * CM;
  LIDS.forEach(({ corners, upper, lower, iris }, eye) => {
    const [outer, inner] = corners.map((index) => face[index]!) as [Point, Point];
    const gap = (open[eye]! * Math.abs(outer[0] - inner[0]) * camera.width) / camera.height;
    for (const [side, points] of [
      [-0.5, upper],
      [0.5, lower],
    ] as const) {
      for (const index of points) {
        face[index] = [
          (outer[0] + inner[0]) / 2,
          (outer[1] + inner[1]) / 2 + side * gap,
          (outer[2] + inner[2]) / 2,
        ];
      }
    }
    const [x, y, z] = [0, 1, 2].map((k) => (outer[k]! + inner[k]!) / 2) as Point;
    face[iris] = [x, y - gaze * CM, z];
  });
  return face;
}

function clipOf(frames: readonly Expression[]): { clip: ClipStore; face: Uint8Array; head: Uint8Array } {
  const clip = createClipStore(createFaceSampler(camera));
  frames.forEach((expression, frame) => {
    const none = {
      pose: null,
      world: null,
      leftHand: null,
      rightHand: null,
      leftHandWorld: null,
      rightHandWorld: null,
    };
    const confidence = { body: 0, leftHand: 0, rightHand: 0, face: 1 };
    const body = expression.hands === undefined ? {} : bodyOf(expression.hands);
    clip.append({ ...none, ...body, frame, time: frame / FPS, face: faceOf(expression), confidence }, null);
  });
  return { clip, face: new Uint8Array(frames.length).fill(1), head: new Uint8Array(frames.length).fill(1) };
}

function solve(frames: readonly Expression[], known: FaceCalibration | null = null): SolvedFace {
  const { clip, face, head } = clipOf(frames);
  const times = Float64Array.from(frames, (_, i) => i / FPS);
  const reader = createFaceReader(known ?? measureFace(clip, face, 1));
  return solveFace(reader, clip, { from: 0, seen: { face, head } }, openClipFilter(times));
}

const read = ({ arkit }: SolvedFace, name: ArkitName, frame: number): number =>
  arkit[frame * 52 + ARKIT_INDEX[name]]!;

/** Two seconds at rest with a raised brow and an opened jaw of half a second each. */
const CLIP: readonly Expression[] = Array.from({ length: 50 }, (_, i) => {
  if (i >= 12 && i < 24) return { brow: 0.45 };
  return i >= 30 && i < 42 ? { jaw: 2.4 } : {};
});

describe('measureFace', () => {
  it('knows nothing of a clip without a face', () => {
    const { clip } = clipOf(CLIP.slice(0, 3));
    expect(measureFace(clip, new Uint8Array(3), 1)).toBeNull();
  });

  it('fits the schema of the header, and survives being written', () => {
    const { clip, face } = clipOf(CLIP);
    const measured = measureFace(clip, face, 1);
    const lengths = { shoulders: 35, upperArm: 28, forearm: 25, thigh: 40, calf: 40 };
    const written = JSON.parse(JSON.stringify({ ...lengths, face: measured }));
    expect(CalibrationSchema.parse(written).face).toEqual(measured);
    // of an older version, whose measures mean something else
    expect(CalibrationSchema.safeParse({ ...written, face: { ...written.face, version: 1 } }).success).toBe(
      false,
    );
  });

  it("reads a performer's other clip that has no resting moment", () => {
    const { clip, face } = clipOf(CLIP);
    const held = CLIP.map((): Expression => ({ brow: 0.45, jaw: 2.4 }));
    const known = solve(held, measureFace(clip, face, 1));
    for (const frame of [0, 25, 49]) {
      expect(read(known, 'BrowInnerUp', frame)).toBeGreaterThan(0.8);
      expect(read(known, 'JawOpen', frame)).toBeGreaterThan(0.6);
    }
    // by itself what is held all the time is taken for the resting face
    const alone = solve(held);
    expect(read(alone, 'BrowInnerUp', 25)).toBe(0);
    expect(read(alone, 'JawOpen', 25)).toBe(0);
  });
});

describe('a sign whose expression lasts longer than the rest beside it', () => {
  const frames: readonly Expression[] = Array.from({ length: 90 }, (_, i) =>
    i < 18 || i >= 76 ? { hands: 0.4 } : { brow: 0.45, hands: 0.1 + 0.05 * Math.sin(i * 0.8) },
  );

  it('is read against the face while the hands rest', () => {
    const solved = solve(frames);
    expect(read(solved, 'BrowInnerUp', 45)).toBeGreaterThan(0.8);
    for (const frame of [3, 86])
      for (const name of ['BrowInnerUp', 'BrowDownLeft', 'BrowDownRight'] as const)
        expect(read(solved, name, frame), name).toBeLessThan(0.05);
  });

  it('rests with low brows, though they stay up for a while after the sign', () => {
    const lingering = frames.map((face, i) => (i >= 76 ? { ...face, brow: 0.3 } : face));
    const solved = solve(lingering);
    expect(read(solved, 'BrowDownLeft', 3)).toBeLessThan(0.05);
    expect(read(solved, 'BrowInnerUp', 86)).toBeGreaterThan(0.5);
  });

  it('is taken for the rest where no hands tell', () => {
    const alone = frames.map(({ hands: _, ...face }) => face);
    expect(read(solve(alone), 'BrowDownLeft', 3)).toBeGreaterThan(0.8);
  });
});

describe('a face whose points have collapsed', () => {
  const { clip } = clipOf(CLIP);
  const none = {
    pose: null,
    world: null,
    leftHand: null,
    rightHand: null,
    leftHandWorld: null,
    rightHandWorld: null,
  };
  const face = Array.from({ length: 478 }, (): Point => [0.5, 0.5, 0]);
  for (const frame of [50, 51, 52]) {
    const confidence = { body: 0, leftHand: 0, rightHand: 0, face: 1 };
    clip.append({ ...none, frame, time: frame / FPS, face, confidence }, null);
  }
  const seen = (): Uint8Array => new Uint8Array(53).fill(1);

  it('tells nothing of the performer', () => {
    expect(measureFace(clip, seen(), 1)).toEqual(measureFace(clipOf(CLIP).clip, seen().subarray(3), 1));
  });

  it('counts as unseen, and so does the head', () => {
    const window = { face: seen(), head: seen() };
    const times = Float64Array.from({ length: 53 }, (_, i) => i / FPS);
    const reader = createFaceReader(measureFace(clip, seen(), 1));
    const { arkit, states } = solveFace(reader, clip, { from: 0, seen: window }, openClipFilter(times));
    expect([...window.head.subarray(49)]).toEqual([1, 0, 0, 0]);
    expect([...states.subarray(49)]).toEqual([1, 0, 0, 0]);
    expect(arkit.every((value) => value >= 0 && value <= 1)).toBe(true);
  });
});

describe('solveFace', () => {
  const blink = (seconds: number, brow: number): readonly Expression[] =>
    Array.from({ length: 75 }, (_, i) =>
      i >= 30 && i < 30 + seconds * FPS ? { open: [0.05, 0.05], brow } : {},
    );

  it('shows rest at rest and a full expression in full', () => {
    const solved = solve(CLIP);
    expect(Math.max(...solved.arkit.subarray(5 * 52, 6 * 52))).toBeLessThan(0.01);
    expect(read(solved, 'BrowInnerUp', 18)).toBeGreaterThan(0.9);
    expect(read(solved, 'JawOpen', 36)).toBeGreaterThan(0.65);
  });

  it('closes the lids in a blink and leaves the brows where they were', () => {
    const solved = solve(blink(0.16, 0.4));
    expect(read(solved, 'EyeBlinkLeft', 32)).toBeGreaterThan(0.9);
    for (let frame = 0; frame < 75; frame++) expect(read(solved, 'BrowInnerUp', frame)).toBeLessThan(0.02);
  });

  it('flags no brow for a blink', () => {
    expect([...new Set(solve(blink(0.16, 0.4)).regions.leftBrow)]).toEqual([1]);
  });

  it('reads the brows of eyes that stay shut', () => {
    const solved = solve(blink(1.2, 0.4));
    expect(read(solved, 'BrowInnerUp', 50)).toBeGreaterThan(0.6);
  });

  it('does not let the gaze fall in a blink', () => {
    const looking = (open: readonly [number, number]): readonly Expression[] =>
      Array.from({ length: 75 }, (_, i) => (i >= 30 && i < 34 ? { open, gaze: -0.5 } : {}));
    const down = (solved: SolvedFace): number => read(solved, 'EyeLookDownLeft', 32);
    expect(down(solve(looking([0.35, 0.35])))).toBeGreaterThan(0.8);
    expect(down(solve(looking([0.05, 0.05])))).toBeLessThan(0.02);
  });

  it('closes one lid alone in a wink, not halfway', () => {
    const left = (open: number): readonly Expression[] =>
      Array.from({ length: 75 }, (_, i) => (i >= 30 && i < 40 ? { open: [open, 0.35] } : {}));
    const wink = solve(left(0.05));
    expect(read(wink, 'EyeBlinkLeft', 35)).toBeGreaterThan(0.9);
    expect(read(wink, 'EyeBlinkRight', 35)).toBe(0);
    // a lid that does not close all the way: the blink before shows how far it can
    const half = solve([...left(0.05), ...left(0.27)]);
    expect(read(half, 'EyeBlinkLeft', 35)).toBeGreaterThan(0.9);
    expect(read(half, 'EyeBlinkLeft', 75 + 35)).toBe(0);
  });
});
