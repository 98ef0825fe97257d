import { SIDES } from '../../skeleton/body-bones.ts';
import { createPose, forwardKinematics, type Pose, type Rig } from '../../skeleton/rig.ts';
import { vec3 } from '../../skeleton/vector.ts';
import { type RotationTracks, readRotation, writeRotation } from '../time/rotation-tracks.ts';
import { createContactCloser, type Hold } from './close-contact.ts';
import type { ContactPair } from './contact-pairs.ts';
import { cutOpenEnds } from './cut-open-ends.ts';
import type { ContactSpan } from './find-contacts.ts';
import { createGapMeter } from './gap-meter.ts';
import { planHolds } from './plan-holds.ts';
import { descendantsOf } from './reach-limb.ts';
import { createTargetHand } from './target-hand.ts';

/**
 * Contacts that share a hand pull at it one after the other, and some rounds settle them: first the arms move,
 * then what they cannot meet at once is left to the fingers.
 */
const ARM_ROUNDS = 3;
const ROUNDS = 120;
/** Gap that counts as closed, cm. */
const CLOSED = 0.05;

/**
 * Closes the gaps of contacts on the target skeleton, whatever its proportions: digits of one hand bend, hands
 * move to each other, to the face, to the trunk; in place. Returns the contacts that are held, without frames that are
 * not yet or no longer at the touch.
 */
export function holdContacts(
  tracks: RotationTracks,
  rig: Rig,
  { spans: found, times }: { spans: readonly ContactSpan[]; times: Float64Array },
): readonly ContactSpan[] {
  if (found.length === 0) return found;
  const { arms, pose, place, gap, close } = createScene(tracks, rig);
  const open = measureOpen(found, place, gap);
  const spans = found.flatMap((span) => cutOpenEnds(span, open.get(span)!) ?? []);
  const gapIn = (lay: (frame: number) => void) => (i: number, pair: ContactPair) => {
    lay(i);
    return gap(pair);
  };
  const ways = planHolds(spans, times, gapIn(place));
  const reach = (i: number): void => {
    place(i);
    for (let round = 0; round < ARM_ROUNDS; round++)
      for (const hold of ways[i] ?? []) close.byArms(pose, hold);
  };
  // what is left to the digits comes and goes by how open the moved hands leave it
  const plan = planHolds(spans, times, gapIn(reach));
  for (let i = 0; i < times.length; i++) {
    const [coming, holds] = [ways[i], plan[i]];
    if (coming === undefined && holds === undefined) continue;
    reach(i);
    closeAll(holds ?? [], (hold) => close.byDigits(pose, hold));
    for (const bone of arms) writeRotation(tracks, i, bone, pose.local[bone]!);
  }
  return spans;
}

/** @param close closes a hold as far as one step can; returns how open it was, cm. */
function closeAll(holds: readonly Hold[], close: (hold: Hold) => number): void {
  for (let round = 0; round < ROUNDS; round++) {
    let open = 0;
    for (const hold of holds) open = Math.max(open, close(hold));
    if (open < CLOSED) return;
  }
}

/** The target with the tracks that it is laid by. */
interface Scene {
  /** Bones of both arms and hands: those that a hold turns. */
  readonly arms: readonly number[];
  readonly pose: Pose;
  readonly close: ReturnType<typeof createContactCloser>;
  /** How far apart the laid pose has the two ends of a contact, cm. */
  readonly gap: (pair: ContactPair) => number;
  /** Lays the pose of a frame. */
  readonly place: (frame: number) => void;
}

function createScene(tracks: RotationTracks, rig: Rig): Scene {
  const pose = createPose(rig);
  const way = vec3();
  const hands = { l: createTargetHand(rig, 'l'), r: createTargetHand(rig, 'r') };
  const meter = createGapMeter(rig, hands);
  const arms = SIDES.flatMap((side) => {
    const upper = rig.bone[`upperarm_${side}`];
    return [upper, ...descendantsOf(rig, upper)];
  });
  return {
    arms,
    pose,
    close: createContactCloser(rig, hands, meter),
    gap: (pair) => meter(way, pose, pair),
    place: (i) => {
      for (let bone = 0; bone < rig.size; bone++) readRotation(pose.local[bone]!, tracks, i, bone);
      forwardKinematics(rig, pose);
    },
  };
}

/** How open each contact is in its frames, cm; to be asked before anything is held. */
function measureOpen(
  spans: readonly ContactSpan[],
  place: Scene['place'],
  gap: Scene['gap'],
): ReadonlyMap<ContactSpan, readonly number[]> {
  const open = new Map<ContactSpan, number[]>(spans.map((span) => [span, []]));
  const end = Math.max(...spans.map(({ to }) => to));
  for (let i = Math.min(...spans.map(({ from }) => from)); i < end; i++) {
    const here = spans.filter(({ from, to }) => from <= i && i < to);
    if (here.length > 0) place(i);
    for (const span of here) open.get(span)!.push(Math.max(0, gap(span.pair)));
  }
  return open;
}
