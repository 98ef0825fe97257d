import type { Side } from '../../skeleton/body-bones.ts';
import { rotateVec } from '../../skeleton/quaternion.ts';
import type { Pose, Rig } from '../../skeleton/rig.ts';
import {
  addScaledVec,
  addVec,
  dotVec,
  normalizeVec,
  scaleVec,
  subVec,
  type Vec3,
  vec3,
} from '../../skeleton/vector.ts';
import { DIGIT_ROOT } from '../clip/landmark-points.ts';
import type { LiftedHand } from '../lift/joints.ts';
import { PALM_POINTS } from '../lift/palm.ts';
import { FINGER_RADIUS, THUMB_RADIUS } from './body-surface.ts';
import { DIGITS, type Digit } from './contact-pairs.ts';
import type { ContactView } from './contact-view.ts';
import { sizeOf, tipOf } from './placed-hand.ts';
import { createSegmentMeter } from './segments.ts';
import { createTargetHand } from './target-hand.ts';

/** What the solved hand counts against the tracker's own points: it knows how fingers bend, they what was seen. */
const SOLVED_SHARE = 1 / 3;
/** Bones of a digit. */
const BONES = 3;

/** Gap between the thumb's end and another digit's of the same hand, cm of the performer. */
export type DigitMeter = (view: ContactView, side: Side, digit: Digit) => number;

/** The mean of what the picture, its depth, the metric points and the solved hand say. */
export function createDigitMeter(rig: Rig): DigitMeter {
  const segments = createSegmentMeter();
  const flat = Array.from({ length: 4 }, () => vec3());
  const bend = createBentDigit(rig);
  const solved = [vec3(), vec3(), vec3(), vec3()] as const;

  const ofPoints = ({ picture, world, towards }: LiftedHand, digit: Digit): number => {
    const thumb = tipOf('thumb');
    const tip = tipOf(digit);
    const of = (points: readonly Vec3[]): number =>
      segments.distance(points[thumb - 1]!, points[thumb]!, points[tip - 1]!, points[tip]!);
    [thumb - 1, thumb, tip - 1, tip].forEach((k, i) => {
      scaleVec(flat[i]!, towards, -dotVec(picture[k]!, towards));
      addVec(flat[i]!, flat[i]!, picture[k]!);
    });
    const across = segments.distance(flat[0]!, flat[1]!, flat[2]!, flat[3]!);
    return (of(picture) + of(world) + across) / 3;
  };

  return ({ joints, pose }, side, digit) => {
    const hand = joints.hand[side];
    bend(solved[0], solved[1], hand, { pose, side, digit: 'thumb' });
    bend(solved[2], solved[3], hand, { pose, side, digit });
    const apart = ofPoints(hand, digit) * (1 - SOLVED_SHARE) + segments.distance(...solved) * SOLVED_SHARE;
    return apart - (THUMB_RADIUS + FINGER_RADIUS) * sizeOf(hand);
  };
}

interface Solved {
  readonly pose: Pose;
  readonly side: Side;
  readonly digit: Digit;
}

/** Writes the two ends of a digit's last segment: bent as it was solved, in the performer's own lengths. */
type BentDigit = (joint: Vec3, tip: Vec3, hand: LiftedHand, solved: Solved) => void;

function createBentDigit(rig: Rig): BentDigit {
  const targets = { l: createTargetHand(rig, 'l'), r: createTargetHand(rig, 'r') };
  const places = Array.from({ length: BONES + 1 }, () => vec3());
  const along = vec3();

  return (joint, tip, { palm, shape, phalanges }, { pose, side, digit }) => {
    const bones = targets[side].bones(digit);
    for (let k = 0; k < BONES - 1; k++) places[k]!.set(pose.position[bones[k]!]!);
    targets[side].end(pose, digit, places[BONES - 1]!, places[BONES]!);
    rotateVec(tip, palm, shape[PALM_POINTS.indexOf(DIGIT_ROOT[digit])]!);
    for (let k = 0; k < BONES; k++) {
      joint.set(tip);
      subVec(along, places[k + 1]!, places[k]!);
      normalizeVec(along, along);
      addScaledVec(tip, joint, along, phalanges[DIGITS.indexOf(digit) * BONES + k]!);
    }
  };
}
