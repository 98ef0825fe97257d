import { angle, cross, dot, normalise, subtract } from '../../../../sidecar/scripts/bench/small-vectors.mjs';

/** What is true of a rendered clip. */
export interface Truth {
  readonly camera: { readonly ro: number[]; readonly ta: number[] };
  readonly frames: readonly { readonly joints: Readonly<Record<string, number[]>> }[];
}

/** Whether a hand's palm looks away from where the true one looks: 90 degrees and more off. @param points x, y, z in equal units */
export function isInsideOut(points: readonly number[][], truth: Truth, index: number, side: 'l' | 'r') {
  const { joints } = truth.frames[index]!;
  const forward = normalise(subtract(truth.camera.ta, truth.camera.ro));
  const right = normalise(cross(forward, [0, 1, 0]));
  const up = cross(right, forward);
  const expected = acrossPalm(
    ['hand', 'index_01', 'pinky_01'].map((name) => {
      const point = joints[`${name}_${side}`]!;
      return [dot(point, right), -dot(point, up), dot(point, forward)];
    }),
  );
  return angle(acrossPalm([points[0]!, points[5]!, points[17]!]), expected) > 90;
}

function acrossPalm([wrist, index, little]: number[][]) {
  return normalise(cross(subtract(index!, wrist!), subtract(little!, wrist!)));
}
