import { quat } from '../../../src/skeleton/quaternion.ts';
import { createPose, forwardKinematics, type Pose } from '../../../src/skeleton/rig.ts';
import { vec3 } from '../../../src/skeleton/vector.ts';
import type { Clip } from './create-clip.ts';

/** Puts a skeleton into the pose of a frame; positions (cm) and rotations are those of Unreal's component space. */
export interface Poser {
  readonly pose: Pose;
  /** The reference pose. */
  readonly rest: Pose;
  /** Fills `pose` from a row of the clip. */
  set(row: Float32Array): void;
}

export function createPoser({ tables, layout, rest }: Clip): Poser {
  const bones = tables.bones.map((_, i) => rest.subarray(i * 7, i * 7 + 7));
  const chain = {
    size: bones.length,
    parents: Int32Array.from(tables.parents),
    translations: bones.map(([x, y, z]) => vec3(x, y, z)),
    rotations: bones.map((bone) => quat(bone[3], bone[4], bone[5], bone[6])),
  };
  const reference = createPose(chain);
  forwardKinematics(chain, reference);
  const pose = createPose(chain);
  const pelvis = chain.translations[tables.bones.indexOf('pelvis')];
  return {
    pose,
    rest: reference,
    set(row) {
      pelvis?.set(row.subarray(layout.pelvis, layout.pelvis + 3));
      for (const [i, local] of pose.local.entries()) {
        const at = layout.rotations + i * 4;
        local.set(row.subarray(at, at + 4));
      }
      forwardKinematics(chain, pose);
    },
  };
}
