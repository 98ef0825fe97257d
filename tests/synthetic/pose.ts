import { HANDSHAPES, type HandShape, mixHandShapes } from './handshapes.ts';
import {
  cross,
  fromAxes,
  mixVec,
  normalize,
  orthogonalTo,
  type Quat,
  scale,
  slerp,
  type Vec3,
} from './vector.ts';

/** Degrees, but for `shift` (metres from the rest place). Positive: to the performer's left, forward, up. */
export interface TrunkPose {
  readonly shift: Vec3;
  readonly turn: number;
  readonly bow: number;
  readonly lean: number;
  readonly twist: number;
  readonly headTurn: number;
  readonly headNod: number;
  readonly headTilt: number;
}

/**
 * Where a hand is and how it is held, against the chest joint and the same for both sides: the first coordinate
 * counts outward from the middle of the body, the second up, the third forward.
 */
export interface ArmPose {
  readonly wrist: Vec3;
  readonly hand: Quat;
  /** Where the elbow points. */
  readonly elbow: Vec3;
  /** Degrees by which the collar bone lifts the shoulder. */
  readonly shrug: number;
  readonly shape: HandShape;
}

/** Ankle against its rest place on the floor, metres outward, up, forward; `yaw` turns the toes outward. */
export interface FootPose {
  readonly shift: Vec3;
  readonly yaw: number;
}

/** 0 is neutral, 1 full; `brow` and `smile` go down to -1 (frown, corners down). */
export interface FacePose {
  readonly jaw: number;
  readonly blink: number;
  readonly brow: number;
  readonly smile: number;
  readonly pucker: number;
}

export interface Pose {
  readonly trunk: TrunkPose;
  readonly left: ArmPose;
  readonly right: ArmPose;
  readonly leftFoot: FootPose;
  readonly rightFoot: FootPose;
  readonly face: FacePose;
}

/** Hand orientation from where the fingers point and where the palm looks (outward, up, forward). */
export function holdHand(fingers: Vec3, palm: Vec3): Quat {
  const y = scale(normalize(fingers), -1);
  const x = scale(orthogonalTo(y, palm), -1);
  return fromAxes(x, y, cross(x, y));
}

/** Hands before the belly, at ease. */
const EASY_ARM: ArmPose = {
  wrist: [0.17, -0.3, 0.22],
  hand: holdHand([-0.78, -0.38, 0.35], [-0.3, -0.3, -0.9]),
  elbow: [0.45, -1, -0.45],
  shrug: 0,
  shape: HANDSHAPES.relaxed,
};

export const NEUTRAL_POSE: Pose = {
  trunk: { shift: [0, -0.01, 0], turn: 0, bow: 0, lean: 0, twist: 0, headTurn: 0, headNod: 0, headTilt: 0 },
  left: EASY_ARM,
  right: EASY_ARM,
  leftFoot: { shift: [0, 0, 0], yaw: 8 },
  rightFoot: { shift: [0, 0, 0], yaw: 8 },
  face: { jaw: 0, blink: 0, brow: 0, smile: 0.3, pucker: 0 },
};

const mix = (a: number, b: number, t: number): number => a + (b - a) * t;

function mixRecord<T extends object>(a: T, b: T, t: number): T {
  const entries = (Object.keys(a) as (keyof T)[]).map((key) => {
    const [from, to] = [a[key], b[key]];
    return [key, typeof from === 'number' ? mix(from, Number(to), t) : mixVec(from as Vec3, to as Vec3, t)];
  });
  return Object.fromEntries(entries) as T;
}

const mixArms = (a: ArmPose, b: ArmPose, t: number): ArmPose => ({
  wrist: mixVec(a.wrist, b.wrist, t),
  hand: slerp(a.hand, b.hand, t),
  elbow: mixVec(a.elbow, b.elbow, t),
  shrug: mix(a.shrug, b.shrug, t),
  shape: mixHandShapes(a.shape, b.shape, t),
});

/** Pose between two others, t in 0..1: places move on lines, orientations on arcs. */
export const mixPoses = (a: Pose, b: Pose, t: number): Pose => ({
  trunk: mixRecord(a.trunk, b.trunk, t),
  left: mixArms(a.left, b.left, t),
  right: mixArms(a.right, b.right, t),
  leftFoot: mixRecord(a.leftFoot, b.leftFoot, t),
  rightFoot: mixRecord(a.rightFoot, b.rightFoot, t),
  face: mixRecord(a.face, b.face, t),
});
