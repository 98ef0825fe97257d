import { SIDES, type Side } from '../../skeleton/body-bones.ts';
import { unrotateVec } from '../../skeleton/quaternion.ts';
import { createPose, forwardKinematics, type Pose, type Rig } from '../../skeleton/rig.ts';
import {
  addScaledVec,
  lengthOf,
  lengthVec,
  scaleVec,
  setVec,
  subVec,
  type Vec3,
  vec3,
} from '../../skeleton/vector.ts';
import { armBones } from '../solve/solve-limb.ts';
import { easeShare } from '../time/bridge-gaps.ts';
import { type RotationTracks, readRotation, writeRotation } from '../time/rotation-tracks.ts';
import { type Surface, wayToSurface } from './body-surface.ts';
import { createDigitCloser } from './close-digits.ts';
import type { ContactPair, HandPoint } from './contact-pairs.ts';
import type { ContactSpan } from './find-contacts.ts';
import { createLimbReach, descendantsOf } from './reach-limb.ts';
import { createSegmentMeter } from './segments.ts';
import { type Pulls, settleContacts } from './settle-contacts.ts';
import { createTargetHand, type TargetHand } from './target-hand.ts';
import { createTargetSurfaces } from './target-surfaces.ts';

/** Time before and after a contact in which the hold comes and goes, seconds: longer for what has further to go. */
const SHORTEST_EASE = 0.1;
const LONGEST_EASE = 0.2;
/** Fastest that a hold comes and goes, cm a second. */
const FASTEST = 40;
/**
 * Contacts that share a hand pull at it one after the other, and some rounds settle them: first the arms move,
 * then what they cannot meet at once is left to the fingers.
 */
const ARM_ROUNDS = 3;
const ROUNDS = 24;
/** Gap that counts as closed, cm. */
const CLOSED = 0.05;
/** A hand is pulled this far, cm, less from further away and not at all from twice as far: then the contact is the error. */
const LONGEST_PULL = 12;

/** The hold of a contact in one frame. */
interface Hold {
  readonly pair: ContactPair;
  /** 1 within the contact, less on the way to it and from it. */
  readonly share: number;
  /** What is closed where the contact begins or ends, cm: on the way a share of that, not of a gap still wide. */
  readonly edge: number;
  /** Gap that is left to it, cm; set at the first look. */
  left: number;
}

/**
 * Closes the gaps of contacts on the target skeleton, whatever its proportions: digits of one hand bend, hands
 * move to each other, to the face, to the trunk; in place. Returns the contacts that are held: those that one
 * pose can have.
 */
export function holdContacts(
  tracks: RotationTracks,
  rig: Rig,
  { spans: found, times }: { spans: readonly ContactSpan[]; times: Float64Array },
): readonly ContactSpan[] {
  if (found.length === 0) return found;
  const pose = createPose(rig);
  const hands = { l: createTargetHand(rig, 'l'), r: createTargetHand(rig, 'r') };
  const gap = createGapMeter(rig, hands);
  const close = createContactCloser(rig, hands, gap);
  const way = vec3();
  const place = (i: number): void => {
    for (let bone = 0; bone < rig.size; bone++) readRotation(pose.local[bone]!, tracks, i, bone);
    forwardKinematics(rig, pose);
  };
  const pulls = measurePulls(found, place, (pair) => {
    const open = gap(way, pose, pair);
    scaleVec(way, way, Math.max(0, open));
    return way;
  });
  const spans = settleContacts(found, pulls, times);
  const bones = SIDES.flatMap((side) => {
    const upper = rig.bone[`upperarm_${side}`];
    return [upper, ...descendantsOf(rig, upper)];
  });
  const coming = [...spans].sort((a, b) => a.from - b.from);
  let near: ContactSpan[] = [];
  let next = 0;
  for (let i = 0; i < tracks.frames; i++) {
    while (next < coming.length && times[coming[next]!.from]! - times[i]! < LONGEST_EASE)
      near.push(coming[next++]!);
    if (near.length === 0) continue;
    near = near.filter(({ to }) => i < to || times[i]! - times[to - 1]! < LONGEST_EASE);
    const holds = near.flatMap((span): Hold[] => {
      const edge = edgeOf(span, pulls.get(span)!, i < span.from ? 0 : span.to - span.from - 1);
      const share = shareAt(span, edge, times, i);
      return share > 0 ? [{ pair: span.pair, share, edge, left: Number.NaN }] : [];
    });
    if (holds.length === 0) continue;
    place(i);
    for (let round = 0; round < ROUNDS; round++) {
      let open = 0;
      for (const hold of holds) open = Math.max(open, close(pose, hold, round));
      if (open < CLOSED) break;
    }
    for (const bone of bones) writeRotation(tracks, i, bone, pose.local[bone]!);
  }
  return spans;
}

function shareAt({ from, to }: ContactSpan, edge: number, times: Float64Array, i: number): number {
  if (i >= from && i < to) return 1;
  const away = i < from ? times[from]! - times[i]! : times[i]! - times[to - 1]!;
  // an eased way is half as fast again in its middle as evenly
  const ease = Math.min(LONGEST_EASE, Math.max(SHORTEST_EASE, (1.5 * edge) / FASTEST));
  return easeShare(1 - away / ease);
}

/** What closes each contact in its frames; to be asked before anything is held. */
function measurePulls(
  spans: readonly ContactSpan[],
  place: (frame: number) => void,
  pull: (pair: ContactPair) => Vec3,
): Pulls {
  const pulls = new Map(spans.map((span) => [span, new Float32Array((span.to - span.from) * 3)]));
  const coming = [...spans].sort((a, b) => a.from - b.from);
  let open: ContactSpan[] = [];
  let next = 0;
  for (let i = coming[0]!.from; open.length > 0 || next < coming.length; i++) {
    open = open.filter(({ to }) => i < to);
    while (next < coming.length && coming[next]!.from === i) open.push(coming[next++]!);
    if (open.length === 0) continue;
    place(i);
    for (const span of open) pulls.get(span)!.set(pull(span.pair), (i - span.from) * 3);
  }
  return pulls;
}

/** What is closed in a frame of a contact, counted from its first, cm. */
function edgeOf({ pair }: ContactSpan, pulls: Float32Array, frame: number): number {
  return closingOf(pair, lengthOf(pulls[frame * 3]!, pulls[frame * 3 + 1]!, pulls[frame * 3 + 2]!));
}

/** How much of a gap is closed within a contact, cm. */
function closingOf({ kind }: ContactPair, open: number): number {
  const believed = kind === 'fingerThumb' ? 1 : Math.min(1, Math.max(0, 2 - open / LONGEST_PULL));
  return Math.max(0, open) * believed;
}

/** Closes the gap of a hold as far as one step can; returns how open it was, cm. */
type ContactCloser = (pose: Pose, hold: Hold, round: number) => number;

function createContactCloser(
  rig: Rig,
  hands: Readonly<Record<Side, TargetHand>>,
  gap: GapMeter,
): ContactCloser {
  const reach = {
    l: createLimbReach(rig, armBones(rig, 'l')),
    r: createLimbReach(rig, armBones(rig, 'r')),
  };
  const closeDigits = createDigitCloser(rig, hands);
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
      const closing = hold.share === 1 ? closingOf(pair, open) : hold.share * hold.edge;
      hold.left = Math.max(0, open - closing);
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
