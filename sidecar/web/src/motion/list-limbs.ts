import { rotateVec } from '../../../src/skeleton/quaternion.ts';
import type { Pose } from '../../../src/skeleton/rig.ts';
import { addVec, type Vec3, vec3 } from '../../../src/skeleton/vector.ts';
import { boneLook, endsFinger } from './bones.ts';
import type { Clip } from './create-clip.ts';

/** A fingertip lies this part of the last bone's own length beyond its joint. */
const TIP = 0.85;
/** A limb is no wider than this many times the joint that it leads to. */
const TAPER = 1.5;

/** One capsule of the figure, from a joint to the next. */
export interface Limb {
  /** Index of the bone that turns it. */
  readonly from: number;
  /** Index of the joint at its end; null for a fingertip. */
  readonly to: number | null;
  /** Fingertip in the bone's own axes, cm. */
  readonly tip: Vec3;
  /** cm */
  readonly radius: number;
}

/** Every joint with its parent, and the tips of the fingers. The root stands on the ground and is no limb. */
export function listLimbs({ tables, rest }: Pick<Clip, 'tables' | 'rest'>): Limb[] {
  return tables.bones.flatMap((name, bone) => {
    const { radius } = boneLook(name);
    const parent = tables.parents[bone] ?? -1;
    const wide = Math.min(boneLook(tables.bones[parent] ?? '').radius, radius * TAPER);
    const limbs: Limb[] = parent > 0 ? [{ from: parent, to: bone, tip: vec3(), radius: wide }] : [];
    if (endsFinger(name)) {
      const [x = 0, y = 0, z = 0] = rest.subarray(bone * 7, bone * 7 + 3);
      limbs.push({ from: bone, to: null, tip: vec3(x * TIP, y * TIP, z * TIP), radius });
    }
    return limbs;
  });
}

/** Both ends of a limb in component space, cm. */
export function limbEnds(start: Vec3, end: Vec3, { pose, limb }: { pose: Pose; limb: Limb }): void {
  start.set(pose.position[limb.from]!);
  if (limb.to !== null) {
    end.set(pose.position[limb.to]!);
    return;
  }
  rotateVec(end, pose.global[limb.from]!, limb.tip);
  addVec(end, end, start);
}
