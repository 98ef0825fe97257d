import { expect, test } from 'vitest';
import type { LandmarkFrame } from '../../../sidecar/src/protocol/landmarks.ts';
import { FACE_CHAINS, IRISES } from '../../../sidecar/src/video/landmark-lines.ts';
import { createLandmarks } from '../../../sidecar/web/src/motion/create-landmarks.ts';

const points = (count: number, shift: number) =>
  Array.from({ length: count }, (_, i): [number, number, number] => [i / 1024, shift + i / 1024, 0]);

const frame = (fields: Partial<LandmarkFrame>): LandmarkFrame => ({
  frame: 0,
  time: 0,
  pose: null,
  world: null,
  leftHand: null,
  rightHand: null,
  leftHandWorld: null,
  rightHandWorld: null,
  face: null,
  confidence: { body: 1, leftHand: 1, rightHand: 1, face: 1 },
  ...fields,
});

test('keeps the points that are drawn, and what was not seen stays not seen', () => {
  const landmarks = createLandmarks();
  landmarks.append(
    frame({
      pose: points(33, 0.25).map(([x, y], i) => [x, y, 0, i / 64]),
      rightHand: points(21, 0.5),
      face: points(478, 0.125),
    }),
  );
  landmarks.append(frame({ frame: 1, time: 0.04, leftHand: points(21, 0.75) }));
  const point = new Float32Array(3);
  const read = (at: number, part: 'pose' | 'leftHand' | 'rightHand' | 'face', index: number) => {
    landmarks.point(point, at, { part, index });
    return [...point];
  };
  expect(read(0, 'pose', 16)).toEqual([16 / 1024, 0.25 + 16 / 1024, 0.25]);
  expect(read(0, 'rightHand', 20)).toEqual([20 / 1024, 0.5 + 20 / 1024, 1]);
  expect(read(1, 'leftHand', 0)).toEqual([0, 0.75, 1]);
  for (const index of [...Object.values(FACE_CHAINS).flat(2), ...Object.values(IRISES).flat()])
    expect(read(0, 'face', index)).toEqual([index / 1024, 0.125 + index / 1024, 1]);
  expect(['pose', 'leftHand', 'rightHand', 'face'].map((part) => landmarks.has(0, part as 'pose'))).toEqual([
    true,
    false,
    true,
    true,
  ]);
  expect(landmarks.has(1, 'pose')).toBe(false);
  // a picture stays on the screen until the next one's time
  expect([-1, 0, 0.03, 0.0395, 0.04, 9].map((time) => landmarks.frameAt(time))).toEqual([0, 0, 0, 1, 1, 1]);
  expect(createLandmarks().frameAt(0)).toBe(-1);
});

test('takes more frames than it had room for', () => {
  const landmarks = createLandmarks();
  for (let i = 0; i < 600; i++) landmarks.append(frame({ frame: i, time: i / 25 }));
  expect(landmarks.count).toBe(600);
  expect(landmarks.frameAt(23.2)).toBe(580);
});
