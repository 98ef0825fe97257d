import type { Key } from './clip.ts';
import { HANDSHAPES } from './handshapes.ts';
import { type ArmPose, holdHand } from './pose.ts';
import type { Vec3 } from './vector.ts';

type Shape = keyof typeof HANDSHAPES;
interface Held {
  readonly wrist: Vec3;
  readonly fingers: Vec3;
  readonly palm: Vec3;
  readonly shape: Shape;
  readonly elbow?: Vec3;
}

/** An arm that holds a handshape somewhere; coordinates as in ArmPose. */
export const holding = ({ wrist, fingers, palm, shape, elbow }: Held): Partial<ArmPose> => ({
  wrist,
  hand: holdHand(fingers, palm),
  shape: HANDSHAPES[shape],
  ...(elbow && { elbow }),
});

const upright = (shape: Shape, wrist: Vec3, lean = 0.15): Partial<ArmPose> =>
  holding({ shape, wrist, fingers: [lean, 1, 0.15], palm: [-0.15, -0.1, 1] });

/** Five seconds in the manner of signing: one hand, both alike, both unlike, with brows and mouth. */
export const SIGNING_KEYS: readonly Key[] = [
  { at: 0, pose: {} },
  {
    at: 0.5,
    hold: 0.06,
    pose: {
      right: holding({
        shape: 'flat',
        wrist: [0.17, 0.1, 0.2],
        fingers: [-0.2, 1, 0.05],
        palm: [-0.2, 0, 1],
      }),
      face: { brow: 0.7, smile: 0.8 },
      trunk: { headTilt: -4 },
    },
  },
  {
    at: 0.85,
    hold: 0.08,
    pose: {
      right: holding({
        shape: 'five',
        wrist: [0.3, 0.06, 0.24],
        fingers: [0.25, 1, 0.1],
        palm: [-0.1, 0, 1],
      }),
      face: { brow: 0.4, smile: 1, jaw: 0.15 },
      trunk: { headTilt: -4, headTurn: -5 },
    },
  },
  {
    at: 1.35,
    hold: 0.1,
    pose: {
      left: upright('five', [0.22, -0.1, 0.27], 0.3),
      right: upright('five', [0.22, -0.1, 0.27], 0.3),
      face: { brow: -0.8, smile: -0.4, jaw: 0.25 },
      trunk: { headNod: -6, bow: 4 },
    },
  },
  {
    at: 1.85,
    hold: 0.12,
    pose: {
      left: upright('fist', [0.2, -0.18, 0.27], 0.05),
      right: upright('vee', [0.15, -0.05, 0.29], 0.05),
      face: { brow: 0, smile: 0.1, jaw: 0.55 },
      trunk: { headTurn: 8, twist: 5 },
    },
  },
  {
    at: 2.35,
    hold: 0.12,
    pose: {
      left: upright('ell', [0.19, -0.08, 0.28], 0.05),
      right: upright('ell', [0.19, -0.08, 0.28], 0.05),
      face: { brow: 1, jaw: 0.9, smile: 0 },
      trunk: { headNod: 5 },
    },
  },
  {
    at: 2.85,
    hold: 0.12,
    pose: {
      left: holding({
        shape: 'flat',
        wrist: [0.2, -0.24, 0.25],
        fingers: [-0.75, 0.5, 0.35],
        palm: [0, 0.25, -1],
      }),
      right: upright('point', [0.12, -0.02, 0.28], 0),
      face: { brow: 0.2, pucker: 1, jaw: 0.12, smile: 0 },
      trunk: { headTurn: -10, headTilt: 5, twist: -5 },
    },
  },
  {
    at: 3.3,
    hold: 0.12,
    pose: {
      left: upright('claw', [0.2, -0.1, 0.29], 0.1),
      right: upright('claw', [0.2, -0.1, 0.29], 0.1),
      face: { brow: -1, smile: -0.6, jaw: 0.35 },
      trunk: { bow: 6, headNod: -4 },
    },
  },
  {
    at: 3.52,
    pose: {
      left: upright('three', [0.21, -0.06, 0.28], 0.1),
      right: upright('three', [0.21, -0.06, 0.28], 0.1),
      face: { blink: 1, brow: 0, smile: 0.1, jaw: 0.2 },
    },
  },
  {
    at: 3.85,
    hold: 0.1,
    pose: {
      left: upright('three', [0.22, -0.02, 0.27], 0.1),
      right: upright('three', [0.22, -0.02, 0.27], 0.1),
      face: { blink: 0, brow: 0.8, jaw: 0.6, smile: 0.4 },
      trunk: { lean: 3, headTilt: 6 },
    },
  },
  {
    at: 4.35,
    hold: 0.16,
    pose: {
      right: upright('ily', [0.2, -0.03, 0.28], 0.1),
      face: { brow: 0.5, smile: 1, jaw: 0.1 },
      trunk: { headTilt: -7, lean: -2 },
    },
  },
  { at: 4.95, pose: {} },
];
