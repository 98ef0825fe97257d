import { describe, expect, it } from 'vitest';
import { createHeadHolder } from '../../../../sidecar/src/motion/face/hold-head.ts';
import { STATE } from '../../../../sidecar/src/motion/time/bridge-gaps.ts';
import {
  createRotationTracks,
  type RotationTracks,
  readRotation,
  writeRotation,
} from '../../../../sidecar/src/motion/time/rotation-tracks.ts';
import { metahumanSkeleton } from '../../../../sidecar/src/skeleton/metahuman-skeleton.ts';
import {
  angleQuat,
  axisAngleQuat,
  multiplyQuat,
  type Quat,
  quat,
} from '../../../../sidecar/src/skeleton/quaternion.ts';
import { createPose, createRig, forwardKinematics } from '../../../../sidecar/src/skeleton/rig.ts';
import { vec3 } from '../../../../sidecar/src/skeleton/vector.ts';

const rig = createRig(metahumanSkeleton('f_med_nrw'));
const { head, spine_03 } = rig.bone;
const FRAMES = 20;
const GAP = { from: 6, to: 14 };
const DEGREES = 180 / Math.PI;

/** The reference pose, but the trunk tips forward by ten degrees while the head is not seen. */
function tippingTrunk(): RotationTracks {
  const tracks = createRotationTracks(FRAMES, rig.size);
  const tip = quat();
  axisAngleQuat(tip, vec3(0, 0, 1), 10 / DEGREES);
  for (let i = 0; i < FRAMES; i++) {
    for (let bone = 0; bone < rig.size; bone++) writeRotation(tracks, i, bone, rig.rotations[bone]!);
    if (i < GAP.from || i >= GAP.to) continue;
    const bent = quat();
    multiplyQuat(bent, rig.rotations[spine_03]!, tip);
    writeRotation(tracks, i, spine_03, bent);
  }
  return tracks;
}

/** States of the head: not seen in the gap. */
const statesOf = (inGap: number): Uint8Array =>
  Uint8Array.from({ length: FRAMES }, (_, i) => (i < GAP.from || i >= GAP.to ? STATE.seen : inGap));
const times = Float64Array.from({ length: FRAMES }, (_, i) => i / 30);

/** Where the head looks in each frame, against the reference pose, degrees. */
function lookOf(tracks: RotationTracks): number[] {
  const pose = createPose(rig);
  return Array.from({ length: FRAMES }, (_, i) => {
    for (let bone = 0; bone < rig.size; bone++) readRotation(pose.local[bone]!, tracks, i, bone);
    forwardKinematics(rig, pose);
    return angleQuat(pose.global[head]!, rig.referenceRotations[head]!) * DEGREES;
  });
}

describe('createHeadHolder', () => {
  it('keeps the head where it looked while hands hide it and the trunk tips', () => {
    const tracks = tippingTrunk();
    expect(lookOf(tracks)[10]).toBeGreaterThan(9);
    createHeadHolder(rig)(tracks, { states: statesOf(STATE.bridged), times });
    for (const angle of lookOf(tracks)) expect(angle).toBeLessThan(0.1);
  });

  it('goes evenly between where the head looked before and after', () => {
    const tracks = tippingTrunk();
    const turned: Quat = quat();
    axisAngleQuat(turned, vec3(1, 0, 0), 18 / DEGREES);
    multiplyQuat(turned, rig.rotations[head]!, turned);
    for (let i = GAP.to; i < FRAMES; i++) writeRotation(tracks, i, head, turned);
    createHeadHolder(rig)(tracks, { states: statesOf(STATE.bridged), times });
    const look = lookOf(tracks);
    expect(look[GAP.from]).toBeCloseTo(2, 1);
    expect(look[GAP.from + 4]).toBeCloseTo(10, 1);
    expect(look[GAP.to]).toBeCloseTo(18, 1);
  });

  it('touches nothing else: no head that is seen, none at its base, none whose end is not known', () => {
    const tracks = tippingTrunk();
    const before = tracks.values.slice();
    const open = statesOf(STATE.bridged);
    open.fill(STATE.bridged, GAP.to);
    for (const states of [new Uint8Array(FRAMES).fill(STATE.seen), statesOf(STATE.base), open]) {
      createHeadHolder(rig)(tracks, { states, times });
      expect(tracks.values).toEqual(before);
    }
  });
});
