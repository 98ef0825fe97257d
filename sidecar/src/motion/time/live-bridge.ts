import { normalizeQuat, type Quat, quat, slerpQuat } from '../../skeleton/quaternion.ts';
import { sayAfter } from './bridge-carried.ts';
import { BRIDGE_SECONDS, EASE_SECONDS, easeShare, STATE } from './bridge-gaps.ts';
import { addRotation, readRotation, writeRotation } from './rotation-tracks.ts';
import type { Bridge } from './time-filter.ts';

/** Time in which a part that comes back goes from where it was held to where it is seen, seconds. */
const RETURN_SECONDS = 0.12;
/** A part that was lost is back when it is seen in this many frames on end. */
const FRAMES_BACK = 2;

/** Opens a window of one region; goes on from the window before. */
export type LiveBridge = (seen: Uint8Array, times: Float64Array, carrier?: Uint8Array) => Bridge;

/** Rotations of a bone: as last seen, as last shown while unseen, and the sum of all that were seen. */
interface Held {
  readonly seen: Quat;
  readonly shown: Quat;
  readonly sum: Quat;
}

interface FillWindow {
  readonly seen: Uint8Array;
  readonly times: Float64Array;
  readonly carrier: Uint8Array | undefined;
}

/** How a frame is filled: how far it is at the base pose or back from where it was held, and by what was seen last. */
interface Fill {
  readonly state: number;
  readonly share: number;
  readonly say: number;
}

/**
 * A gap whose end is not known: the part is held as it was for {@link BRIDGE_SECONDS}, then goes to its base
 * pose; when it comes back it goes to where it is seen. A part whose carrier is in sight goes from where it was to
 * how it was seen on average, and not to the base pose: see `bridgeCarried`.
 */
export function createLiveBridge(): LiveBridge {
  const bones = new Map<number, Held>();
  let row = { seen: new Float32Array(0), shown: new Float32Array(0) };
  const advance = createFillClock();
  const q = quat();
  const usual = quat();

  return (seen, times, carrier) => {
    const states = new Uint8Array(seen.length);
    const shares = new Float64Array(seen.length);
    const says = new Float64Array(seen.length);
    for (let i = 0; i < seen.length; i++) {
      const { state, share, say } = advance({ seen, times, carrier }, i);
      states[i] = state;
      shares[i] = share;
      says[i] = say;
    }
    return {
      states,
      told: says,
      rotations: (tracks, bone, base) => {
        const held = bones.get(bone) ?? {
          seen: base.slice(),
          shown: base.slice(),
          sum: quat(0, 0, 0, 0),
        };
        bones.set(bone, held);
        for (let i = 0; i < seen.length; i++) {
          if (states[i] === STATE.seen) {
            readRotation(q, tracks, i, bone);
            addRotation(held.sum, q);
            if (shares[i]! < 1) slerpQuat(q, held.shown, q, shares[i]!);
            held.seen.set(q);
          } else {
            normalizeQuat(usual, held.sum);
            slerpQuat(q, usual, held.seen, says[i]!);
            slerpQuat(q, q, base, shares[i]!);
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

/** Tells how each next frame of a stream is filled; clears a lone frame after a gap in `seen`. */
function createFillClock(): (window: FillWindow, i: number) => Fill {
  let run = 0;
  let lost = false;
  let out = 0;
  let last = Number.NEGATIVE_INFINITY;
  let seenAt = Number.NEGATIVE_INFINITY;
  let inSightAt = Number.NEGATIVE_INFINITY;
  let backAt = Number.NEGATIVE_INFINITY;

  return ({ seen, times, carrier }, i) => {
    const time = times[i]!;
    run = seen[i] === 1 ? run + 1 : 0;
    const step = (time - last) / EASE_SECONDS;
    last = time;
    const known = seenAt > Number.NEGATIVE_INFINITY;
    if (run >= FRAMES_BACK || (run > 0 && !(lost && known))) {
      if (lost && known) backAt = time;
      lost = false;
      seenAt = time;
      inSightAt = time;
      out = 0;
      return { state: STATE.seen, share: easeShare((time - backAt) / RETURN_SECONDS), say: 1 };
    }
    seen[i] = 0;
    lost = true;
    if (known && carrier?.[i] === 1) inSightAt = time;
    const away = (time - inSightAt - BRIDGE_SECONDS) / EASE_SECONDS;
    out = away <= 0 ? Math.max(0, out - step) : Math.min(1, Math.max(out, away));
    const say = carrier === undefined ? 1 : sayAfter(time - seenAt);
    return { state: away <= 0 ? STATE.bridged : STATE.base, share: known ? easeShare(out) : 1, say };
  };
}
