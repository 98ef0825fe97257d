import type { Rig } from '../../skeleton/rig.ts';
import { type RotationTracks, writeRotation } from '../time/rotation-tracks.ts';
import type { Hold } from './close-contact.ts';
import type { ContactPair } from './contact-pairs.ts';
import { createContactScene } from './contact-scene.ts';
import type { ContactSpan } from './find-contacts.ts';
import { planHolds } from './plan-holds.ts';

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
 * move to each other, to the face, to the trunk; in place.
 */
export function holdContacts(
  tracks: RotationTracks,
  rig: Rig,
  { spans, times }: { spans: readonly ContactSpan[]; times: Float64Array },
): void {
  if (spans.length === 0) return;
  const { arms, pose, place, gap, close } = createContactScene(tracks, rig);
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
}

/** @param close closes a hold as far as one step can; returns how open it was, cm. */
function closeAll(holds: readonly Hold[], close: (hold: Hold) => number): void {
  for (let round = 0; round < ROUNDS; round++) {
    let open = 0;
    for (const hold of holds) open = Math.max(open, close(hold));
    if (open < CLOSED) return;
  }
}
