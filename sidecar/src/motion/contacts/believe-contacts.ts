import type { Rig } from '../../skeleton/rig.ts';
import type { RotationTracks } from '../time/rotation-tracks.ts';
import { type ContactScene, createContactScene } from './contact-scene.ts';
import { cutOpenEnds } from './cut-open-ends.ts';
import type { ContactSpan } from './find-contacts.ts';

/** Those contacts that the pose does not speak against, without frames that are not yet or no longer at the touch. */
export function believeContacts(
  found: readonly ContactSpan[],
  tracks: RotationTracks,
  rig: Rig,
): readonly ContactSpan[] {
  if (found.length === 0) return found;
  const open = measureOpen(found, createContactScene(tracks, rig));
  return found.flatMap((span) => cutOpenEnds(span, open.get(span)!) ?? []);
}

/** How open each contact is in its frames, cm. */
function measureOpen(
  spans: readonly ContactSpan[],
  { place, gap }: ContactScene,
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
