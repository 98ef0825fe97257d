import type { Side } from '../../skeleton/body-bones.ts';
import { quat } from '../../skeleton/quaternion.ts';
import { createHandDoubt } from './doubt-hands-live.ts';
import { createLiveBridge, type LiveBridge } from './live-bridge.ts';
import { createRotationFilter, passShare, type RotationFilter } from './one-euro.ts';
import { readRotation, writeRotation } from './rotation-tracks.ts';
import type { OpenFilter } from './time-filter.ts';

/** A low-pass under this delays by more than a frame at 30 fps: 1 / (2 pi 5 Hz) = 32 ms. */
const LEAST_HERTZ = 5;

/**
 * The filter of a stream: every window goes on where the one before ended and looks at the past alone. One
 * frame a time or many gives the same numbers; a scene begins with a window of its own.
 */
export function createLiveFilter(): OpenFilter {
  const bridges = byKey<string, LiveBridge>(createLiveBridge);
  const rotations = byKey<number, RotationFilter>(createRotationFilter);
  const doubts = byKey<Side, ReturnType<typeof createHandDoubt>>(createHandDoubt);
  const numbers = byKey<string, { values: number[]; time: number | null }>(() => ({
    values: [],
    time: null,
  }));
  const q = quat();
  const forget = (): void => {
    for (const states of [bridges, rotations, doubts, numbers]) states.clear();
  };

  return (times, cuts = []) => {
    if (cuts.includes(0)) forget();
    return {
      doubtHands: (seen, tracks, hand, side) => doubts.of(side)(seen, tracks, { hand, times }),
      bridge: (region, seen, carrier) => {
        // a stream cannot wait for the end of a blink: held meanwhile, the brows would come late
        if (region === 'blink') seen.fill(1);
        return bridges.of(region)(seen, times, carrier);
      },
      // what stands off is told by what comes after
      repairDigit: () => {},
      rotations: (tracks, bone, cutoff) => {
        for (let i = 0; i < times.length; i++) {
          readRotation(q, tracks, i, bone);
          rotations.of(bone)(q, times[i]!, cutoff);
          writeRotation(tracks, i, bone, q);
        }
      },
      numbers: (key, values, { stride, offsets }, hertz) => {
        const state = numbers.of(key);
        for (let i = 0; i < times.length; i++) {
          const seconds = state.time === null ? Number.POSITIVE_INFINITY : times[i]! - state.time;
          const share = passShare(Math.max(hertz, LEAST_HERTZ), seconds);
          state.time = times[i]!;
          for (let k = 0; k < offsets.length; k++) {
            const at = i * stride + offsets[k]!;
            const held = state.values[k] ?? 0;
            state.values[k] = held + (values[at]! - held) * share;
            values[at] = state.values[k]!;
          }
        }
      },
    };
  };
}

/** States made when first asked for. */
interface States<K, T> {
  of(key: K): T;
  clear(): void;
}

function byKey<K, T>(make: () => T): States<K, T> {
  const states = new Map<K, T>();
  return {
    of: (key) => {
      let state = states.get(key);
      if (state === undefined) {
        state = make();
        states.set(key, state);
      }
      return state;
    },
    clear: () => states.clear(),
  };
}
