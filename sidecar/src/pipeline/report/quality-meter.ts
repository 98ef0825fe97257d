import { z } from 'zod';
import type { LandmarkFrame } from '../../protocol/landmarks.ts';
import { type Contact, ContactSchema, type MotionFrame, type MotionHeader } from '../../protocol/motion.ts';
import {
  DIGIT_NAMES,
  type DigitName,
  HAND_NAMES,
  type HandName,
  type Quality,
  type SteadyPart,
} from '../../protocol/quality.ts';
import type { Side } from '../../skeleton/body-bones.ts';
import { createPose, createRig, forwardKinematics, type Pose, type Rig } from '../../skeleton/rig.ts';
import { createConfidenceSeries } from './confidence-series.ts';
import { findTroubles } from './find-troubles.ts';
import { createHandError, type HandErrors } from './hand-error.ts';
import { createLengthMeter } from './length-meter.ts';
import { createProblemSpans } from './problem-spans.ts';
import { createSlideMeter } from './slide-meter.ts';
import { createTrembleMeter } from './tremble-meter.ts';
import { type BadFrame, createWorstFrames } from './worst-frames.ts';

const SIDE_OF: Readonly<Record<HandName, Side>> = { leftHand: 'l', rightHand: 'r' };
/** The bones whose places tremble or not. */
const STEADY_BONES = {
  head: ['head'],
  leftFingertips: DIGIT_NAMES.map((digit) => `${digit}_03_l` as const),
  rightFingertips: DIGIT_NAMES.map((digit) => `${digit}_03_r` as const),
} as const satisfies Record<SteadyPart, readonly (keyof Rig['bone'])[]>;
const STEADY_NAMES = Object.keys(STEADY_BONES) as SteadyPart[];
/** Flags under which a part's place is made up. */
const MADE_UP: Readonly<Record<SteadyPart, RegExp>> = {
  head: /^(head|body)/,
  leftFingertips: /^(leftHand|leftForearm|leftArm|body)/,
  rightFingertips: /^(rightHand|rightForearm|rightArm|body)/,
};

export interface Measured {
  readonly quality: Quality;
  /** Time of the motion's first frame, seconds of the clip. */
  readonly start: number;
  /** The frames that the quality names as its worst, with what the tracker saw. */
  readonly bad: readonly BadFrame[];
}

export interface QualityMeter {
  /** Takes the next frame of the motion, and what the tracker saw nearest to it. */
  add(frame: MotionFrame, landmarks: LandmarkFrame | null): void;
  finish(): Measured;
}

/** Measures a motion frame by frame; memory does not grow with its length. */
export function createQualityMeter(header: MotionHeader): QualityMeter {
  const rig = movable(createRig(header.skeleton));
  const pose = createPose(rig);
  const contacts = z.array(ContactSchema).catch([]).parse(header.settings.contacts);
  const series = createConfidenceSeries(header.frameCount, header.fps);
  const problems = createProblemSpans(header.fps);
  const lengths = createLengthMeter(header.settings.performer);
  const slide = createSlideMeter(rig, contacts);
  const hands = createHandMeters(rig, header);
  const steady = createSteadyMeters(rig);
  const worst = createWorstFrames();

  let start: number | null = null;

  return {
    add: (frame, landmarks) => {
      start ??= frame.time;
      takePose(rig, pose, frame);
      series.add(frame.frame, frame.confidence);
      problems.add(frame.frame, frame.flags);
      slide.add(frame.frame, pose);
      if (landmarks !== null) lengths.add(landmarks);
      const jumps = steady.add(pose, frame.flags);
      const errors = hands.add(pose, landmarks, frame.flags);
      worst.add(frame, findTroubles({ frame, landmarks, errors, jumps }), landmarks);
    },
    finish: () => {
      const bad = worst.finish();
      const quality: Quality = {
        confidence: series.finish(),
        problems: problems.finish(start ?? 0),
        contacts: longest(contacts),
        tremble: steady.finish(),
        boneLengths: lengths.finish(),
        footSlideMm: slide.finish(),
        reprojection: hands.finish(),
        worst: bad.map(({ landmarks: _, ...frame }) => frame),
      };
      return { quality, bad, start: start ?? 0 };
    },
  };
}

/** Contacts that are listed; of more the longest, in the order of time. */
const MOST_CONTACTS = 2000;

function longest(contacts: readonly Contact[]): Contact[] {
  const length = ({ from, to }: Contact): number => to - from;
  const kept = [...contacts].sort((a, b) => length(b) - length(a)).slice(0, MOST_CONTACTS);
  return kept.sort((a, b) => a.from - b.from);
}

/** The rig with a pelvis that can be moved. */
function movable(rig: Rig): Rig {
  return { ...rig, translations: rig.translations.map((translation) => translation.slice()) };
}

function takePose(rig: Rig, pose: Pose, { rotations, pelvis }: MotionFrame): void {
  for (const [k, rotation] of rotations.entries()) pose.local[k]!.set(rotation);
  rig.translations[rig.bone.pelvis]!.set(pelvis);
  forwardKinematics(rig, pose);
}

function createHandMeters(rig: Rig, { settings, source }: MotionHeader) {
  const turn = Float64Array.from(
    z.array(z.number()).length(4).catch([0, 0, 0, 1]).parse(settings.cameraTurn),
  );
  const picture = { turn, width: source.width, height: source.height };
  const meters = HAND_NAMES.map((hand) => ({
    hand,
    measure: createHandError(rig, SIDE_OF[hand], picture),
    sums: Object.fromEntries(DIGIT_NAMES.map((digit) => [digit, 0])) as Record<DigitName, number>,
    count: 0,
  }));
  return {
    add: (
      pose: Pose,
      landmarks: LandmarkFrame | null,
      flags: readonly string[],
    ): Readonly<Record<HandName, HandErrors | null>> => {
      const errors: Record<HandName, HandErrors | null> = { leftHand: null, rightHand: null };
      for (const meter of meters) {
        const points = landmarks?.[meter.hand] ?? null;
        if (points === null || flags.some((flag) => flag.startsWith(meter.hand))) continue;
        // a hand without a body hangs on the arm of the base pose: where it was seen says nothing
        if (flags.includes('bodyUnseen')) continue;
        const error = meter.measure(pose, points);
        errors[meter.hand] = error;
        if (error === null) continue;
        meter.count++;
        for (const digit of DIGIT_NAMES) meter.sums[digit] += error[digit];
      }
      return errors;
    },
    finish: (): Quality['reprojection'] =>
      Object.fromEntries(
        meters.map(({ hand, sums, count }) => [hand, count === 0 ? null : shareOf(sums, count)]),
      ) as Quality['reprojection'],
  };
}

/** In hundredths of a palm. */
function shareOf(sums: Readonly<Record<DigitName, number>>, count: number): Record<DigitName, number> {
  return Object.fromEntries(
    DIGIT_NAMES.map((digit) => [digit, Math.round((10_000 * sums[digit]) / count) / 100]),
  ) as Record<DigitName, number>;
}

function createSteadyMeters(rig: Rig) {
  const meters = STEADY_NAMES.map((part) => ({
    part,
    bones: STEADY_BONES[part].map((name) => rig.bone[name]),
    meter: createTrembleMeter(STEADY_BONES[part].length),
  }));
  return {
    /** How far each part jumped, mm. */
    add: (pose: Pose, flags: readonly string[]): Readonly<Record<SteadyPart, number>> => {
      const jumps = { head: 0, leftFingertips: 0, rightFingertips: 0 };
      for (const { part, bones, meter } of meters) {
        const madeUp = flags.some((flag) => MADE_UP[part].test(flag));
        meter.add(madeUp ? null : bones.map((bone) => pose.position[bone]!));
        jumps[part] = meter.jump;
      }
      return jumps;
    },
    finish: (): Quality['tremble'] =>
      Object.fromEntries(meters.map(({ part, meter }) => [part, meter.finish()])) as Quality['tremble'],
  };
}
