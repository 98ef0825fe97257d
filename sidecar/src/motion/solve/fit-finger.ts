import { multiplyQuat, type Quat, quat, rotateVec, setQuat, unrotateVec } from '../../skeleton/quaternion.ts';
import { type Pose, placeBone, type Rig } from '../../skeleton/rig.ts';
import { crossVec, scaleVec, setVec, subVec, type Vec3, vec3 } from '../../skeleton/vector.ts';
import { createLeastSquares } from './least-squares.ts';

/** How much each of a finger's segments counts; the last is the shortest and worst seen. */
const SEGMENT_WEIGHTS = [1, 1, 0.7] as const;
/** Pull of the knuckle's sideways turn to rest, against a segment's weight: fingers spread 10 to 15 degrees. */
const SIDEWAYS_PULL = 0.02;
/**
 * The end joint bends by about two thirds of the middle one (one tendon bends both; Rijpkema and Girard 1991).
 * The less sure what is seen, the more this holds; weight against a segment's for each unit of doubt.
 */
const END_SHARE = 0.67;
const COUPLING = 1;
/** A middle or end joint bends this far from straight, and hardly backwards; radians. */
const MOST_CURL = -2;
const MOST_BACK = 0.12;
const STEPS = 3;

/** Bones from knuckle to tip. */
export type FingerBones = readonly [knuckle: number, middle: number, end: number];
/** Unit vectors along the three segments, component space. */
export type FingerDirections = readonly [Vec3, Vec3, Vec3];

/**
 * Places a finger; the parent of its knuckle must be in place.
 * @param doubt how uncertain the directions are: 0 for exact ones, 0.3 for what is usual.
 */
export type FingerFit = (pose: Pose, seen: FingerDirections, doubt: number) => void;

/**
 * Knuckle with two axes, middle and end joint hinges, all fitted at once to the three directions seen
 * (Gauss-Newton): a hinge that does not quite suit what is seen moves the knuckle instead of losing it.
 *
 * @param sign +1 where a bone's x axis points to its child, -1 where it points back.
 */
export function createFingerFit(rig: Rig, bones: FingerBones, sign: 1 | -1): FingerFit {
  /** Flexion and sideways turn of the knuckle, flexion of the middle and of the end joint. */
  const angles = new Float64Array(4);
  const straight = bones.map((bone) => -2 * Math.atan2(rig.rotations[bone]![2]!, rig.rotations[bone]![3]!));
  const squares = createLeastSquares(4);
  const finger = createFinger(rig, bones, sign);
  const error = vec3();
  const moved = [vec3(), vec3(), vec3(), vec3()] as const;
  const row = new Float64Array(4);

  const limit = (): void => {
    for (const [angle, bone] of [
      [2, 1],
      [3, 2],
    ] as const) {
      angles[angle] = Math.min(
        straight[bone]! + MOST_BACK,
        Math.max(straight[bone]! + MOST_CURL, angles[angle]!),
      );
    }
  };
  const addSegment = (k: 0 | 1 | 2, seen: Vec3): void => {
    const joints = k === 0 ? 2 : k + 2;
    subVec(error, seen, finger.directions[k]);
    for (let joint = 0; joint < joints; joint++)
      crossVec(moved[joint]!, finger.axes[joint]!, finger.directions[k]);
    for (let axis = 0; axis < 3; axis++) {
      for (let joint = 0; joint < 4; joint++) row[joint] = joint < joints ? moved[joint]![axis]! : 0;
      squares.add(row, error[axis]!, SEGMENT_WEIGHTS[k]);
    }
  };

  return (pose, seen, doubt) => {
    finger.follow(pose, angles, seen);
    for (let step = 0; step < STEPS; step++) {
      limit();
      finger.place(pose, angles);
      squares.reset();
      row.fill(0);
      row[1] = 1;
      squares.add(row, -angles[1]!, SIDEWAYS_PULL);
      row.fill(0);
      row[2] = -END_SHARE;
      row[3] = 1;
      squares.add(
        row,
        END_SHARE * (angles[2]! - straight[1]!) - (angles[3]! - straight[2]!),
        doubt * COUPLING,
      );
      for (const k of [0, 1, 2] as const) addSegment(k, seen[k]);
      squares.step(angles);
    }
    limit();
    finger.place(pose, angles);
  };
}

interface FingerModel {
  /** Where the segments point, and the joints' axes, as last placed. */
  readonly directions: FingerDirections;
  readonly axes: readonly [Vec3, Vec3, Vec3, Vec3];
  place(pose: Pose, angles: Float64Array): void;
  /** Places the finger joint by joint along what is seen; writes the angles. */
  follow(pose: Pose, angles: Float64Array, seen: FingerDirections): void;
}

function createFinger(rig: Rig, bones: FingerBones, sign: 1 | -1): FingerModel {
  const directions = [vec3(), vec3(), vec3()] as const;
  const axes = [vec3(), vec3(), vec3(), vec3()] as const;
  const turn = quat();
  const local = vec3();

  /** The bone's frame before its own flexion. */
  const restFrame = (pose: Pose, bone: number): Quat => {
    multiplyQuat(turn, pose.global[rig.parents[bone]!]!, rig.rotations[bone]!);
    return turn;
  };
  const placeJoint = (pose: Pose, k: 0 | 1 | 2, flexion: number, sideways: number): void => {
    const bone = bones[k];
    const frame = restFrame(pose, bone);
    const axis = axes[k === 0 ? 0 : k + 1]!;
    setVec(axis, 0, 0, 1);
    rotateVec(axis, frame, axis);
    setQuat(turn, 0, 0, Math.sin(flexion / 2), Math.cos(flexion / 2));
    multiplyQuat(pose.local[bone]!, rig.rotations[bone]!, turn);
    if (k === 0) {
      multiplyQuat(turn, pose.global[rig.parents[bone]!]!, pose.local[bone]!);
      setVec(axes[1], 0, 1, 0);
      rotateVec(axes[1], turn, axes[1]);
      setQuat(turn, 0, Math.sin(sideways / 2), 0, Math.cos(sideways / 2));
      multiplyQuat(pose.local[bone]!, pose.local[bone]!, turn);
    }
    placeBone(rig, pose, bone);
    setVec(directions[k], sign, 0, 0);
    rotateVec(directions[k], pose.global[bone]!, directions[k]);
  };

  return {
    directions,
    axes,
    place: (pose, angles) => {
      placeJoint(pose, 0, angles[0]!, angles[1]!);
      placeJoint(pose, 1, angles[2]!, 0);
      placeJoint(pose, 2, angles[3]!, 0);
    },
    follow: (pose, angles, seen) => {
      for (const k of [0, 1, 2] as const) {
        unrotateVec(local, restFrame(pose, bones[k]), seen[k]);
        scaleVec(local, local, sign);
        const flexion = Math.atan2(local[1]!, local[0]!);
        const sideways = Math.atan2(-local[2]!, Math.hypot(local[0]!, local[1]!));
        angles[k === 0 ? 0 : k + 1] = flexion;
        if (k === 0) angles[1] = sideways;
        placeJoint(pose, k, flexion, sideways);
      }
    },
  };
}
