import { describe, expect, it } from 'vitest';
import { createHandInSpace } from '../../../../sidecar/src/motion/solve/hand-in-space.ts';
import {
  createRotationTracks,
  readRotation,
  writeRotation,
} from '../../../../sidecar/src/motion/time/rotation-tracks.ts';
import { metahumanSkeleton } from '../../../../sidecar/src/skeleton/metahuman-skeleton.ts';
import { angleQuat, quat } from '../../../../sidecar/src/skeleton/quaternion.ts';
import { createPose, createRig, forwardKinematics } from '../../../../sidecar/src/skeleton/rig.ts';
import { createDraw, randomPose } from '../synthetic-performer.ts';

const rig = createRig(metahumanSkeleton());
const FRAMES = 3;

describe('createHandInSpace', () => {
  const draw = createDraw(11);
  const poses = Array.from({ length: FRAMES }, () => randomPose(rig, draw));
  const written = () => {
    const tracks = createRotationTracks(FRAMES, rig.size);
    poses.forEach((pose, i) => {
      pose.local.forEach((rotation, bone) => {
        writeRotation(tracks, i, bone, rotation);
      });
    });
    return tracks;
  };
  const off = (tracks: ReturnType<typeof written>, i: number, bone: number, wanted: Float64Array): number => {
    const turn = quat();
    readRotation(turn, tracks, i, bone);
    return angleQuat(turn, quat(wanted[0], wanted[1], wanted[2], wanted[3]));
  };

  it('gives the turn in space, and takes it back to the forearm', () => {
    const tracks = written();
    const hand = rig.bone.hand_l;
    const { toSpace, toForearm } = createHandInSpace(rig, 'l');
    toSpace(tracks);
    poses.forEach((pose, i) => {
      expect(off(tracks, i, hand, pose.global[hand]!)).toBeLessThan(2e-3);
      expect(off(tracks, i, rig.bone.hand_r, pose.local[rig.bone.hand_r]!)).toBeLessThan(2e-3);
    });
    toForearm(tracks);
    poses.forEach((pose, i) => {
      expect(off(tracks, i, hand, pose.local[hand]!)).toBeLessThan(2e-3);
    });
  });

  it('leaves the hand as it is in space when the forearm is moved between', () => {
    const tracks = written();
    const { toSpace, toForearm } = createHandInSpace(rig, 'r');
    toSpace(tracks);
    writeRotation(tracks, 0, rig.bone.lowerarm_r, rig.rotations[rig.bone.lowerarm_r]!);
    toForearm(tracks);
    const moved = createPose(rig);
    for (let bone = 0; bone < rig.size; bone++) readRotation(moved.local[bone]!, tracks, 0, bone);
    forwardKinematics(rig, moved);
    const { hand_r } = rig.bone;
    expect(angleQuat(moved.global[hand_r]!, poses[0]!.global[hand_r]!)).toBeLessThan(2e-3);
  });
});
