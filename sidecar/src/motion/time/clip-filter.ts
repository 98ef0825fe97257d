import { FACE_REGIONS } from '../face/face-regions.ts';
import { bridgeCarried } from './bridge-carried.ts';
import {
  AT_BASE,
  BRIDGE_SECONDS,
  baseShares,
  FACE_BRIDGE_SECONDS,
  findGaps,
  HEAD_BRIDGE_SECONDS,
  STATE,
  shareOfWay,
  statesOf,
} from './bridge-gaps.ts';
import { clearDoubtfulHands } from './find-doubtful-hands.ts';
import { repairDigit } from './repair-digit.ts';
import { fillRotationGaps, type GapFilling } from './rotation-tracks.ts';
import { scenesOf } from './scenes.ts';
import { createTrackSmoother } from './smooth-rotations.ts';
import type { OpenFilter } from './time-filter.ts';

/** The filter of a whole clip: looks forward as well as back, so that nothing is delayed. */
export const openClipFilter: OpenFilter = (times, cuts = []) => {
  const smoother = createTrackSmoother(times, cuts);
  const scenes = scenesOf(cuts, times.length);
  return {
    doubtHands: (seen, tracks, hand) => clearDoubtfulHands(seen, tracks, hand, { times, scenes }),
    bridge: (region, seen, carrier) => {
      const longest = longestOf(region);
      const gaps = findGaps(seen, times, { longest, cuts });
      const states = statesOf(gaps, times.length);
      const told = carrier && bridgeCarried(states, carrier, { gaps, times, cuts });
      const shares = baseShares(states, times, cuts);
      if (told) for (const [i, share] of shares.entries()) if (share < AT_BASE) states[i] ||= STATE.bridged;
      const filling = { gaps, times, shares };
      return {
        states,
        ...(told ? { told } : {}),
        rotations: (tracks, bone, base) => fillRotationGaps(tracks, bone, base, filling),
        numbers: (values, width) => fillNumberGaps(values, width, filling),
      };
    },
    repairDigit: (tracks, bones) => repairDigit(tracks, bones, scenes),
    rotations: smoother.rotations,
    numbers: (_, values, columns, hertz) => smoother.numbers(values, columns, hertz),
  };
};

const FACE: ReadonlySet<string> = new Set(['face', ...FACE_REGIONS]);

function longestOf(region: string): number {
  if (region === 'head') return HEAD_BRIDGE_SECONDS;
  return FACE.has(region) ? FACE_BRIDGE_SECONDS : BRIDGE_SECONDS;
}

/** Fills the gaps of rows of numbers as those of rotations are filled; their base is 0. */
function fillNumberGaps(values: Float32Array, width: number, { gaps, times, shares }: GapFilling): void {
  for (const gap of gaps) {
    for (let i = gap.from; i < gap.to; i++) {
      const way = shareOfWay(gap, times, i);
      for (let k = 0; k < width; k++) {
        const before = gap.before ? values[(gap.from - 1) * width + k]! : 0;
        const after = gap.after ? values[gap.to * width + k]! : 0;
        values[i * width + k] = (before + (after - before) * way) * (1 - shares[i]!);
      }
    }
  }
}
