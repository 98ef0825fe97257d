import type { LandmarkFrame } from '../../../../sidecar/src/protocol/landmarks.ts';

type Point = [number, number, number];

/** A frame with a body whose left wrist is where it is told, metres from the elbow; the rest of the arms is fixed. */
export function landmarkFrame(
  frame: number,
  { wristAt = [0.25, 0, 0], time = frame / 30 }: { wristAt?: Point; time?: number } = {},
): LandmarkFrame {
  const world = Array.from({ length: 33 }, (): Point => [0, 0, 0]);
  world[11] = [0.2, 0, 0];
  world[12] = [-0.2, 0, 0];
  world[13] = [0.5, 0, 0];
  world[14] = [-0.5, 0, 0];
  world[15] = [0.5 + wristAt[0], wristAt[1], wristAt[2]];
  world[16] = [-0.75, 0, 0];
  const seen = (k: number): number => (k >= 11 && k <= 16 && k !== 16 ? 1 : 0);
  return {
    frame,
    time,
    pose: world.map(([x, y, z], k) => [0.5 + x / 4, 0.5 + y / 4, z, seen(k)]),
    world,
    leftHand: null,
    rightHand: null,
    leftHandWorld: null,
    rightHandWorld: null,
    face: null,
    confidence: { body: 1, leftHand: 0, rightHand: 0, face: 0 },
  };
}
