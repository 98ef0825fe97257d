import { angleVec, copyVec, type Vec3, vec3 } from '../../skeleton/vector.ts';
import type { BodyEvidence } from './body-evidence.ts';
import { type BodyLift, createCandidates } from './lift-body.ts';
import { LIFTED_BONES } from './lifted-bones.ts';

/** A limb turns about this fast, radians a second: standard deviation of the step from frame to frame. */
const TURN_RATE = 6;
/** Part of a frame's evidence that is its own: errors of neighbouring frames are alike. */
const OWN_EVIDENCE = 0.3;

/**
 * @param evidenceOf a frame's evidence by its place in the window, or null where there is no body.
 * @param times of the window's frames, seconds. @param cuts those that begin a scene.
 * @returns 1 or -1, a row a frame in the order of `LIFTED_BONES`.
 */
export type SideChooser = (
  lift: BodyLift,
  evidenceOf: (frame: number) => BodyEvidence | null,
  window: { readonly times: Float64Array; readonly cuts: readonly number[] },
) => Int8Array;

/**
 * Towards the camera or away from it, for each lifted bone and frame: the cheapest path over time (Viterbi),
 * where a side costs what its answer is unlikely and a step what it turns the bone. A path ends where there is
 * no body and at a cut, and goes on from one window to the next, where it is chosen by the past alone.
 */
export function createSideChooser(): SideChooser {
  const bones = LIFTED_BONES.length;
  const candidates = createCandidates();
  const before = LIFTED_BONES.map(() => [vec3(), vec3()] as [Vec3, Vec3]);
  const costs = new Float64Array(bones * 2);
  /** Of the last frame with a body, null after one without. */
  let last: number | null = null;

  const advance = (k: number, step: number, from: Uint8Array, at: number): void => {
    const pair = candidates[k]!;
    const least = Math.min(costs[k * 2]!, costs[k * 2 + 1]!);
    const [a, b] = [costs[k * 2]! - least, costs[k * 2 + 1]! - least];
    for (const side of [0, 1] as const) {
      const own = pair[side].cost * OWN_EVIDENCE;
      if (step <= 0) {
        costs[k * 2 + side] = own;
        continue;
      }
      const fromTowards = a + (angleVec(before[k]![0], pair[side].direction) / step) ** 2;
      const fromAway = b + (angleVec(before[k]![1], pair[side].direction) / step) ** 2;
      from[at + side] = fromTowards <= fromAway ? 0 : 1;
      costs[k * 2 + side] = own + Math.min(fromTowards, fromAway);
    }
    for (const side of [0, 1] as const) copyVec(before[k]![side], pair[side].direction);
  };

  return (lift, evidenceOf, { times, cuts }) => {
    const sides = new Int8Array(times.length * bones).fill(1);
    /** Which side of the frame before the best path to each side comes from. */
    const from = new Uint8Array(times.length * bones * 2);
    let start = last === null ? -1 : 0;
    const follow = (end: number): void => {
      if (start < 0) return;
      for (let k = 0; k < bones; k++) {
        let side = costs[k * 2]! <= costs[k * 2 + 1]! ? 0 : 1;
        for (let i = end - 1; i >= start; i--) {
          sides[i * bones + k] = side === 0 ? 1 : -1;
          side = from[(i * bones + k) * 2 + side]!;
        }
      }
      start = -1;
    };
    for (let i = 0; i < times.length; i++) {
      const evidence = evidenceOf(i);
      if (evidence === null || cuts.includes(i)) {
        follow(i);
        last = null;
      }
      if (evidence === null) continue;
      lift.weigh(candidates, evidence);
      const step = last === null ? 0 : TURN_RATE * (times[i]! - last);
      for (let k = 0; k < bones; k++) advance(k, step, from, (i * bones + k) * 2);
      if (start < 0) start = i;
      last = times[i]!;
    }
    follow(times.length);
    return sides;
  };
}
