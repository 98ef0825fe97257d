import { conjugateQuat, multiplyQuat, quat, rotateVec } from '../../skeleton/quaternion.ts';
import type { Pose, Rig } from '../../skeleton/rig.ts';
import { addVec, setVec, type Vec3 } from '../../skeleton/vector.ts';
import { createSurface, HEAD_RADII, layTrunk, NOSE_FROM_MIDDLE, type Surface } from './body-surface.ts';

/** Middle of the head from the head bone, in the turned reference axes (left, forward, up), cm of a MetaHuman. */
const HEAD_MIDDLE = [0, 1, 6] as const;

/** Head and trunk of the target, laid over a pose; overwritten by the next call. */
export interface TargetSurfaces {
  head(pose: Pose): Surface;
  trunk(pose: Pose): Surface & { readonly half: number };
  nose(out: Vec3, pose: Pose): Surface;
}

export function createTargetSurfaces(rig: Rig): TargetSurfaces {
  const face = createSurface();
  const trunk = { ...createSurface(), half: 0 };
  const { bone, referenceRotations } = rig;
  const back = quat();

  const head = (pose: Pose): Surface => {
    conjugateQuat(back, referenceRotations[bone.head]!);
    multiplyQuat(face.turn, pose.global[bone.head]!, back);
    setVec(face.middle, ...HEAD_MIDDLE);
    rotateVec(face.middle, face.turn, face.middle);
    addVec(face.middle, face.middle, pose.position[bone.head]!);
    face.radii.set(HEAD_RADII);
    return face;
  };
  return {
    head,
    trunk: ({ position }) => {
      trunk.half = layTrunk(trunk, {
        shoulders: [position[bone.upperarm_l]!, position[bone.upperarm_r]!],
        hips: [position[bone.thigh_l]!, position[bone.thigh_r]!],
      });
      return trunk;
    },
    nose: (out, pose) => {
      const { turn, middle } = head(pose);
      out.set(NOSE_FROM_MIDDLE);
      rotateVec(out, turn, out);
      addVec(out, out, middle);
      return face;
    },
  };
}
