import { conjugateQuat, multiplyQuat, type Quat, quat } from '../../skeleton/quaternion.ts';
import { createPose, type Rig } from '../../skeleton/rig.ts';
import { createHeadSolver } from '../solve/solve-head.ts';
import { STATE } from '../time/bridge-gaps.ts';
import {
  createRotationTracks,
  type RotationTracks,
  readRotation,
  writeRotation,
} from '../time/rotation-tracks.ts';
import type { Bridge } from '../time/time-filter.ts';

const IDENTITY: Readonly<Quat> = quat();

/** Bridges the head of a window, in place; the bones below it must be filled. */
export type HeadHolder = (rotations: RotationTracks, bridge: Bridge) => void;

/**
 * The head of frames that do not show it: between its ends it goes the shortest way as the camera sees it, not as the
 * chest does. A hand before the face tips the tracker's trunk, and the head would nod with it.
 */
export function createHeadHolder(rig: Rig): HeadHolder {
  const { neck_01, neck_02, head, spine_05 } = rig.bone;
  const trunk = ancestorsOf(rig, spine_05);
  const neck = [neck_01, neck_02, head];
  const pose = createPose(rig);
  const solve = createHeadSolver(rig);
  const headRest = quat();
  conjugateQuat(headRest, rig.referenceRotations[head]!);
  const facing = quat();
  const turn = quat();
  const local = quat();

  /** Turn of a chain's last bone in component space. */
  const turnOf = (out: Quat, rotations: RotationTracks, frame: number, chain: readonly number[]): void => {
    for (const bone of chain) {
      readRotation(local, rotations, frame, bone);
      multiplyQuat(out, out, local);
    }
  };

  return (rotations, bridge) => {
    const turns = createRotationTracks(rotations.frames, 1);
    for (let i = 0; i < rotations.frames; i++) {
      facing.set(IDENTITY);
      turnOf(facing, rotations, i, trunk);
      turnOf(facing, rotations, i, neck);
      multiplyQuat(facing, facing, headRest);
      writeRotation(turns, i, 0, facing);
    }
    const before = turns.values.slice();
    bridge.rotations(turns, 0, quat());
    for (let i = 0; i < rotations.frames; i++) {
      if (bridge.states[i] === STATE.base || isSame(before, turns.values, i)) continue;
      readRotation(turn, turns, i, 0);
      const chest = pose.global[spine_05]!;
      chest.set(IDENTITY);
      turnOf(chest, rotations, i, trunk);
      solve(pose, turn);
      for (const bone of neck) writeRotation(rotations, i, bone, pose.local[bone]!);
    }
  };
}

function isSame(a: Float32Array, b: Float32Array, frame: number): boolean {
  for (let k = frame * 4; k < frame * 4 + 4; k++) if (a[k] !== b[k]) return false;
  return true;
}

/** A bone and those above it, from the root down. */
function ancestorsOf({ parents }: Rig, bone: number): number[] {
  const chain: number[] = [];
  for (let index = bone; index >= 0; index = parents[index]!) chain.unshift(index);
  return chain;
}
