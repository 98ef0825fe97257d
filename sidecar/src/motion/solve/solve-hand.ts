import { FINGERS, type Side } from '../../skeleton/body-bones.ts';
import { multiplyQuat, type Quat, quat, relativeQuat } from '../../skeleton/quaternion.ts';
import { type Pose, type Rig, restBone, turnBone } from '../../skeleton/rig.ts';
import { normalizeVec, subVec, type Vec3, vec3 } from '../../skeleton/vector.ts';
import { DIGIT_ROOT } from '../clip/landmark-points.ts';
import { createPalmFrame } from '../lift/palm.ts';
import { palmJoints } from '../lift/rest-palm.ts';
import { createFingerFit } from './fit-finger.ts';
import { axisSign, createJointTurner } from './hinge.ts';

/** Radians from the reference rotation within which the thumb's end joint bends; curling is negative. */
const THUMB_END_RANGE: readonly [number, number] = [-1.6, 0.6];

/** Places a hand and its digits; `points` are the 21 hand landmarks about any origin, `doubt` is by finger. */
export type HandSolver = (pose: Pose, points: readonly Vec3[], doubt: Float64Array) => void;

/** The hand bone takes the palm's whole turn; metacarpals stay at rest. */
export function createHandSolver(rig: Rig, side: Side): HandSolver {
  const { bone } = rig;
  const hand = bone[`hand_${side}`];
  const metacarpals = FINGERS.map((finger) => bone[`${finger}_metacarpal_${side}`]);
  const orient = createPalmMatch(rig, side);
  const digits = createDigitSolver(rig, side);
  const global = quat();

  return (pose, points, doubt) => {
    orient(global, points);
    turnBone(rig, pose, hand, global);
    for (const metacarpal of metacarpals) restBone(rig, pose, metacarpal);
    digits(pose, points, doubt);
  };
}

/** The hand's orientation from its palm's: what takes the skeleton's palm frame to the hand bone's. */
function createPalmMatch(rig: Rig, side: Side): (out: Quat, points: readonly Vec3[]) => void {
  const palmFrame = createPalmFrame();
  const toHand = quat();
  palmFrame(toHand, palmJoints(rig, side));
  relativeQuat(toHand, toHand, rig.referenceRotations[rig.bone[`hand_${side}`]]!);
  const palm = quat();
  return (out, points) => {
    palmFrame(palm, points);
    multiplyQuat(out, palm, toHand);
  };
}

/** Fingers by their fit; the thumb's root and middle joint have two axes, its end joint is a hinge. */
function createDigitSolver(rig: Rig, side: Side): HandSolver {
  const { bone } = rig;
  const joints = createJointTurner(rig);
  const sign = axisSign(rig, bone[`index_02_${side}`]);
  const seen = [vec3(), vec3(), vec3()] as const;
  const fingers = FINGERS.map((finger) => {
    const bones = [
      bone[`${finger}_01_${side}`],
      bone[`${finger}_02_${side}`],
      bone[`${finger}_03_${side}`],
    ] as const;
    return { root: DIGIT_ROOT[finger], place: createFingerFit(rig, bones, sign) };
  });
  const look = (points: readonly Vec3[], root: number): void => {
    for (const k of [0, 1, 2] as const) {
      subVec(seen[k], points[root + k + 1]!, points[root + k]!);
      normalizeVec(seen[k], seen[k]);
    }
  };

  return (pose, points, doubt) => {
    for (const [k, { root, place }] of fingers.entries()) {
      look(points, root);
      place(pose, seen, doubt[k]!);
    }
    look(points, DIGIT_ROOT.thumb);
    joints.universal(pose, bone[`thumb_01_${side}`], seen[0], sign);
    joints.universal(pose, bone[`thumb_02_${side}`], seen[1], sign);
    joints.hinge(pose, bone[`thumb_03_${side}`], seen[2], sign, THUMB_END_RANGE);
  };
}
