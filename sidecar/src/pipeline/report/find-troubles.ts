import type { LandmarkFrame } from '../../protocol/landmarks.ts';
import type { MotionFrame } from '../../protocol/motion.ts';
import {
  CONFIDENCE_PARTS,
  type ConfidencePart,
  DIGIT_NAMES,
  HAND_NAMES,
  type HandName,
  type SteadyPart,
} from '../../protocol/quality.ts';
import type { HandErrors } from './hand-error.ts';
import type { Trouble } from './worst-frames.ts';

/** How bad it is that a part is filled in or not there. Legs that are out of the picture are no trouble. */
const FLAG_SCORES: Readonly<Record<string, number>> = {
  leftHandBridged: 0.5,
  rightHandBridged: 0.5,
  faceBridged: 0.3,
  faceUnseen: 0.4,
  headBridged: 0.2,
  headUnseen: 0.3,
  bodyBridged: 0.4,
  bodyUnseen: 0.8,
  mouthBridged: 0.2,
  mouthUnseen: 0.25,
  leftBrowBridged: 0.1,
  rightBrowBridged: 0.1,
  leftEyeBridged: 0.1,
  rightEyeBridged: 0.1,
};
/** Confidence below this is low; none at all weighs this much. */
const SURE = 0.75;
const UNSURE_WEIGHT = 0.5;
/** Distance of a digit from where it was seen, palm lengths: the first is common, the second is as bad as it gets. */
const NEAR = 0.15;
const FAR = 0.5;
/** Jump of a point there and back, mm: the same. */
const SMOOTH_MM = 20;
const JUMP_MM = 70;

/** A hand that is not tracked although the body model sees its wrist in the picture. */
const MISSED_HAND = 0.5;
const WRISTS = { leftHand: 15, rightHand: 16 } as const satisfies Record<HandName, number>;
const VISIBLE = 0.6;

/** What is wrong with a frame of the motion, in words; nothing of a good one. */
export function findTroubles({
  frame,
  landmarks,
  errors,
  jumps,
}: {
  readonly frame: MotionFrame;
  /** What the tracker saw. */
  readonly landmarks: LandmarkFrame | null;
  readonly errors: Readonly<Record<HandName, HandErrors | null>>;
  readonly jumps: Readonly<Record<SteadyPart, number>>;
}): Trouble[] {
  const troubles: Trouble[] = [];
  const add = (score: number, reason: string): void => {
    if (score > 0) troubles.push({ score: Math.min(1, score), reason });
  };
  for (const flag of frame.flags) {
    const score = FLAG_SCORES[flag];
    if (score !== undefined) add(score, toWords(flag));
  }
  for (const part of CONFIDENCE_PARTS) {
    const sure = frame.confidence[part];
    if (sure === 0 || flagged(frame.flags, part)) continue;
    add(
      ((SURE - sure) / SURE) * UNSURE_WEIGHT,
      `${toWords(part)} seen with a confidence of ${Math.round(sure * 100)} %`,
    );
  }
  for (const hand of HAND_NAMES) {
    if (frame.flags.includes(`${hand}Unseen`) && showsWrist(landmarks, hand)) {
      add(MISSED_HAND, `${toWords(hand)} in the picture but not tracked`);
    }
    const error = errors[hand];
    if (error === null) continue;
    const worst = DIGIT_NAMES.reduce((a, b) => (error[b] > error[a] ? b : a));
    add(
      (error[worst] - NEAR) / (FAR - NEAR),
      `${toWords(hand)}: ${worst} ${Math.round(error[worst] * 100)} % of a palm from where it was seen`,
    );
  }
  for (const [part, mm] of Object.entries(jumps)) {
    add(
      (mm - SMOOTH_MM) / (JUMP_MM - SMOOTH_MM),
      `${toWords(part)} jump there and back by ${Math.round(mm)} mm`,
    );
  }
  return troubles;
}

function showsWrist(landmarks: LandmarkFrame | null, hand: HandName): boolean {
  const wrist = landmarks?.pose?.[WRISTS[hand]];
  if (wrist === undefined) return false;
  const [x, y, , visibility] = wrist;
  return visibility >= VISIBLE && Math.min(x, y, 1 - x, 1 - y) > 0;
}

function flagged(flags: readonly string[], part: ConfidencePart): boolean {
  return flags.includes(`${part}Bridged`) || flags.includes(`${part}Unseen`);
}

/** `leftHandBridged` is "left hand bridged". */
export function toWords(name: string): string {
  return name.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
}
