import { type Quat, quat, slerpQuat } from '../../skeleton/quaternion.ts';
import { toldAfter } from './bridge-carried.ts';
import { AT_BASE, BRIDGE_SECONDS, EASE_SECONDS, easeShare, MOMENT_SECONDS, STATE } from './bridge-gaps.ts';
import { readRotation, writeRotation } from './rotation-tracks.ts';
import type { Bridge } from './time-filter.ts';

/** Time in which a part that comes back goes from where it was held to where it is seen, seconds. */
const RETURN_SECONDS = 0.12;

/** Opens a window of one region; goes on from the window before. */
export type LiveBridge = (seen: Uint8Array, times: Float64Array, carrier?: Uint8Array) => Bridge;

/** Rotations of a bone: as last seen, and as last shown while unseen. */
interface Held {
  readonly seen: Quat;
  readonly shown: Quat;
}

interface FillWindow {
  readonly seen: Uint8Array;
  readonly times: Float64Array;
  readonly carrier: Uint8Array | undefined;
}

/** How a frame is filled: how far it is at the base pose or back from where it was held, and told by what was seen last. */
interface Fill {
  readonly state: number;
  readonly share: number;
  readonly told: number;
}

/**
 * A gap whose end is not known: the part is held as it was for {@link BRIDGE_SECONDS}, then goes to its base
 * pose; when it comes back it goes to where it is seen. A part whose carrier is in sight does not go to the base pose:
 * see `bridgeCarried`.
 */
export function createLiveBridge(): LiveBridge {
  const bones = new Map<number, Held>();
  let row = { seen: new Float32Array(0), shown: new Float32Array(0) };
  const advance = createFillClock();
  const q = quat();

  return (seen, times, carrier) => {
    const states = new Uint8Array(seen.length);
    const shares = new Float64Array(seen.length);
    const told = new Float64Array(seen.length);
    for (let i = 0; i < seen.length; i++) {
      const fill = advance({ seen, times, carrier }, i);
      states[i] = fill.state;
      shares[i] = fill.share;
      told[i] = fill.told;
    }
    return {
      states,
      told,
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

/** Tells how each next frame of a stream is filled; clears the first moment after a gap in `seen`. */
function createFillClock(): (window: FillWindow, i: number) => Fill {
  let runFrom = Number.POSITIVE_INFINITY;
  let lost = false;
  let out = 0;
  let last = Number.NEGATIVE_INFINITY;
  let seenAt = Number.NEGATIVE_INFINITY;
  let inSightAt = Number.NEGATIVE_INFINITY;
  let backAt = Number.NEGATIVE_INFINITY;

  return ({ seen, times, carrier }, i) => {
    const time = times[i]!;
    runFrom = seen[i] === 1 ? Math.min(runFrom, time) : Number.POSITIVE_INFINITY;
    const step = (time - last) / EASE_SECONDS;
    last = time;
    const known = seenAt > Number.NEGATIVE_INFINITY;
    if (time - runFrom >= MOMENT_SECONDS || (seen[i] === 1 && !(lost && known))) {
      if (lost && known) backAt = time;
      lost = false;
      seenAt = time;
      inSightAt = time;
      out = 0;
      return { state: STATE.seen, share: easeShare((time - backAt) / RETURN_SECONDS), told: 1 };
    }
    seen[i] = 0;
    lost = true;
    if (known && carrier?.[i] === 1) inSightAt = time;
    const away = (time - inSightAt - BRIDGE_SECONDS) / EASE_SECONDS;
    out = away <= 0 ? Math.max(0, out - step) : Math.min(1, Math.max(out, away));
    const told = carrier === undefined ? 1 : toldAfter(time - seenAt);
    const share = known ? easeShare(out) : 1;
    const filled = away <= 0 || (carrier !== undefined && share < AT_BASE);
    return { state: filled ? STATE.bridged : STATE.base, share, told };
  };
}
