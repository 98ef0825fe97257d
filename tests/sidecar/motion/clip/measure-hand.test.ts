import { describe, expect, it } from 'vitest';
import { createClipStore } from '../../../../sidecar/src/motion/clip/clip-store.ts';
import { DIGIT_ROOT } from '../../../../sidecar/src/motion/clip/landmark-points.ts';
import { measureHand } from '../../../../sidecar/src/motion/clip/measure-hand.ts';
import { createFaceSampler } from '../../../../sidecar/src/motion/face/face-sampler.ts';
import { PALM_POINTS, palmShape } from '../../../../sidecar/src/motion/lift/palm.ts';
import { restHand } from '../../../../sidecar/src/motion/lift/rest-hand.ts';
import { focalPixels } from '../../../../sidecar/src/motion/lift/view-ray.ts';
import type { LandmarkFrame } from '../../../../sidecar/src/protocol/landmarks.ts';
import { metahumanSkeleton } from '../../../../sidecar/src/skeleton/metahuman-skeleton.ts';
import { createRig } from '../../../../sidecar/src/skeleton/rig.ts';

const SOURCE = { width: 1000, height: 1000 };
const CAMERA = { ...SOURCE, focal: focalPixels(SOURCE, 38) };
const DISTANCE = 200;
const PALM = palmShape('l');
const { phalanges: PHALANGES } = restHand(createRig(metahumanSkeleton()), 'l');

/** A flat left hand that faces the camera, fingers straight on: across and up from the wrist, cm. */
function flatHand(palmSize: number): [number, number][] {
  const points: [number, number][] = [];
  PALM_POINTS.forEach((point, k) => {
    points[point] = [PALM[k]![1]! * palmSize, PALM[k]![0]! * palmSize];
  });
  Object.values(DIGIT_ROOT).forEach((root, digit) => {
    for (let k = 0; k < 3; k++) {
      const [across, up] = points[root + k]!;
      points[root + k + 1] = [across, up + PHALANGES[digit * 3 + k]!];
    }
  });
  return points;
}

/**
 * What is measured of a hand whose metric points have the palm `metricPalm` times as large as the picture.
 */
function measured(metricPalm: number) {
  const pixels = CAMERA.focal / DISTANCE;
  const picture = flatHand(1).map(([x, y]): [number, number, number] => [
    0.5 + (x * pixels) / SOURCE.width,
    0.5 - (y * pixels) / SOURCE.height,
    0,
  ]);
  const frame: LandmarkFrame = {
    ...{ frame: 0, time: 0, face: null, rightHand: null, rightHandWorld: null },
    ...{ pose: null, world: null },
    leftHand: picture,
    leftHandWorld: flatHand(metricPalm).map(([x, y]): [number, number, number] => [x / 100, -y / 100, 0]),
    confidence: { body: 0, leftHand: 1, rightHand: 0, face: 0 },
  };
  const clip = createClipStore(createFaceSampler(CAMERA));
  clip.append(frame, null);
  return measureHand(clip, 'l', CAMERA)!;
}

describe('measureHand', () => {
  it('measures the digits beside the palm in the picture, not in the metric points', () => {
    const [before, after] = [measured(1), measured(1.1)];
    after.phalanges.forEach((length, k) => {
      expect(length / before.phalanges[k]!).toBeCloseTo(1, 2);
    });
  });

  it('has none for a hand without metric points', () => {
    const clip = createClipStore(createFaceSampler(CAMERA));
    expect(measureHand(clip, 'l', CAMERA)).toBeNull();
  });
});
