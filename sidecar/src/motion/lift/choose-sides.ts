import { angleVec, copyVec, type Vec3, vec3 } from '../../skeleton/vector.ts';
import type { BodyEvidence } from './body-evidence.ts';
import { type BodyLift, createCandidates, LIFTED_BONES } from './lift-body.ts';

/** A limb turns about this fast, radians a second: standard deviation of the step from frame to frame. */
const TURN_RATE = 6;
/** Part of a frame's evidence that is its own: errors of neighbouring frames are alike. */
const OWN_EVIDENCE = 0.3;

/**
 * Towards the camera or away from it, for each lifted bone and frame of a clip: the cheapest path over time
 * (Viterbi), where a side costs what its answer is unlikely and a step what it turns the bone.
 *
 * @param evidenceOf a frame's evidence, or null where there is no body; a path ends there.
 * @returns 1 or -1, a row a frame in the order of `LIFTED_BONES`.
 */
export function chooseSides(
  lift: BodyLift,
  evidenceOf: (frame: number) => BodyEvidence | null,
  times: Float64Array,
): Int8Array {
  const bones = LIFTED_BONES.length;
  const sides = new Int8Array(times.length * bones).fill(1);
  /** Which side of the frame before the best path to each side comes from. */
  const from = new Uint8Array(times.length * bones * 2);
  const candidates = createCandidates();
  const before = LIFTED_BONES.map(() => [vec3(), vec3()] as [Vec3, Vec3]);
  const costs = new Float64Array(bones * 2);
  let start = -1;

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
  const advance = (i: number, k: number): void => {
    const pair = candidates[k]!;
    const step = start < 0 ? 0 : TURN_RATE * (times[i]! - times[i - 1]!);
    const [a, b] = [costs[k * 2]!, costs[k * 2 + 1]!];
    for (const side of [0, 1] as const) {
      const own = pair[side].cost * OWN_EVIDENCE;
      if (step <= 0) {
        costs[k * 2 + side] = own;
        continue;
      }
      const fromTowards = a + (angleVec(before[k]![0], pair[side].direction) / step) ** 2;
      const fromAway = b + (angleVec(before[k]![1], pair[side].direction) / step) ** 2;
      from[(i * bones + k) * 2 + side] = fromTowards <= fromAway ? 0 : 1;
      costs[k * 2 + side] = own + Math.min(fromTowards, fromAway);
    }
    for (const side of [0, 1] as const) copyVec(before[k]![side], pair[side].direction);
  };

  for (let i = 0; i < times.length; i++) {
    const evidence = evidenceOf(i);
    if (evidence === null) {
      follow(i);
      continue;
    }
    lift.weigh(candidates, evidence);
    for (let k = 0; k < bones; k++) advance(i, k);
    if (start < 0) start = i;
  }
  follow(times.length);
  return sides;
}
