import type { Key, KeyPose } from './clip.ts';
import { type ArmPose, holdHand } from './pose.ts';
import { holding } from './signing-keys.ts';

const both = (arm: Partial<ArmPose>): KeyPose => ({ left: arm, right: arm });

/** A hand that passes before the face, touches the chin and covers the eyes. */
export const HANDS_OVER_FACE_KEYS: readonly Key[] = [
  { at: 0, pose: {} },
  {
    at: 0.7,
    hold: 0.2,
    pose: {
      right: holding({
        shape: 'point',
        wrist: [0.06, 0.0, 0.19],
        fingers: [-0.4, 0.9, 0],
        palm: [-0.3, 0, -1],
      }),
    },
  },
  {
    at: 1.4,
    pose: {
      right: holding({
        shape: 'five',
        wrist: [0.16, 0.1, 0.26],
        fingers: [-0.35, 1, 0],
        palm: [-0.3, 0, -1],
      }),
    },
  },
  {
    at: 2,
    pose: {
      right: holding({
        shape: 'five',
        wrist: [-0.06, 0.1, 0.25],
        fingers: [-0.2, 1, 0],
        palm: [-0.1, 0, -1],
      }),
    },
  },
  {
    at: 2.8,
    hold: 0.3,
    pose: both(
      holding({ shape: 'flat', wrist: [0.1, 0.09, 0.21], fingers: [-0.35, 1, -0.05], palm: [-0.2, 0, -1] }),
    ),
  },
  // apart before they come down: they would pass through each other
  {
    at: 3.4,
    pose: both(
      holding({ shape: 'flat', wrist: [0.26, -0.1, 0.28], fingers: [0, 0.8, 0.6], palm: [-0.6, 0, -0.8] }),
    ),
  },
  { at: 3.95, pose: {} },
];

const hanging: Partial<ArmPose> = {
  wrist: [0.24, -0.46, 0.08],
  hand: holdHand([0.05, -1, 0.1], [-1, 0, 0]),
  elbow: [0.5, 0, -1],
};

/** Two steps to the performer's left and one knee lifted; a foot that stands stays where it is. */
export const STEPPING_KEYS: readonly Key[] = [
  { at: 0, hold: 0.3, pose: both(hanging) },
  {
    at: 0.7,
    pose: {
      ...both(hanging),
      trunk: { shift: [0.06, -0.03, 0], lean: -2 },
      leftFoot: { shift: [0.15, 0.06, 0], yaw: 8 },
    },
  },
  {
    at: 1,
    pose: {
      ...both(hanging),
      trunk: { shift: [0.17, -0.035, 0], lean: 0 },
      leftFoot: { shift: [0.3, 0, 0], yaw: 8 },
    },
  },
  {
    at: 1.4,
    pose: {
      ...both(hanging),
      trunk: { shift: [0.27, -0.02, 0], lean: 2 },
      leftFoot: { shift: [0.3, 0, 0], yaw: 8 },
      rightFoot: { shift: [-0.15, 0.06, 0], yaw: 8 },
    },
  },
  {
    at: 1.8,
    hold: 0.3,
    pose: {
      ...both(hanging),
      trunk: { shift: [0.3, -0.012, 0] },
      leftFoot: { shift: [0.3, 0, 0], yaw: 8 },
      rightFoot: { shift: [-0.3, 0, 0], yaw: 8 },
    },
  },
  {
    at: 2.8,
    hold: 0.2,
    pose: {
      left: holding({ shape: 'five', wrist: [0.3, -0.05, 0.24], fingers: [0.2, 1, 0.1], palm: [-0.1, 0, 1] }),
      right: hanging,
      trunk: { shift: [0.22, -0.012, 0], lean: -3 },
      leftFoot: { shift: [0.28, 0.3, 0.18], yaw: 8 },
      rightFoot: { shift: [-0.3, 0, 0], yaw: 8 },
    },
  },
  {
    at: 3.8,
    pose: {
      ...both(hanging),
      trunk: { shift: [0.3, -0.012, 0] },
      leftFoot: { shift: [0.3, 0, 0], yaw: 8 },
      rightFoot: { shift: [-0.3, 0, 0], yaw: 8 },
    },
  },
];

const shrugging = (shrug: number): Partial<ArmPose> => ({
  ...holding({
    shape: 'five',
    wrist: [0.3, -0.22, 0.2],
    fingers: [0.359, -0.126, 0.932],
    palm: [-0.505, 0.67, 0.553],
  }),
  shrug,
});
const aloft: Partial<ArmPose> = {
  ...holding({ shape: 'five', wrist: [0.32, 0.27, 0.14], fingers: [0.15, 1, 0.05], palm: [-0.1, 0, 1] }),
  elbow: [1, -0.5, 0],
};

/**
 * Both shoulders go up, then each alone, with the arms and without. They stay down while the arms go up, the trunk leans
 * and bows, and the head nods with still brows.
 */
export const SHRUGS_KEYS: readonly Key[] = [
  { at: 0, hold: 0.2, pose: {} },
  { at: 0.55, hold: 0.16, pose: { ...both(shrugging(20)), face: { brow: 0.6 } } },
  { at: 1, pose: {} },
  { at: 1.3, hold: 0.12, pose: { right: { shrug: 16 } } },
  { at: 1.65, hold: 0.08, pose: { left: { shrug: 22 }, trunk: { headTilt: 7 } } },
  { at: 2.05, hold: 0.16, pose: both(aloft) },
  { at: 2.55, hold: 0.08, pose: { trunk: { headNod: -14, bow: 9 } } },
  { at: 2.85, hold: 0.08, pose: { trunk: { headNod: 13 } } },
  { at: 3.2, hold: 0.12, pose: { trunk: { lean: 9, twist: 8 } } },
  { at: 3.6, pose: {} },
];
