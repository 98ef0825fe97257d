import { FINGERS, type Side } from '../../skeleton/body-bones.ts';
import { createRotationFitter } from '../../skeleton/fit-rotation.ts';
import {
  conjugateQuat,
  multiplyQuat,
  quat,
  relativeQuat,
  setQuat,
  twistAboutX,
  unrotateVec,
} from '../../skeleton/quaternion.ts';
import { type Pose, placeBone, type Rig, restBone } from '../../skeleton/rig.ts';
import { addScaledVec, setVec, subVec, type Vec3, vec3 } from '../../skeleton/vector.ts';
import { DIGIT_ROOT, HAND_WRIST } from '../clip/landmark-points.ts';
import { axisSign, createJointTurner } from './hinge.ts';

/**
 * Part of the hand's roll that the forearm bone takes; the wrist keeps the rest. The forearm's twist bones
 * spread the wrist's part over the skin; rolling the whole forearm bone would twist the elbow.
 */
const FOREARM_ROLL_SHARE = 0.5;

/** Radians from the reference rotation within which a finger's end joints bend; curling is negative. */
const CURL_RANGE: readonly [number, number] = [-2.1, 0.5];

/** Places a hand and its digits; `points` are the 21 hand landmarks about any origin. */
export type HandSolver = (pose: Pose, points: readonly Vec3[]) => void;

/** Metacarpals stay at rest; of the wrist's turn the forearm takes its share of the roll. */
export function createHandSolver(rig: Rig, side: Side): HandSolver {
  const { bone } = rig;
  const hand = bone[`hand_${side}`];
  const lower = bone[`lowerarm_${side}`];
  const metacarpals = FINGERS.map((finger) => bone[`${finger}_metacarpal_${side}`]);
  const orient = createPalmFit(rig, side);
  const digits = createDigitSolver(rig, side);
  const global = quat();
  const local = quat();
  const roll = quat();

  return (pose, points) => {
    orient(global, points);
    relativeQuat(local, pose.global[lower]!, global);
    conjugateQuat(roll, rig.rotations[hand]!);
    multiplyQuat(roll, local, roll);
    const half = (twistAboutX(roll) * FOREARM_ROLL_SHARE) / 2;
    setQuat(roll, Math.sin(half), 0, 0, Math.cos(half));
    multiplyQuat(pose.local[lower]!, pose.local[lower]!, roll);
    placeBone(rig, pose, lower);
    relativeQuat(pose.local[hand]!, pose.global[lower]!, global);
    placeBone(rig, pose, hand);
    for (const metacarpal of metacarpals) restBone(rig, pose, metacarpal);
    digits(pose, points);
  };
}

/** Palm points and their weights: the four knuckles and the wrist carry it, the thumb's root moves a little. */
const PALM = [
  [HAND_WRIST, 'hand', 1],
  [DIGIT_ROOT.thumb, 'thumb_01', 0.2],
  [DIGIT_ROOT.index, 'index_01', 1],
  [DIGIT_ROOT.middle, 'middle_01', 1],
  [DIGIT_ROOT.ring, 'ring_01', 1],
  [DIGIT_ROOT.pinky, 'pinky_01', 1],
] as const;

/** The hand's orientation: the skeleton's palm laid over the seen one as a rigid body. */
function createPalmFit(rig: Rig, side: Side): (out: Float64Array, points: readonly Vec3[]) => void {
  const { bone } = rig;
  const hand = bone[`hand_${side}`];
  const total = PALM.reduce((sum, [, , weight]) => sum + weight, 0);
  const fitter = createRotationFitter();
  const centre = vec3();
  const offset = vec3();
  const rest = PALM.map(([, name]) => {
    const out = vec3();
    subVec(out, rig.referencePositions[bone[`${name}_${side}`]]!, rig.referencePositions[hand]!);
    unrotateVec(out, rig.referenceRotations[hand]!, out);
    return out;
  });
  for (const [k, [, , weight]] of PALM.entries()) addScaledVec(centre, centre, rest[k]!, weight / total);
  for (const point of rest) subVec(point, point, centre);

  return (out, points) => {
    setVec(centre, 0, 0, 0);
    for (const [index, , weight] of PALM) addScaledVec(centre, centre, points[index]!, weight / total);
    fitter.reset();
    for (let k = 0; k < PALM.length; k++) {
      subVec(offset, points[PALM[k]![0]]!, centre);
      fitter.add(rest[k]!, offset, PALM[k]![2]);
    }
    fitter.solve(out);
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
