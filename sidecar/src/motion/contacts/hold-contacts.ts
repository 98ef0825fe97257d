import { SIDES, type Side } from '../../skeleton/body-bones.ts';
import { createPose, forwardKinematics, type Pose, type Rig } from '../../skeleton/rig.ts';
import { scaleVec, type Vec3, vec3 } from '../../skeleton/vector.ts';
import { type RotationTracks, readRotation, writeRotation } from '../time/rotation-tracks.ts';
import type { Span } from '../time/scenes.ts';
import { createTrackSmoother } from '../time/smooth-rotations.ts';
import { type ContactCloser, createContactCloser, type Hold } from './close-contact.ts';
import type { ContactPair } from './contact-pairs.ts';
import { createDigitBends } from './digit-bends.ts';
import type { ContactSpan } from './find-contacts.ts';
import { createGapMeter, type GapMeter } from './gap-meter.ts';
import { type HoldPlan, planHolds, runsOf } from './plan-holds.ts';
import { descendantsOf } from './reach-limb.ts';
import { type Pulls, settleContacts } from './settle-contacts.ts';
import { createTargetHand, type TargetHand } from './target-hand.ts';

/**
 * Contacts that share a hand pull at it one after the other, and some rounds settle them: first the arms move,
 * then what they cannot meet at once is left to the fingers.
 */
const ARM_ROUNDS = 3;
const ROUNDS = 120;
/**
 * Digits bend for their contacts no faster than this, Hz: what they bend in each frame is smoothed over time, and what
 * that leaves open is closed and smoothed again, so many times; each time nearly closed is enough.
 */
const BENDS_HERTZ = 3;
const BEND_PASSES = 4;
const BEND_ROUNDS = 3;
/** How far smoothing reaches, seconds: three standard deviations of {@link BENDS_HERTZ}. */
const BENDS_REACH = 0.14;
/** Floats of a frame's moves: two hands, three axes. */
const MOVE = 6;
/** Cut-off of how hands move for their contacts, Hz; what is left to close the digits do. */
const MOVES_HERTZ = 5;
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
  const scene = createScene(tracks, rig);
  const { pose, place, gap, close } = scene;
  const way = vec3();
  const wanted = measurePulls(found, place, (pair) => {
    const open = gap(way, pose, pair);
    scaleVec(way, way, Math.max(0, open));
    return way;
  });
  const spans = settleContacts(found, wanted, times);
  const gapIn = (lay: Scene['place']) => (i: number, pair: ContactPair) => {
    lay(i);
    return gap(way, pose, pair);
  };
  const moves = measureMoves(planHolds(spans, times, gapIn(place)), scene);
  const smoother = createTrackSmoother(times);
  for (let offset = 0; offset < MOVE; offset++) smoother.numbers(moves, MOVE, offset, MOVES_HERTZ);
  const placeMoved = (i: number): boolean => {
    place(i);
    return moveHands(pose, close, moves.subarray(i * MOVE, (i + 1) * MOVE));
  };
  // what is left to the digits comes and goes by how open the moved hands leave it
  const plan = planHolds(spans, times, gapIn(placeMoved));
  for (const run of runsOf(plan, times, BENDS_REACH))
    closeRun({ ...scene, place: placeMoved }, plan, run, times);
  return spans;
}

/** Closes what is open in a run of frames, by digits where it is digits that touch; writes the frames. */
function closeRun(
  { rig, tracks, hands, arms, pose, close, place }: Scene,
  plan: HoldPlan,
  { from, to }: Span,
  times: Float64Array,
): void {
  const bends = createDigitBends(rig, hands, to - from);
  const smoother = createTrackSmoother(times.subarray(from, to));
  const closeAll = (holds: readonly Hold[], rounds: number): boolean => {
    for (let round = 0; round < rounds; round++) {
      let open = 0;
      for (const hold of holds) open = Math.max(open, close.byDigits(pose, hold));
      if (open < CLOSED) return round > 0 || open > 0;
    }
    return holds.length > 0;
  };
  for (let pass = 0; pass < BEND_PASSES; pass++) {
    for (let i = from; i < to; i++) {
      const holds = plan[i];
      if (holds === undefined) continue;
      place(i);
      bends.apply(pose, i - from);
      bends.before(pose);
      closeAll(holds, BEND_ROUNDS);
      bends.keep(pose, i - from);
    }
    bends.add(smoother, BENDS_HERTZ);
  }
  for (let i = from; i < to; i++) {
    const changes = [place(i), bends.apply(pose, i - from), closeAll(plan[i] ?? [], ROUNDS)];
    if (changes.includes(true)) for (const bone of arms) writeRotation(tracks, i, bone, pose.local[bone]!);
  }
}

/** How far each hand moves for its contacts, x, y, z of the left and of the right hand a frame, cm. */
function measureMoves(plan: HoldPlan, { rig, tracks, place, pose, close }: Scene): Float32Array {
  const moves = new Float32Array(tracks.frames * MOVE);
  plan.forEach((holds, i) => {
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

/** Moves the hands of a pose; tells whether it is worth it. @param move of a frame, see {@link measureMoves}. */
function moveHands(pose: Pose, close: ContactCloser, move: Float32Array): boolean {
  let moved = false;
  SIDES.forEach((side, k) => {
    const way = move.subarray(k * 3, k * 3 + 3);
    if (Math.hypot(...way) < LEAST_MOVE) return;
    close.move(pose, side, Float64Array.from(way));
    moved = true;
  });
  return moved;
}

/** The target with the tracks that it is laid by. */
interface Scene {
  readonly rig: Rig;
  readonly tracks: RotationTracks;
  readonly hands: Readonly<Record<Side, TargetHand>>;
  /** Bones of both arms and hands: those that a hold turns. */
  readonly arms: readonly number[];
  readonly pose: Pose;
  readonly gap: GapMeter;
  readonly close: ContactCloser;
  /** Lays the pose of a frame; true where it is not as in the tracks. */
  readonly place: (frame: number) => boolean;
}

function createScene(tracks: RotationTracks, rig: Rig): Scene {
  const pose = createPose(rig);
  const hands = { l: createTargetHand(rig, 'l'), r: createTargetHand(rig, 'r') };
  const gap = createGapMeter(rig, hands);
  const place = (i: number): boolean => {
    for (let bone = 0; bone < rig.size; bone++) readRotation(pose.local[bone]!, tracks, i, bone);
    forwardKinematics(rig, pose);
    return false;
  };
  const arms = SIDES.flatMap((side) => {
    const upper = rig.bone[`upperarm_${side}`];
    return [upper, ...descendantsOf(rig, upper)];
  });
  return { rig, tracks, hands, arms, pose, gap, close: createContactCloser(rig, hands, gap), place };
}

/** What closes each contact in its frames; to be asked before anything is held. */
function measurePulls(
  spans: readonly ContactSpan[],
  place: Scene['place'],
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
