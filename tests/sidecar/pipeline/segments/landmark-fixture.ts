import type { LandmarkFrame } from '../../../../sidecar/src/protocol/landmarks.ts';

/** A frame in which every number differs from every other, all of them exact in 32 bits. */
export function fullFrame(frame: number, time = frame / 30): LandmarkFrame {
  let next = frame * 10_000;
  const rows = (points: number, size: number) =>
    Array.from({ length: points }, () => Array.from({ length: size }, () => Math.fround(next++ / 7)));
  return {
    frame,
    time,
    pose: rows(33, 4),
    world: rows(33, 3),
    leftHand: rows(21, 3),
    rightHand: rows(21, 3),
    leftHandWorld: rows(21, 3),
    rightHandWorld: rows(21, 3),
    face: rows(478, 3),
    confidence: { body: 0.1, leftHand: 1 / 3, rightHand: 0.7, face: 1 },
    cut: true,
  } as LandmarkFrame;
}
