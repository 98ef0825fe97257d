import { SIDES } from '../../skeleton/body-bones.ts';
import { createPose, forwardKinematics, type Pose, type Rig } from '../../skeleton/rig.ts';
import { lengthOf, lengthVec, scaleVec, setVec, type Vec3, vec3 } from '../../skeleton/vector.ts';
import { easeShare } from '../time/bridge-gaps.ts';
import { type RotationTracks, readRotation, writeRotation } from '../time/rotation-tracks.ts';
import { createTrackSmoother } from '../time/smooth-rotations.ts';
import { type ContactCloser, createContactCloser, type Hold } from './close-contact.ts';
import type { ContactPair } from './contact-pairs.ts';
import type { ContactSpan } from './find-contacts.ts';
import { createGapMeter } from './gap-meter.ts';
import { descendantsOf } from './reach-limb.ts';
import { type Pulls, settleContacts } from './settle-contacts.ts';
import { createTargetHand } from './target-hand.ts';

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
const ROUNDS = 40;
/** Floats of a frame's moves: two hands, three axes. */
const MOVE = 6;
/** Cut-off of how hands move for their contacts, Hz; what is left to close the digits do. */
const MOVES_HERTZ = 6;
/** Moves that are not worth making, cm. */
const LEAST_MOVE = 1e-3;
/** Gap that counts as closed, cm. */
const CLOSED = 0.05;

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
  const wanted = measurePulls(found, place, (pair) => {
    const open = gap(way, pose, pair);
    scaleVec(way, way, Math.max(0, open));
    return way;
  });
  const { spans, pulls } = settleContacts(found, wanted, times);
  const frames = planHolds(spans, pulls, times, (i, pair) => {
    place(i);
    return gap(way, pose, pair);
  });
  const moves = measureMoves(frames, { rig, tracks, place, pose, close });
  const smoother = createTrackSmoother(times);
  for (let offset = 0; offset < MOVE; offset++) smoother.numbers(moves, MOVE, offset, MOVES_HERTZ);
  const bones = SIDES.flatMap((side) => {
    const upper = rig.bone[`upperarm_${side}`];
    return [upper, ...descendantsOf(rig, upper)];
  });
  for (let i = 0; i < tracks.frames; i++) {
    const holds = frames[i] ?? [];
    const move = moves.subarray(i * MOVE, (i + 1) * MOVE);
    if (holds.length === 0 && move.every((value) => value === 0)) continue;
    place(i);
    let changed = false;
    SIDES.forEach((side, k) => {
      setVec(way, move[k * 3]!, move[k * 3 + 1]!, move[k * 3 + 2]!);
      if (lengthVec(way) < LEAST_MOVE) return;
      close.move(pose, side, way);
      changed = true;
    });
    for (let round = 0; round < ROUNDS; round++) {
      let open = 0;
      for (const hold of holds) open = Math.max(open, close.byDigits(pose, hold));
      changed ||= open > 0;
      if (open < CLOSED) break;
    }
    if (changed) for (const bone of bones) writeRotation(tracks, i, bone, pose.local[bone]!);
  }
  return spans;
}

/** Holds by frame. */
type Frames = readonly (readonly Hold[] | undefined)[];

/** The holds of each frame, where it has any: within a contact, and on the way to it and from it. */
function planHolds(
  spans: readonly ContactSpan[],
  pulls: Pulls,
  times: Float64Array,
  gap: (frame: number, pair: ContactPair) => number,
): Frames {
  const frames: (Hold[] | undefined)[] = [];
  for (const span of spans) {
    const pull = pulls.get(span)!;
    const first = lengthAt(pull, 0);
    const last = lengthAt(pull, span.to - span.from - 1);
    const add = (i: number, edge: number): boolean => {
      const share = shareAt(span, edge, times, i);
      if (share <= 0) return false;
      const inside = i >= span.from && i < span.to;
      const left = inside ? 0 : Math.max(0, gap(i, span.pair) - share * edge);
      frames[i] = [...(frames[i] ?? []), { pair: span.pair, left }];
      return true;
    };
    for (let i = span.from; i < span.to; i++) add(i, 0);
    for (let i = span.from - 1; i >= 0 && add(i, first); i--);
    for (let i = span.to; i < times.length && add(i, last); i++);
  }
  return frames;
}

/** How far each hand moves for its contacts, x, y, z of the left and of the right hand a frame, cm. */
function measureMoves(frames: Frames, { rig, tracks, place, pose, close }: Scene): Float32Array {
  const moves = new Float32Array(tracks.frames * MOVE);
  frames.forEach((holds, i) => {
    if (holds === undefined || holds.every(({ pair }) => pair.kind === 'fingerThumb')) return;
    place(i);
    const before = SIDES.map((side) => pose.position[rig.bone[`hand_${side}`]]!.slice());
    for (let round = 0; round < ARM_ROUNDS; round++) for (const hold of holds) close.byArms(pose, hold);
    SIDES.forEach((side, k) => {
      const after = pose.position[rig.bone[`hand_${side}`]]!;
      for (let axis = 0; axis < 3; axis++) moves[i * MOVE + k * 3 + axis] = after[axis]! - before[k]![axis]!;
    });
  });
  return moves;
}

interface Scene {
  readonly rig: Rig;
  readonly tracks: RotationTracks;
  /** Lays the pose of a frame as it is before anything is held. */
  readonly place: (frame: number) => void;
  readonly pose: Pose;
  readonly close: ContactCloser;
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

function lengthAt(pulls: Float32Array, frame: number): number {
  return lengthOf(pulls[frame * 3]!, pulls[frame * 3 + 1]!, pulls[frame * 3 + 2]!);
}
