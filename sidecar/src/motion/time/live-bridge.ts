import { type Quat, quat, slerpQuat } from '../../skeleton/quaternion.ts';
import { BRIDGE_SECONDS, EASE_SECONDS, easeShare, STATE } from './bridge-gaps.ts';
import { readRotation, writeRotation } from './rotation-tracks.ts';
import type { Bridge } from './time-filter.ts';

/** Time in which a part that comes back goes from where it was held to where it is seen, seconds. */
const RETURN_SECONDS = 0.12;
/** A part that was lost is back when it is seen in this many frames on end. */
const FRAMES_BACK = 2;

/** Opens a window of one region; goes on from the window before. */
export type LiveBridge = (seen: Uint8Array, times: Float64Array) => Bridge;

/** Rotations of a bone: as last seen, and as last shown while unseen. */
interface Held {
  readonly seen: Quat;
  readonly shown: Quat;
}

/**
 * A gap whose end is not known: the part is held as it was for {@link BRIDGE_SECONDS}, then goes to its base
 * pose; when it comes back it goes to where it is seen.
 */
export function createLiveBridge(): LiveBridge {
  const bones = new Map<number, Held>();
  let row = { seen: new Float32Array(0), shown: new Float32Array(0) };
  let run = 0;
  let lost = false;
  let seenAt = Number.NEGATIVE_INFINITY;
  let backAt = Number.NEGATIVE_INFINITY;
  const q = quat();

  /** State of the next frame, and how far it is on the way to the base pose or back from where it was held. */
  const advance = (seen: Uint8Array, i: number, time: number): [state: number, share: number] => {
    run = seen[i] === 1 ? run + 1 : 0;
    const known = seenAt > Number.NEGATIVE_INFINITY;
    if (run >= FRAMES_BACK || (run > 0 && !(lost && known))) {
      if (lost && known) backAt = time;
      lost = false;
      seenAt = time;
      return [STATE.seen, easeShare((time - backAt) / RETURN_SECONDS)];
    }
    seen[i] = 0;
    lost = true;
    const since = time - seenAt;
    if (since <= BRIDGE_SECONDS) return [STATE.bridged, 0];
    return [STATE.base, known ? easeShare((since - BRIDGE_SECONDS) / EASE_SECONDS) : 1];
  };

  return (seen, times) => {
    const states = new Uint8Array(seen.length);
    const shares = new Float64Array(seen.length);
    for (let i = 0; i < seen.length; i++) {
      const [state, share] = advance(seen, i, times[i]!);
      states[i] = state;
      shares[i] = share;
    }
    return {
      states,
      rotations: (tracks, bone, base) => {
        const held = bones.get(bone) ?? { seen: base.slice(), shown: base.slice() };
        bones.set(bone, held);
        for (let i = 0; i < seen.length; i++) {
          if (states[i] === STATE.seen) {
            readRotation(q, tracks, i, bone);
            if (shares[i]! < 1) slerpQuat(q, held.shown, q, shares[i]!);
            held.seen.set(q);
          } else {
            slerpQuat(q, held.seen, base, shares[i]!);
            held.shown.set(q);
          }
          writeRotation(tracks, i, bone, q);
        }
      },
      numbers: (values, width) => {
        if (row.seen.length === 0) row = { seen: new Float32Array(width), shown: new Float32Array(width) };
        for (let i = 0; i < seen.length; i++) {
          const here = values.subarray(i * width, (i + 1) * width);
          const share = shares[i]!;
          for (let k = 0; k < width; k++) {
            if (states[i] === STATE.seen) here[k] = row.shown[k]! + (here[k]! - row.shown[k]!) * share;
            else here[k] = row.seen[k]! * (1 - share);
          }
          (states[i] === STATE.seen ? row.seen : row.shown).set(here);
        }
      },
    };
  };
}
