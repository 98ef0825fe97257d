import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CONTACT_PAIRS, type ContactPair } from '../../../../sidecar/src/motion/contacts/contact-pairs.ts';
import { createGapMeter } from '../../../../sidecar/src/motion/contacts/gap-meter.ts';
import { holdContacts } from '../../../../sidecar/src/motion/contacts/hold-contacts.ts';
import { createLimbReach } from '../../../../sidecar/src/motion/contacts/reach-limb.ts';
import { createSegmentMeter } from '../../../../sidecar/src/motion/contacts/segments.ts';
import { createTargetHand } from '../../../../sidecar/src/motion/contacts/target-hand.ts';
import { armBones } from '../../../../sidecar/src/motion/solve/solve-limb.ts';
import {
  createRotationTracks,
  readRotation,
  writeRotation,
} from '../../../../sidecar/src/motion/time/rotation-tracks.ts';
import { metahumanSkeleton } from '../../../../sidecar/src/skeleton/metahuman-skeleton.ts';
import { angleQuat, axisAngleQuat, multiplyQuat, quat } from '../../../../sidecar/src/skeleton/quaternion.ts';
import {
  createPose,
  createRig,
  forwardKinematics,
  type Pose,
  type Rig,
} from '../../../../sidecar/src/skeleton/rig.ts';
import { addVec, distanceVec, vec3 } from '../../../../sidecar/src/skeleton/vector.ts';
import { createDraw, randomPose } from '../synthetic-performer.ts';

const BODY_TYPES = ['f_srt_unw', 'f_med_nrw', 'm_tal_ovw'];
const FPS = 30;
const pairOf = (kind: string, a: string, b: string): ContactPair =>
  CONTACT_PAIRS.find((pair) => pair.kind === kind && pair.a.part === a && pair.b.part === b)!;

/** Both hands before the chest, the fingers half bent. */
function handsUp(rig: Rig, seed: number): Pose {
  const pose = randomPose(rig, createDraw(seed));
  const turn = quat();
  for (const side of ['l', 'r'] as const) {
    pose.local[rig.bone[`upperarm_${side}`]]!.set(rig.rotations[rig.bone[`upperarm_${side}`]]!);
    axisAngleQuat(turn, vec3(0, 0, 1), 1.2);
    multiplyQuat(
      pose.local[rig.bone[`lowerarm_${side}`]]!,
      rig.rotations[rig.bone[`lowerarm_${side}`]]!,
      turn,
    );
  }
  forwardKinematics(rig, pose);
  return pose;
}

/** The index finger's flexion taken out, in place. */
function withStraightIndex(rig: Rig, pose: Pose): Pose {
  for (const joint of ['01', '02', '03'] as const) {
    const bone = rig.bone[`index_${joint}_l`];
    pose.local[bone]!.set(rig.rotations[bone]!);
  }
  forwardKinematics(rig, pose);
  return pose;
}

function held(
  rig: Rig,
  pose: Pose,
  pairs: readonly ContactPair[],
  { frames = 12, coming = pose, from = 5 }: { frames?: number; coming?: Pose; from?: number } = {},
) {
  const tracks = createRotationTracks(frames, rig.size);
  for (let i = 0; i < frames; i++)
    for (let bone = 0; bone < rig.size; bone++)
      writeRotation(tracks, i, bone, (i < from ? coming : pose).local[bone]!);
  const before = tracks.values.slice();
  const times = Float64Array.from({ length: frames }, (_, i) => i / FPS);
  holdContacts(tracks, rig, { spans: pairs.map((pair) => ({ pair, from, to: from + 2 })), times });
  const hands = { l: createTargetHand(rig, 'l'), r: createTargetHand(rig, 'r') };
  const measure = createGapMeter(rig, hands);
  const poseAt = (frame: number): Pose => {
    const out = createPose(rig);
    for (let bone = 0; bone < rig.size; bone++) readRotation(out.local[bone]!, tracks, frame, bone);
    forwardKinematics(rig, out);
    return out;
  };
  return {
    tracks,
    before,
    poseAt,
    gap: (pair: ContactPair, frame: number) => measure(vec3(), poseAt(frame), pair),
  };
}

describe('createSegmentMeter', () => {
  it('finds the distance of crossing, parallel and end-to-end segments', () => {
    const meter = createSegmentMeter();
    expect(meter.distance(vec3(-1, 0, 0), vec3(1, 0, 0), vec3(0, -1, 2), vec3(0, 1, 2))).toBeCloseTo(2, 12);
    expect([...meter.onFirst, ...meter.onSecond]).toEqual([0, 0, 0, 0, 0, 2]);
    expect(meter.distance(vec3(0, 0, 0), vec3(1, 0, 0), vec3(0, 3, 0), vec3(1, 3, 0))).toBeCloseTo(3, 12);
    expect(meter.distance(vec3(0, 0, 0), vec3(1, 0, 0), vec3(4, 4, 0), vec3(9, 9, 0))).toBeCloseTo(5, 12);
  });
});

describe('createLimbReach', () => {
  const rig = createRig(metahumanSkeleton());

  it('puts the wrist where it is wanted within reach, and keeps hand and bone lengths', () => {
    const offset = fc.double({ min: -9, max: 9, noNaN: true });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), offset, offset, offset, (seed, x, y, z) => {
        const pose = handsUp(rig, seed);
        const { upperarm_l: upper, lowerarm_l: lower, hand_l: hand } = rig.bone;
        const turn = pose.global[hand]!.slice();
        const goal = vec3(x, y, z);
        addVec(goal, goal, pose.position[hand]!);
        createLimbReach(rig, armBones(rig, 'l'))(pose, goal);
        expect(distanceVec(pose.position[hand]!, goal)).toBeLessThan(1e-5);
        expect(angleQuat(pose.global[hand]!, turn)).toBeLessThan(1e-5);
        expect(distanceVec(pose.position[upper]!, pose.position[lower]!)).toBeCloseTo(
          distanceVec(rig.referencePositions[upper]!, rig.referencePositions[lower]!),
          6,
        );
      }),
      { numRuns: 60 },
    );
  });

  it('leaves a hand on its arm however often it is pulled to and fro', () => {
    const pose = handsUp(rig, 5);
    const reach = createLimbReach(rig, armBones(rig, 'l'));
    const { hand_l: hand, middle_01_l: knuckle } = rig.bone;
    const home = pose.position[hand]!.slice();
    const palm = distanceVec(pose.position[hand]!, pose.position[knuckle]!);
    for (let k = 0; k < 400; k++)
      reach(pose, vec3(home[0]! + (k % 3) - 1, home[1]! + (k % 5) - 2, home[2]! + (k % 7) - 3));
    expect(distanceVec(pose.position[hand]!, pose.position[knuckle]!)).toBeCloseTo(palm, 9);
    expect(Math.hypot(...pose.local[hand]!)).toBeCloseTo(1, 12);
  });

  it('stretches towards what is out of reach', () => {
    const pose = handsUp(rig, 3);
    const { upperarm_l: upper, hand_l: hand } = rig.bone;
    const goal = vec3(0, 300, 100);
    createLimbReach(rig, armBones(rig, 'l'))(pose, goal);
    const arm = distanceVec(pose.position[upper]!, pose.position[hand]!);
    const full =
      Math.hypot(...rig.translations[rig.bone.lowerarm_l]!) + Math.hypot(...rig.translations[hand]!);
    expect(arm).toBeCloseTo(full * 0.999, 3);
    expect(distanceVec(pose.position[hand]!, goal)).toBeCloseTo(
      distanceVec(pose.position[upper]!, goal) - arm,
      1,
    );
  });
});

describe('holdContacts', () => {
  describe.each(BODY_TYPES)('on %s', (bodyType) => {
    const rig = createRig(metahumanSkeleton(bodyType));

    it('brings thumb and finger of a hand together to 0.5 mm', () => {
      for (const seed of [3, 8, 21]) {
        for (const finger of ['index', 'middle']) {
          const pair = pairOf('fingerThumb', 'thumb', finger);
          const { gap } = held(rig, handsUp(rig, seed), [pair]);
          for (const frame of [5, 6]) expect(gap(pair, frame), `${finger} ${seed}`).toBeLessThan(0.05);
        }
      }
    });

    it('brings a hand to the face and to the trunk, and two hands to each other', () => {
      const pairs = [
        pairOf('fingertips', 'index', 'index'),
        pairOf('fingerPalm', 'index', 'palm'),
        pairOf('palms', 'palm', 'palm'),
        pairOf('handFace', 'index', 'face'),
        pairOf('handTorso', 'middle', 'torso'),
      ];
      for (const pair of pairs) {
        const pose = handsUp(rig, 8);
        const near = held(rig, pose, []);
        if (near.gap(pair, 5) > 12) continue;
        const { gap } = held(rig, pose, [pair]);
        for (const frame of [5, 6]) expect(gap(pair, frame), pair.kind).toBeLessThan(0.05);
      }
    });
  });

  const rig = createRig(metahumanSkeleton());

  it('comes and goes within a tenth of a second, and leaves all other frames to the bit', () => {
    const pair = pairOf('fingerThumb', 'thumb', 'middle');
    const { tracks, before, gap } = held(rig, handsUp(rig, 5), [pair], { frames: 30, from: 13 });
    const row = rig.size * 4;
    for (const frame of [0, 9, 10, 18, 19, 29]) {
      expect(tracks.values.slice(frame * row, (frame + 1) * row)).toEqual(
        before.slice(frame * row, (frame + 1) * row),
      );
    }
    const gaps = [10, 11, 12, 13].map((frame) => gap(pair, frame));
    for (const k of [1, 2, 3]) expect(gaps[k]).toBeLessThan(gaps[k - 1]!);
    expect(gap(pair, 14)).toBeLessThan(0.05);
    expect(gap(pair, 15)).toBeGreaterThan(0.05);
  });

  it('closes evenly what has far to go: about 25 cm a second at the fastest', () => {
    const pair = pairOf('fingerThumb', 'thumb', 'index');
    const { gap } = held(rig, withStraightIndex(rig, handsUp(rig, 8)), [pair], { from: 12, frames: 24 });
    expect(gap(pair, 0)).toBeGreaterThan(4);
    const gaps = Array.from({ length: 13 }, (_, frame) => gap(pair, frame));
    gaps.forEach((now, frame) => {
      if (frame > 0) expect(gaps[frame - 1]! - now, `${frame}`).toBeLessThan(30 / FPS);
    });
    expect(gaps[12]).toBeLessThan(0.05);
  });
});
