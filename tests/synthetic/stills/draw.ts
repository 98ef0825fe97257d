import { normalize, type Vec3 } from '../vector.ts';

/** Least and most. */
export type Range = readonly [least: number, most: number];

export const within = (value: number, [least, most]: Range): number => Math.max(least, Math.min(most, value));

/** Numbers at random, the same ones for the same seed. */
export interface Draw {
  /** From `from` up to `to`, each as likely. */
  between(from: number, to: number): number;
  /** About `mean`, normally distributed. */
  about(mean: number, spread: number): number;
  /** Whether something that happens in `share` of all cases does. */
  chance(share: number): boolean;
  /** One of the list. */
  oneOf<T>(list: readonly T[]): T;
  /** One of the list, each as often as its share of 1 tells. */
  share<T extends { readonly share: number }>(list: readonly T[]): T;
  /** A direction, all as likely. */
  direction(): Vec3;
}

/** @param seed a whole number; neighbours have nothing in common (mulberry32). */
export function createDraw(seed: number): Draw {
  let state = Math.imul(seed, 0x9e3779b1) >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  return {
    between: (from, to) => from + (to - from) * next(),
    about: (mean, spread) => mean + spread * normal(),
    chance: (share) => next() < share,
    oneOf: (list) => list[Math.floor(next() * list.length)]!,
    share: (list) => {
      let left = next();
      for (const one of list) {
        left -= one.share;
        if (left < 0) return one;
      }
      return list[0]!;
    },
    direction: () => normalize([normal(), normal(), normal() + 1e-9]),
  };
}
