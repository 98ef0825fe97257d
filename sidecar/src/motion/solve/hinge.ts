import { multiplyQuat, type Quat, quat, setQuat, unrotateVec } from '../../skeleton/quaternion.ts';
import { type Pose, placeBone, type Rig } from '../../skeleton/rig.ts';
import { lengthOf, scaleVec, type Vec3, vec3 } from '../../skeleton/vector.ts';

/** +1 where a bone's x axis points to its child, -1 where it points back: right arm and left leg. */
export function axisSign(rig: Rig, child: number): 1 | -1 {
  return rig.translations[child]![0]! < 0 ? -1 : 1;
}

/** Turns joints so that a bone's x axis points as seen. Holds scratch. */
export interface JointTurner {
  /**
   * Two axes, no roll: a flexion about the reference z axis, then a sideways turn about the y axis so
   * reached. Well conditioned up to sideways turns of 90 degrees, whatever the flexion.
   */
  universal(pose: Pose, bone: number, direction: Vec3, sign: number): void;
}

export function createJointTurner(rig: Rig): JointTurner {
  const local = vec3();
  const turn = quat();
  const other = quat();

  /** The wanted x axis in the bone's reference frame. */
  const seen = (pose: Pose, bone: number, direction: Vec3, sign: number): void => {
    unrotateVec(local, pose.global[rig.parents[bone]!]!, direction);
    unrotateVec(local, rig.rotations[bone]!, local);
    scaleVec(local, local, sign);
  };
  const set = (pose: Pose, bone: number, q: Quat): void => {
    multiplyQuat(pose.local[bone]!, rig.rotations[bone]!, q);
    placeBone(rig, pose, bone);
  };

  return {
    universal: (pose, bone, direction, sign) => {
      seen(pose, bone, direction, sign);
      const across = lengthOf(local[0]!, local[1]!);
      const flexion = across > 1e-9 ? Math.atan2(local[1]!, local[0]!) : 0;
      const sideways = Math.atan2(-local[2]!, across);
      setQuat(turn, 0, 0, Math.sin(flexion / 2), Math.cos(flexion / 2));
      setQuat(other, 0, Math.sin(sideways / 2), 0, Math.cos(sideways / 2));
      multiplyQuat(turn, turn, other);
      set(pose, bone, turn);
    },
  };
}
