import { describe, expect, it } from 'vitest';
import {
  CONTACT_PAIRS,
  type ContactPair,
  pointName,
} from '../../../../sidecar/src/motion/contacts/contact-pairs.ts';
import { createGapMeter } from '../../../../sidecar/src/motion/contacts/gap-meter.ts';
import { holdContacts } from '../../../../sidecar/src/motion/contacts/hold-contacts.ts';
import { createLimbReach } from '../../../../sidecar/src/motion/contacts/reach-limb.ts';
import { createTargetHand } from '../../../../sidecar/src/motion/contacts/target-hand.ts';
import { createSolver } from '../../../../sidecar/src/motion/create-solver.ts';
import { focalPixels } from '../../../../sidecar/src/motion/lift/view-ray.ts';
import { armBones } from '../../../../sidecar/src/motion/solve/solve-limb.ts';
import {
  createRotationTracks,
  readRotation,
  writeRotation,
} from '../../../../sidecar/src/motion/time/rotation-tracks.ts';
import type { Contact } from '../../../../sidecar/src/protocol/motion.ts';
import { SIDES } from '../../../../sidecar/src/skeleton/body-bones.ts';
import { metahumanSkeleton } from '../../../../sidecar/src/skeleton/metahuman-skeleton.ts';
import { axisAngleQuat, multiplyQuat, quat } from '../../../../sidecar/src/skeleton/quaternion.ts';
import { createPose, createRig, forwardKinematics } from '../../../../sidecar/src/skeleton/rig.ts';
import { vec3 } from '../../../../sidecar/src/skeleton/vector.ts';
import { madeUpSource } from '../made-up-source.ts';
import { landmarksOf } from '../synthetic-performer.ts';

const FPS = 30;
const FRAMES = 60;
const FROM = 24;
const TO = 38;
const FOV = 38;
const source = madeUpSource('touch.mp4', { frames: FRAMES, fps: FPS });
const camera = { width: 1280, height: 1280, focal: focalPixels(source, FOV), distance: 320 };
const times = Float64Array.from({ length: FRAMES }, (_, i) => i / FPS);
const pairOf = (kind: string, a: string, b: string): ContactPair =>
  CONTACT_PAIRS.find((pair) => pair.kind === kind && pointName(pair.a) === a && pointName(pair.b) === b)!;

/** A performer with both wrists before the body, `apart` cm from each other, who touches from `FROM` to `TO`. */
function performance(pairs: readonly ContactPair[], apart: number) {
  const rig = createRig(metahumanSkeleton('m_med_nrw'));
  const pose = createPose(rig);
  const turn = quat();
  for (const side of SIDES) {
    const elbow = rig.bone[`lowerarm_${side}`];
    axisAngleQuat(turn, vec3(0, 0, 1), 1);
    multiplyQuat(pose.local[elbow]!, pose.local[elbow]!, turn);
  }
  forwardKinematics(rig, pose);
  for (const side of SIDES)
    createLimbReach(rig, armBones(rig, side))(pose, vec3(((side === 'l' ? 1 : -1) * apart) / 2, 28, 120));
  const tracks = createRotationTracks(FRAMES, rig.size);
  for (let i = 0; i < FRAMES; i++)
    for (let bone = 0; bone < rig.size; bone++) writeRotation(tracks, i, bone, pose.local[bone]!);
  holdContacts(tracks, rig, { spans: pairs.map((pair) => ({ pair, from: FROM, to: TO })), times });
  return Array.from({ length: FRAMES }, (_, i) => {
    for (let bone = 0; bone < rig.size; bone++) readRotation(pose.local[bone]!, tracks, i, bone);
    forwardKinematics(rig, pose);
    return landmarksOf(rig, pose, camera, i, i / FPS);
  });
}

function solved(frames: ReturnType<typeof performance>, bodyType: string) {
  const solver = createSolver({ source, bodyType, fps: FPS, settings: { fovDegrees: FOV } });
  for (const frame of frames) solver.push(frame);
  const { header, frames: made } = solver.finish();
  const rig = createRig(header.skeleton);
  const measure = createGapMeter(rig, { l: createTargetHand(rig, 'l'), r: createTargetHand(rig, 'r') });
  const motion = [...made];
  const gap = (pair: ContactPair, frame: number): number => {
    const pose = createPose(rig);
    motion[frame]!.rotations.forEach((rotation, bone) => {
      pose.local[bone]!.set(rotation);
    });
    forwardKinematics(rig, pose);
    return measure(vec3(), pose, pair);
  };
  const contacts = (header.settings.contacts as Contact[]).filter(({ kind }) => kind !== 'footFloor');
  return { contacts, gap };
}

const SCENES: readonly [string, ContactPair, apart: number][] = [
  ['thumb and index', pairOf('fingerThumb', 'thumb_r', 'index_r'), 36],
  ['thumb and middle finger', pairOf('fingerThumb', 'thumb_l', 'middle_l'), 36],
];

describe('contacts of a performer, solved for short, middling and tall characters', () => {
  it('finds none where nothing touches', () => {
    const { contacts } = solved(performance([], 36), 'f_med_nrw');
    expect(contacts).toEqual([]);
  });

  it('finds none of fingertips beyond the edge of the picture, where the tracker makes them up', () => {
    const frames = performance([pairOf('fingerThumb', 'thumb_r', 'index_r')], 36);
    const found = (aside: number): number => {
      const moved = frames.map((frame) => ({
        ...frame,
        ...Object.fromEntries(
          (['pose', 'leftHand', 'rightHand', 'face'] as const).map((part) => [
            part,
            frame[part]?.map(([x, ...rest]) => [x! - aside, ...rest]) ?? null,
          ]),
        ),
      })) as typeof frames;
      return solved(moved, 'f_med_nrw').contacts.length;
    };
    const tips = frames.flatMap(({ rightHand }) => [rightHand![4]![0]!, rightHand![8]![0]!]);
    expect(found(Math.min(...tips) - 0.01)).toBe(1);
    expect(found(Math.max(...tips) + 0.01)).toBe(0);
  });

  it.each(['f_srt_unw', 'f_med_nrw', 'm_tal_ovw'])(
    'finds a fingertip on the other palm, and holds it to 5 mm on %s',
    (bodyType) => {
      const pair = pairOf('fingerPalm', 'index_r', 'palm_l');
      const { contacts, gap } = solved(performance([pair], 36), bodyType);
      const found = contacts.filter(({ kind }) => kind === 'fingerPalm');
      expect(found.map(({ a, b }) => [a, b])).toEqual([['index_r', 'palm_l']]);
      expect(Math.abs(found[0]!.from - FROM)).toBeLessThanOrEqual(3);
      expect(Math.abs(found[0]!.to - (TO - 1))).toBeLessThanOrEqual(3);
      for (let frame = found[0]!.from; frame <= found[0]!.to; frame++)
        expect(gap(pair, frame), `frame ${frame}`).toBeLessThan(0.5);
    },
  );

  describe.each(SCENES)('%s', (_, pair, apart) => {
    const frames = performance([pair], apart);

    it.each(['f_srt_unw', 'f_med_nrw', 'm_tal_ovw'])(
      'are found, alone, and held to 5 mm on %s',
      (bodyType) => {
        const { contacts, gap } = solved(frames, bodyType);
        expect(contacts.map(({ kind, a, b }) => ({ kind, a, b }))).toEqual([
          { kind: pair.kind, a: pointName(pair.a), b: pointName(pair.b) },
        ]);
        expect(Math.abs(contacts[0]!.from - FROM)).toBeLessThanOrEqual(3);
        expect(Math.abs(contacts[0]!.to - (TO - 1))).toBeLessThanOrEqual(3);
        for (let frame = contacts[0]!.from; frame <= contacts[0]!.to; frame++)
          expect(gap(pair, frame), `frame ${frame}`).toBeLessThan(0.5);
      },
    );
  });
});
