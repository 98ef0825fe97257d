import { conjugateQuat, multiplyQuat, type Quat, quat, slerpQuat } from '../../skeleton/quaternion.ts';
import { createPose, type Rig } from '../../skeleton/rig.ts';
import { createHeadSolver } from '../solve/solve-head.ts';
import { STATE } from '../time/bridge-gaps.ts';
import { type RotationTracks, readRotation, writeRotation } from '../time/rotation-tracks.ts';

/** Turns the bridged heads of a window, in place; the bones below must be filled. */
export type HeadHolder = (
  rotations: RotationTracks,
  window: { readonly states: Uint8Array; readonly times: Float64Array },
) => void;

/**
 * The head of frames that do not show it: from where it looked before to where it looks after, it goes the shortest
 * way as the camera sees it, not as the chest does. A hand before the face tips the tracker's trunk, and the head
 * would nod with it. A stream, which does not know the end, holds it against the chest.
 */
export function createHeadHolder(rig: Rig): HeadHolder {
  const { neck_01, neck_02, head, spine_05 } = rig.bone;
  const trunk = ancestorsOf(rig, spine_05);
  const neck = [neck_01, neck_02, head];
  const pose = createPose(rig);
  const solve = createHeadSolver(rig);
  const headRest = quat();
  conjugateQuat(headRest, rig.referenceRotations[head]!);
  const before = quat();
  const after = quat();
  const turn = quat();
  const local = quat();

  /** Orientation of a chain's last bone in component space. */
  const place = (out: Quat, rotations: RotationTracks, frame: number, chain: readonly number[]): void => {
    out.fill(0);
    out[3] = 1;
    for (const bone of chain) {
      readRotation(local, rotations, frame, bone);
      multiplyQuat(out, out, local);
    }
  };
  const turnAt = (out: Quat, rotations: RotationTracks, frame: number): void => {
    place(out, rotations, frame, [...trunk, ...neck]);
    multiplyQuat(out, out, headRest);
  };

  return (rotations, { states, times }) => {
    for (let from = 1; from < states.length; from++) {
      if (states[from] !== STATE.bridged || states[from - 1] !== STATE.seen) continue;
      let to = from;
      while (to < states.length && states[to] === STATE.bridged) to++;
      if (to === states.length || states[to] !== STATE.seen) continue;
      turnAt(before, rotations, from - 1);
      turnAt(after, rotations, to);
      const start = times[from - 1]!;
      for (let i = from; i < to; i++) {
        slerpQuat(turn, before, after, (times[i]! - start) / (times[to]! - start));
        place(pose.global[spine_05]!, rotations, i, trunk);
        solve(pose, turn);
        for (const bone of neck) writeRotation(rotations, i, bone, pose.local[bone]!);
      }
    }
  };
}

/** A bone and those above it, from the root down. */
function ancestorsOf({ parents }: Rig, bone: number): number[] {
  const chain: number[] = [];
  for (let index = bone; index >= 0; index = parents[index]!) chain.unshift(index);
  return chain;
}
