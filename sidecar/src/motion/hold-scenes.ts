import type { Side } from '../skeleton/body-bones.ts';
import type { Rig } from '../skeleton/rig.ts';
import { believeContacts } from './contacts/believe-contacts.ts';
import type { ContactSpan } from './contacts/find-contacts.ts';
import { holdContacts } from './contacts/hold-contacts.ts';
import { type FootSpan, lockFeet } from './contacts/lock-feet.ts';
import type { RotationTracks } from './time/rotation-tracks.ts';
import { scenesOf, spansFrom, spansWithin } from './time/scenes.ts';

export interface Holds {
  readonly pelvis: Float32Array;
  readonly times: Float64Array;
  readonly cuts: readonly number[];
  readonly contacts: readonly ContactSpan[];
  /** Frames in which each leg was seen, or null where feet are not locked. */
  readonly legs: Readonly<Record<Side, Uint8Array>> | null;
}

/**
 * Holds what touches and locks the feet that stand, in place, each scene by itself: neither lasts over a cut, and none
 * comes or goes across one. Returns what is held, in frames of the window.
 */
export function holdScenes(
  rotations: RotationTracks,
  rig: Rig,
  { pelvis, times, cuts, contacts, legs }: Holds,
): { readonly contacts: ContactSpan[]; readonly footing: FootSpan[] } {
  const held: ContactSpan[] = [];
  const footing: FootSpan[] = [];
  for (const scene of scenesOf(cuts, rotations.frames)) {
    const { from, to } = scene;
    const row = rotations.bones * 4;
    const tracks = {
      ...rotations,
      frames: to - from,
      values: rotations.values.subarray(from * row, to * row),
    };
    const here = times.subarray(from, to);
    const spans = believeContacts(spansWithin(contacts, scene), tracks, rig);
    holdContacts(tracks, rig, { spans, times: here });
    held.push(...spansFrom(spans, scene));
    if (legs === null) continue;
    const seen = { l: legs.l.subarray(from, to), r: legs.r.subarray(from, to) };
    const foot = { pelvis: pelvis.subarray(from * 3, to * 3), times: here, seen };
    footing.push(...spansFrom(lockFeet(tracks, rig, foot), scene));
  }
  return { contacts: held, footing };
}
