import { multiplyQuat, powQuat, type Quat, quat } from '../../skeleton/quaternion.ts';
import { type Pose, type Rig, turnBone } from '../../skeleton/rig.ts';

/** Bones from the bottom up, each with the part of the whole turn that it has made (last is 1). */
export type TurnShares = readonly (readonly [bone: number, share: number])[];

/** Bends a chain of bones: see {@link createSpread}. */
export type Spread = (pose: Pose, chain: TurnShares, base: Quat, turn: Quat) => void;

/**
 * Spreads a turn over a chain: each bone is its reference orientation, turned by `base`, then by its
 * share of `turn`. Both are turns from the reference pose, in component space.
 */
export function createSpread(rig: Rig): Spread {
  const part = quat();
  return (pose, chain, base, turn) => {
    for (const [bone, share] of chain) {
      powQuat(part, turn, share);
      multiplyQuat(part, part, base);
      multiplyQuat(part, part, rig.referenceRotations[bone]!);
      turnBone(rig, pose, bone, part);
    }
  };
}
