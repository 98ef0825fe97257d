import { describe, expect, it } from 'vitest';
import { createClipStore } from '../../../../sidecar/src/motion/clip/clip-store.ts';
import { DIGIT_ROOT } from '../../../../sidecar/src/motion/clip/landmark-points.ts';
import { measureHand } from '../../../../sidecar/src/motion/clip/measure-hand.ts';
import { createFaceSampler } from '../../../../sidecar/src/motion/face/face-sampler.ts';
import { PALM_POINTS } from '../../../../sidecar/src/motion/lift/palm.ts';
import { restHand } from '../../../../sidecar/src/motion/lift/rest-hand.ts';
import { focalPixels } from '../../../../sidecar/src/motion/lift/view-ray.ts';
import type { LandmarkFrame } from '../../../../sidecar/src/protocol/landmarks.ts';
import { metahumanSkeleton } from '../../../../sidecar/src/skeleton/metahuman-skeleton.ts';
import { createRig } from '../../../../sidecar/src/skeleton/rig.ts';
import { lengthVec } from '../../../../sidecar/src/skeleton/vector.ts';

const SOURCE = { width: 1000, height: 1000 };
const CAMERA = { ...SOURCE, focal: focalPixels(SOURCE, 38) };
const DISTANCE = 200;
const SHAPE = restHand(createRig(metahumanSkeleton()), 'l');

/** A flat left hand that faces the camera, fingers straight on: across and up from the wrist, cm. */
function flatHand(palmSize: number, breadth = 1): [number, number][] {
  const points: [number, number][] = [];
  PALM_POINTS.forEach((point, k) => {
    points[point] = [SHAPE.palm[k]![1]! * palmSize * breadth, SHAPE.palm[k]![0]! * palmSize];
  });
  Object.values(DIGIT_ROOT).forEach((root, digit) => {
    for (let k = 0; k < 3; k++) {
      const [across, up] = points[root + k]!;
      points[root + k + 1] = [across, up + SHAPE.phalanges[digit * 3 + k]!];
    }
  });
  return points;
}

/**
 * What is measured of a hand whose metric points have the palm `metricPalm` times as large as the picture, and
 * `metricBreadth` times as broad beside its length.
 *
 * @param distance that its arm tells, cm; null for a hand without an arm.
 */
function measured(metricPalm: number, metricBreadth = 1, distance: number | null = null) {
  const pixels = CAMERA.focal / DISTANCE;
  const picture = flatHand(1).map(([x, y]): [number, number, number] => [
    0.5 + (x * pixels) / SOURCE.width,
    0.5 - (y * pixels) / SOURCE.height,
    0,
  ]);
  const frame: LandmarkFrame = {
    ...{ frame: 0, time: 0, face: null, rightHand: null, rightHandWorld: null },
    pose: distance === null ? null : Array.from({ length: 33 }, () => [0.5, 0.5, 0, 1]),
    world: distance === null ? null : Array.from({ length: 33 }, () => [0, 0, 0]),
    leftHand: picture,
    leftHandWorld: flatHand(metricPalm, metricBreadth).map(([x, y]): [number, number, number] => [
      x / 100,
      -y / 100,
      0,
    ]),
    confidence: { body: 0, leftHand: 1, rightHand: 0, face: 0 },
  };
  const clip = createClipStore(createFaceSampler(CAMERA));
  clip.append(frame, null);
  return measureHand(clip, 'l', { camera: CAMERA, distanceOf: () => distance })!;
}

describe('measureHand', () => {
  it('measures a palm that both accounts agree on', () => {
    const { palm } = measured(1);
    palm.slice(1).forEach((point, k) => {
      const [along, across] = SHAPE.palm[k + 1]!;
      expect(Math.abs(lengthVec(point) / Math.hypot(along!, across!) - 1)).toBeLessThan(0.005);
    });
  });

  it('takes the size of the palm beside the fingers from the picture, not from the metric points', () => {
    const ratio = ({ palm, phalanges }: ReturnType<typeof measured>): number =>
      lengthVec(palm[3]!) / phalanges[6]!;
    expect(ratio(measured(1.1)) / ratio(measured(1))).toBeCloseTo(1, 2);
  });

  it('makes no palm narrower than any body has, as the metric points do of a palm at a slant', () => {
    const breadth = ({ palm }: ReturnType<typeof measured>): number =>
      (palm[2]![1]! - palm[5]![1]!) / palm[3]![0]!;
    expect(breadth(measured(1))).toBeCloseTo(breadth({ ...SHAPE }), 2);
    expect(breadth(measured(1, 0.3))).toBeCloseTo(0.67, 9);
  });

  it('tells how large the palm is at the distance of the arm', () => {
    for (const metricPalm of [0.8, 1, 1.2]) {
      expect(measured(metricPalm).atArm).toBeNull();
      for (const distance of [DISTANCE / 2, DISTANCE, 2 * DISTANCE]) {
        const { palm, atArm } = measured(metricPalm, 1, distance);
        const size = (atArm! * lengthVec(palm[3]!)) / lengthVec(SHAPE.palm[3]!);
        expect(size).toBeCloseTo(distance / DISTANCE, 2);
      }
    }
  });

  it('has none for a hand without metric points', () => {
    const clip = createClipStore(createFaceSampler(CAMERA));
    expect(measureHand(clip, 'l', { camera: CAMERA, distanceOf: () => null })).toBeNull();
  });
});
