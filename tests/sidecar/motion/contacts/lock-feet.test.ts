import { describe, expect, it } from 'vitest';
import { lockFeet } from '../../../../sidecar/src/motion/contacts/lock-feet.ts';
import {
  createRotationTracks,
  type RotationTracks,
  readRotation,
  writeRotation,
} from '../../../../sidecar/src/motion/time/rotation-tracks.ts';
import { metahumanSkeleton } from '../../../../sidecar/src/skeleton/metahuman-skeleton.ts';
import { axisAngleQuat, multiplyQuat, quat } from '../../../../sidecar/src/skeleton/quaternion.ts';
import { createPose, createRig, forwardKinematics } from '../../../../sidecar/src/skeleton/rig.ts';
import { distanceVec, type Vec3, vec3 } from '../../../../sidecar/src/skeleton/vector.ts';

const FPS = 30;
const FRAMES = 60;
const rig = createRig(metahumanSkeleton());
const times = Float64Array.from({ length: FRAMES }, (_, i) => i / FPS);
const everSeen = { l: new Uint8Array(FRAMES).fill(1), r: new Uint8Array(FRAMES).fill(1) };

/** Somebody with bent knees whose pelvis is at `shift` beside its rest, and whose left knee lifts by `lift`. */
function standing(shift: (i: number) => number, lift: (i: number) => number) {
  const tracks = createRotationTracks(FRAMES, rig.size);
  const pelvis = new Float32Array(FRAMES * 3);
  const rest = rig.translations[rig.bone.pelvis]!;
  const turn = quat();
  const local = quat();
  for (let i = 0; i < FRAMES; i++) {
    for (let bone = 0; bone < rig.size; bone++) writeRotation(tracks, i, bone, rig.rotations[bone]!);
    const bend = (name: 'thigh' | 'calf' | 'foot', side: 'l' | 'r', angle: number): void => {
      const bone = rig.bone[`${name}_${side}`];
      axisAngleQuat(turn, vec3(0, 0, 1), angle);
      multiplyQuat(local, rig.rotations[bone]!, turn);
      writeRotation(tracks, i, bone, local);
    };
    bend('thigh', 'r', -0.25);
    bend('calf', 'r', 0.5);
    bend('thigh', 'l', -0.25 - lift(i));
    bend('calf', 'l', 0.5 + lift(i));
    pelvis.set([rest[0]! + shift(i), rest[1]!, rest[2]! - 2], i * 3);
  }
  return { tracks, pelvis };
}

function ankleOf(tracks: RotationTracks, pelvis: Float32Array, frame: number, side: 'l' | 'r'): Vec3 {
  const pose = createPose(rig);
  for (let bone = 0; bone < rig.size; bone++) readRotation(pose.local[bone]!, tracks, frame, bone);
  forwardKinematics(rig, pose);
  const hip = pose.position[rig.bone.pelvis]!;
  const foot = pose.position[rig.bone[`foot_${side}`]]!;
  return vec3(...[0, 1, 2].map((k) => foot[k]! - hip[k]! + pelvis[frame * 3 + k]!));
}

describe('lockFeet', () => {
  it('holds a foot that stands while the pelvis trembles, to a hundredth of a millimetre', () => {
    const { tracks, pelvis } = standing(
      (i) => 0.3 * Math.sin(i * 0.9),
      () => 0,
    );
    expect(lockFeet(tracks, rig, { pelvis, times, seen: everSeen })).toEqual([
      { side: 'l', from: 0, to: FRAMES },
      { side: 'r', from: 0, to: FRAMES },
    ]);
    for (const side of ['l', 'r'] as const) {
      const first = ankleOf(tracks, pelvis, 0, side);
      for (let i = 1; i < FRAMES; i++)
        expect(distanceVec(ankleOf(tracks, pelvis, i, side), first)).toBeLessThan(1e-3);
    }
  });

  it('lets a foot go that lifts, and takes it again', () => {
    const lift = (i: number): number => (i < 20 || i >= 40 ? 0 : Math.sin(((i - 20) / 20) * Math.PI));
    const { tracks, pelvis } = standing(() => 0, lift);
    const high = ankleOf(tracks, pelvis, 30, 'l')[2]!;
    const spans = lockFeet(tracks, rig, { pelvis, times, seen: everSeen });
    const left = spans.filter(({ side }) => side === 'l');
    expect(left).toHaveLength(2);
    expect(left[0]!.to).toBeLessThanOrEqual(23);
    expect(left[1]!.from).toBeGreaterThanOrEqual(37);
    expect(ankleOf(tracks, pelvis, 30, 'l')[2]).toBeCloseTo(high, 5);
    expect(spans.filter(({ side }) => side === 'r')).toEqual([{ side: 'r', from: 0, to: FRAMES }]);
  });

  it('locks no foot that slides, and none that was not seen', () => {
    const { tracks, pelvis } = standing(
      (i) => i * 1.2,
      () => 0,
    );
    const before = tracks.values.slice();
    expect(lockFeet(tracks, rig, { pelvis, times, seen: everSeen })).toEqual([]);
    const still = standing(
      () => 0,
      () => 0,
    );
    const unseen = { l: new Uint8Array(FRAMES), r: new Uint8Array(FRAMES) };
    expect(lockFeet(still.tracks, rig, { pelvis: still.pelvis, times, seen: unseen })).toEqual([]);
    expect(tracks.values).toEqual(before);
  });
});
