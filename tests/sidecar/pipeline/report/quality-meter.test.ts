import { describe, expect, it } from 'vitest';
import { createSolver } from '../../../../sidecar/src/motion/create-solver.ts';
import { createQualityMeter } from '../../../../sidecar/src/pipeline/report/quality-meter.ts';
import type { LandmarkFrame } from '../../../../sidecar/src/protocol/landmarks.ts';
import { landmarkFrame } from './landmark-frame.ts';

const FRAMES = 5;
const source = {
  ...{ file: 'hand.mp4', sha256: '', width: 1000, height: 1000 },
  ...{ fps: 30, frameCount: FRAMES, durationSeconds: FRAMES / 30 },
};
/** A right hand in line with its stretched arm, fingers straight. */
const HAND = Array.from({ length: 21 }, (_, k): [number, number, number] =>
  k === 0 ? [0.31, 0.5, 0] : [0.25 - 0.03 * ((k - 1) % 4), 0.46 + 0.02 * Math.floor((k - 1) / 4), 0],
);

/** Where the report says that the hands' fingers are, of a clip with or without the body. */
function reprojectionOf(withBody: boolean) {
  const landmarks = Array.from({ length: FRAMES }, (_, frame): LandmarkFrame => {
    const whole = { ...landmarkFrame(frame), rightHand: HAND };
    return withBody ? whole : { ...whole, pose: null, world: null };
  });
  const solver = createSolver({ source, fps: 30, settings: { holdContacts: false } });
  for (const frame of landmarks) solver.push(frame);
  const { header, frames } = solver.finish();
  const meter = createQualityMeter(header);
  let at = 0;
  for (const frame of frames) meter.add(frame, landmarks[at++]!);
  return meter.finish().quality.reprojection;
}

describe('createQualityMeter', () => {
  it('compares the fingers of a hand with where they were seen', () => {
    expect(reprojectionOf(true).rightHand).toHaveProperty('index', expect.any(Number));
    expect(reprojectionOf(true).leftHand).toBeNull();
  });

  it('compares none of a hand without a body, which hangs on the arm of the base pose', () => {
    expect(reprojectionOf(false).rightHand).toBeNull();
  });
});
