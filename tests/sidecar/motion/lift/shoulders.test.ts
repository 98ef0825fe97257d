import { describe, expect, it } from 'vitest';
import { createClipStore } from '../../../../sidecar/src/motion/clip/clip-store.ts';
import { findSeen } from '../../../../sidecar/src/motion/clip/find-seen.ts';
import { createFaceSampler } from '../../../../sidecar/src/motion/face/face-sampler.ts';
import { createShoulderLift } from '../../../../sidecar/src/motion/lift/lift-shoulders.ts';
import { measureShoulders } from '../../../../sidecar/src/motion/lift/measure-shoulders.ts';
import { openClipFilter } from '../../../../sidecar/src/motion/time/clip-filter.ts';
import { CalibrationSchema } from '../../../../sidecar/src/protocol/calibration.ts';
import type { LandmarkFrame } from '../../../../sidecar/src/protocol/landmarks.ts';
import { axisAngleQuat, quat } from '../../../../sidecar/src/skeleton/quaternion.ts';
import { vec3 } from '../../../../sidecar/src/skeleton/vector.ts';
import { camera, canonicalFace, type Point } from '../face/canonical-face.ts';

const PIXELS = camera.focal / 120;
const BREADTH = 34;

/** What the performer does, cm and radians; a lean turns head, shoulders and trunk about the hips. */
interface Doing {
  readonly left?: number;
  readonly right?: number;
  readonly lean?: number;
  readonly breadth?: number;
  readonly tilt?: number;
  readonly face?: false;
}

function frameOf(
  index: number,
  { left = 0, right = 0, lean = 0, breadth = BREADTH, tilt = 0, face }: Doing,
): LandmarkFrame {
  const hipsUp = -70;
  const lay = (x: number, y: number): readonly [number, number] => [
    x * Math.cos(lean) + (y - hipsUp) * Math.sin(lean),
    hipsUp + (y - hipsUp) * Math.cos(lean) - x * Math.sin(lean),
  ];
  const point = (x: number, y: number): [number, number, number, number] => {
    const [right_, up] = lay(x, y);
    return [0.5 + (right_ * PIXELS) / camera.width, 0.5 - (up * PIXELS) / camera.height, 0, 1];
  };
  const pose = Array.from({ length: 33 }, () => point(0, 0));
  pose[11] = point(breadth / 2, -18 + left);
  pose[12] = point(-breadth / 2, -18 + right);
  pose[23] = point(10, hipsUp);
  pose[24] = point(-10, hipsUp);
  const turn = quat();
  axisAngleQuat(turn, vec3(0, 0, 1), -lean - tilt);
  const [x, y] = lay(0, 0);
  return {
    frame: index,
    time: index / 25,
    pose,
    world: pose.map(([a, b]): Point => [a - 0.5, b - 0.5, 0]),
    leftHand: null,
    rightHand: null,
    leftHandWorld: null,
    rightHandWorld: null,
    face: face === false ? null : canonicalFace(turn, [x, y, -120]),
    confidence: { body: 1, leftHand: 0, rightHand: 0, face: 1 },
  };
}

/** A second at rest, then half a second of something; the lifts in the middle of it, cm. */
function liftsOf(doing: Doing): [left: number, right: number] {
  const clip = createClipStore(createFaceSampler(camera));
  for (let i = 0; i < 40; i++) clip.append(frameOf(i, i >= 26 ? doing : {}), null);
  const seen = findSeen(clip);
  const rest = measureShoulders(clip, seen, camera);
  const times = Float64Array.from({ length: 40 }, (_, i) => i / 25);
  const lifts = createShoulderLift(clip, camera)({ from: 0, seen }, rest, openClipFilter(times));
  return [lifts[33 * 2]! * BREADTH, lifts[33 * 2 + 1]! * BREADTH];
}

describe('createShoulderLift', () => {
  it('lifts no shoulder that hangs', () => {
    expect(liftsOf({})).toEqual([0, 0]);
  });

  it('lifts both by what they come nearer to the head', () => {
    const [left, right] = liftsOf({ left: 5, right: 5 });
    expect(left).toBeCloseTo(5, 0);
    expect(right).toBeCloseTo(left, 5);
  });

  it('lifts the one that goes up alone', () => {
    const [left, right] = liftsOf({ left: 0, right: 5 });
    expect(right).toBeGreaterThan(3.5);
    expect(left).toBe(0);
  });

  it('takes no lean, no tilted head and no broader shoulders for a shrug', () => {
    expect(liftsOf({ lean: 0.2 })).toEqual([0, 0]);
    expect(liftsOf({ tilt: 0.2 })).toEqual([0, 0]);
    expect(liftsOf({ left: 5, right: 5, breadth: BREADTH * 1.1 })).toEqual([0, 0]);
  });

  it('goes on where the face is away for a moment, and knows nothing without one', () => {
    expect(liftsOf({ left: 5, right: 5, face: false })).toEqual([0, 0]);
    const clip = createClipStore(createFaceSampler(camera));
    for (let i = 0; i < 20; i++) clip.append(frameOf(i, { face: false }), null);
    expect(measureShoulders(clip, findSeen(clip), camera)).toBeNull();
  });
});

describe('measureShoulders', () => {
  it('is what the header of a motion keeps', () => {
    const clip = createClipStore(createFaceSampler(camera));
    for (let i = 0; i < 20; i++) clip.append(frameOf(i, {}), null);
    const shoulderRest = measureShoulders(clip, findSeen(clip), camera);
    expect(shoulderRest?.breadth).toBeCloseTo(BREADTH, 0);
    expect(shoulderRest?.byNeck).toBeCloseTo(0, 3);
    const lengths = { shoulders: 35, upperArm: 28, forearm: 25, thigh: 40, calf: 40 };
    expect(CalibrationSchema.parse({ ...lengths, shoulderRest }).shoulderRest).toEqual(shoulderRest);
  });
});
