import { SIDES, type Side } from '../../skeleton/body-bones.ts';
import { unrotateVec } from '../../skeleton/quaternion.ts';
import { createPose, forwardKinematics, type Pose, type Rig } from '../../skeleton/rig.ts';
import { addScaledVec, lengthVec, setVec, subVec, type Vec3, vec3 } from '../../skeleton/vector.ts';
import { armBones } from '../solve/solve-limb.ts';
import { easeShare } from '../time/bridge-gaps.ts';
import { type RotationTracks, readRotation, writeRotation } from '../time/rotation-tracks.ts';
import { type Surface, wayToSurface } from './body-surface.ts';
import { createDigitCloser } from './close-digits.ts';
import type { ContactPair, HandPoint } from './contact-pairs.ts';
import type { ContactSpan } from './find-contacts.ts';
import { createLimbReach, descendantsOf } from './reach-limb.ts';
import { createSegmentMeter } from './segments.ts';
import { createTargetHand, type TargetHand } from './target-hand.ts';
import { createTargetSurfaces } from './target-surfaces.ts';

/** Time before and after a contact in which the hold comes and goes, seconds. */
const EASE = 0.1;
/**
 * Contacts that share a hand pull at it one after the other, and some rounds settle them: first the arms move,
 * then what they cannot meet at once is left to the fingers.
 */
const ARM_ROUNDS = 3;
const ROUNDS = 12;
/** Gap that counts as closed, cm. */
const CLOSED = 0.05;
/** A hand is pulled this far, cm, less from further away and not at all from twice as far: then the contact is the error. */
const LONGEST_PULL = 12;

/** The hold of a contact in one frame. */
interface Hold {
  readonly pair: ContactPair;
  /** 1 within the contact, less on the way to it and from it. */
  readonly share: number;
  /** Gap that is left to it, cm; set at the first look. */
  left: number;
}

/**
 * Closes the gaps of contacts on the target skeleton, whatever its proportions: digits of one hand bend, hands
 * move to each other, to the face, to the trunk; in place.
 */
export function holdContacts(
  tracks: RotationTracks,
  rig: Rig,
  { spans, times }: { spans: readonly ContactSpan[]; times: Float64Array },
): void {
  if (spans.length === 0) return;
  const pose = createPose(rig);
  const close = createContactCloser(rig);
  const bones = SIDES.flatMap((side) => {
    const upper = rig.bone[`upperarm_${side}`];
    return [upper, ...descendantsOf(rig, upper)];
  });
  const coming = [...spans].sort((a, b) => a.from - b.from);
  let near: ContactSpan[] = [];
  let next = 0;
  for (let i = 0; i < tracks.frames; i++) {
    while (next < coming.length && times[coming[next]!.from]! - times[i]! < EASE) near.push(coming[next++]!);
    if (near.length === 0) continue;
    near = near.filter(({ to }) => i < to || times[i]! - times[to - 1]! < EASE);
    const holds = near.map(
      (span): Hold => ({ pair: span.pair, share: shareAt(span, times, i), left: Number.NaN }),
    );
    if (holds.length === 0) continue;
    for (let bone = 0; bone < rig.size; bone++) readRotation(pose.local[bone]!, tracks, i, bone);
    forwardKinematics(rig, pose);
    for (let round = 0; round < ROUNDS; round++) {
      let open = 0;
      for (const hold of holds) open = Math.max(open, close(pose, hold, round));
      if (open < CLOSED) break;
    }
    for (const bone of bones) writeRotation(tracks, i, bone, pose.local[bone]!);
  }
}

function shareAt({ from, to }: ContactSpan, times: Float64Array, i: number): number {
  if (i >= from && i < to) return 1;
  const away = i < from ? times[from]! - times[i]! : times[i]! - times[to - 1]!;
  return easeShare(1 - away / EASE);
}

/** Closes the gap of a hold as far as one step can; returns how open it was, cm. */
type ContactCloser = (pose: Pose, hold: Hold, round: number) => number;

function createContactCloser(rig: Rig): ContactCloser {
  const perSide = <T>(make: (rig: Rig, side: Side) => T): Record<Side, T> => ({
    l: make(rig, 'l'),
    r: make(rig, 'r'),
  });
  const reach = perSide((_, side) => createLimbReach(rig, armBones(rig, side)));
  const hands = perSide(createTargetHand);
  const closeDigits = createDigitCloser(rig, hands);
  const gap = createGapMeter(rig, hands);
  const way = vec3();
  const goal = vec3();

  const move = (pose: Pose, side: Side, share: number): void => {
    addScaledVec(goal, pose.position[rig.bone[`hand_${side}`]]!, way, share);
    reach[side](pose, goal);
  };

  return (pose, hold, round) => {
    const { pair } = hold;
    const { a, b, kind } = pair;
    const open = gap(way, pose, pair);
    if (Number.isNaN(hold.left)) {
      const believed = kind === 'fingerThumb' ? 1 : Math.min(1, Math.max(0, 2 - open / LONGEST_PULL));
      hold.left = Math.max(0, open) * (1 - hold.share * believed);
    }
    const excess = open - hold.left;
    if (excess <= 0) return 0;
    if (kind === 'fingerThumb' || (kind === 'fingertips' && round >= ARM_ROUNDS)) {
      closeDigits(pose, a, b, hands[a.side].radius(a.part) + hands[b.side].radius(b.part) + hold.left);
      return excess;
    }
    setVec(way, way[0]! * excess, way[1]! * excess, way[2]! * excess);
    if ('side' in b) {
      move(pose, a.side, 0.5);
      move(pose, b.side, -0.5);
    } else move(pose, a.side, 1);
    return excess;
  };
}

/** Writes the unit vector from the first point's surface to the second's; returns the gap between them, cm. */
type GapMeter = (way: Vec3, pose: Pose, pair: ContactPair) => number;

export function createGapMeter(rig: Rig, hands: Readonly<Record<Side, TargetHand>>): GapMeter {
  const segments = createSegmentMeter();
  const ends = [vec3(), vec3(), vec3(), vec3()] as const;
  const surfaces = createTargetSurfaces(rig);

  const lay = (pose: Pose, { part, side }: HandPoint, joint: Vec3, tip: Vec3): number => {
    if (part === 'palm') {
      hands[side].palm(joint, pose);
      tip.set(joint);
    } else hands[side].end(pose, part, joint, tip);
    return hands[side].radius(part);
  };
  const unit = (way: Vec3): number => {
    const length = lengthVec(way);
    if (length > 0) setVec(way, way[0]! / length, way[1]! / length, way[2]! / length);
    return length;
  };

  return (way, pose, { a, b }) => {
    const radius = lay(pose, a, ends[0], ends[1]);
    if ('side' in b) {
      const other = lay(pose, b, ends[2], ends[3]);
      segments.distance(...ends);
      subVec(way, segments.onSecond, segments.onFirst);
      return unit(way) - radius - other;
    }
    const surface = b.part === 'face' ? surfaces.head(pose) : surfaces.trunk(pose);
    wayToSurface(way, surface, ends[1], radius);
    return unit(way) * (isOutside(surface, ends[1], radius) ? 1 : -1);
  };
}

function isOutside({ middle, turn, radii }: Surface, point: Vec3, radius: number): boolean {
  const local = vec3();
  subVec(local, point, middle);
  unrotateVec(local, turn, local);
  return [0, 1, 2].reduce((sum, k) => sum + (local[k]! / (radii[k]! + radius)) ** 2, 0) > 1;
}
