import { FINGERS, type Side } from '../../skeleton/body-bones.ts';
import { multiplyQuat, type Quat, quat, relativeQuat } from '../../skeleton/quaternion.ts';
import { type Pose, type Rig, restBone, turnBone } from '../../skeleton/rig.ts';
import { subVec, type Vec3, vec3 } from '../../skeleton/vector.ts';
import { DIGIT_ROOT } from '../clip/landmark-points.ts';
import { createPalmFrame } from '../lift/palm.ts';
import { palmJoints } from '../lift/rest-palm.ts';
import { axisSign, createJointTurner } from './hinge.ts';

/** Radians from the reference rotation within which a finger's end joints bend; curling is negative. */
const CURL_RANGE: readonly [number, number] = [-2.1, 0.5];

/** Places a hand and its digits; `points` are the 21 hand landmarks about any origin. */
export type HandSolver = (pose: Pose, points: readonly Vec3[]) => void;

/** The hand bone takes the palm's whole turn; metacarpals stay at rest. */
export function createHandSolver(rig: Rig, side: Side): HandSolver {
  const { bone } = rig;
  const hand = bone[`hand_${side}`];
  const metacarpals = FINGERS.map((finger) => bone[`${finger}_metacarpal_${side}`]);
  const orient = createPalmMatch(rig, side);
  const digits = createDigitSolver(rig, side);
  const global = quat();

  return (pose, points) => {
    orient(global, points);
    turnBone(rig, pose, hand, global);
    for (const metacarpal of metacarpals) restBone(rig, pose, metacarpal);
    digits(pose, points);
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

/** Root joints of all digits and the thumb's middle one have two axes, the others are hinges. */
function createDigitSolver(rig: Rig, side: Side): HandSolver {
  const { bone } = rig;
  const joints = createJointTurner(rig);
  const direction = vec3();
  const sign = axisSign(rig, bone[`index_02_${side}`]);
  const digits = ([...FINGERS, 'thumb'] as const).map((digit) => ({
    root: DIGIT_ROOT[digit],
    bones: [bone[`${digit}_01_${side}`], bone[`${digit}_02_${side}`], bone[`${digit}_03_${side}`]] as const,
    thumb: digit === 'thumb',
  }));

  return (pose, points) => {
    for (const { root, bones, thumb } of digits) {
      for (let k = 0; k < 3; k++) {
        subVec(direction, points[root + k + 1]!, points[root + k]!);
        if (k === 0 || (thumb && k === 1)) joints.universal(pose, bones[k]!, direction, sign);
        else joints.hinge(pose, bones[k]!, direction, sign, CURL_RANGE);
      }
    }
  };
}
