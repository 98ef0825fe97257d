import { expect, test } from 'vitest';
import { createRegionTally } from '../../../sidecar/src/pipeline/region-tally.ts';

test('presence is a share of the frames, confidence a mean over those in which the region was seen', () => {
  const tally = createRegionTally();
  tally.add({ body: 1, leftHand: 0.5, rightHand: 0, face: 0.8 });
  tally.add({ body: 0.5, leftHand: 0, rightHand: 0, face: 0.6 });
  tally.add({ body: 0.75, leftHand: 0, rightHand: 0, face: 0.7 });
  tally.add({ body: 0, leftHand: 0, rightHand: 0, face: 0 });
  const { body, leftHand, rightHand, face } = tally.summary();
  expect(body).toEqual({ presence: 0.75, confidence: 0.75 });
  expect(leftHand).toEqual({ presence: 0.25, confidence: 0.5 });
  expect(rightHand).toEqual({ presence: 0, confidence: null });
  expect(face.presence).toBe(0.75);
  expect(face.confidence).toBeCloseTo(0.7, 12);
});

test('no frames is nothing seen', () => {
  expect(createRegionTally().summary().body).toEqual({ presence: 0, confidence: null });
});
