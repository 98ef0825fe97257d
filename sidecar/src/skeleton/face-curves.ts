import { ARKIT_INDEX, ARKIT_NAMES } from './arkit.ts';
import data from './face-curves.data.json' with { type: 'json' };

/** Names of the face curves that a motion writes, in the order of its header. */
export const FACE_CURVES: readonly string[] = data.curves;

const LIPS_TOGETHER = ['UL', 'UR', 'DL', 'DR'].map((part) =>
  FACE_CURVES.indexOf(`CTRL_expressions_mouthLipsTogether${part}`),
);

/** Held at 1 by the published neutral pose and by every recorded stream: they gate the upper nose wrinkle. */
const CONSTANT_ONE = ['L', 'R'].map((side) =>
  FACE_CURVES.indexOf(`CTRL_expressions_noseWrinkleUpper${side}`),
);

/** Rows of ARKit index, curve index, weight. */
const WEIGHTS: readonly (readonly [number, number, number])[] = ARKIT_NAMES.flatMap((name, arkit) =>
  Object.entries(data.arkit[name] as Record<string, number>).map(
    ([curve, weight]) => [arkit, FACE_CURVES.indexOf(curve), weight] as const,
  ),
);

/**
 * MetaHuman face curves from the 52 ARKit values (Apple's order, 0 to 1): the weighted sum of the mapping
 * pose asset, clamped to 0..1. The table drops the asset's authoring residue (a 0.031 brow on twenty poses,
 * a tongue curve that today's rigs no longer have), which would show as a constant asymmetry.
 * `MouthClose` is no pose there: the animation blueprint closes the lips by its share of the jaw's opening.
 *
 * @param curves written; as long as {@link FACE_CURVES}.
 */
export function faceCurvesFromArkit(curves: Float32Array | Float64Array, arkit: ArrayLike<number>): void {
  curves.fill(0);
  for (let k = 0; k < WEIGHTS.length; k++) {
    const row = WEIGHTS[k]!;
    curves[row[1]]! += arkit[row[0]]! * row[2];
  }
  const jaw = arkit[ARKIT_INDEX.JawOpen]!;
  const together = jaw > 0 ? arkit[ARKIT_INDEX.MouthClose]! / jaw : 0;
  for (const to of LIPS_TOGETHER) curves[to] = together;
  for (const to of CONSTANT_ONE) curves[to] = 1;
  for (let i = 0; i < curves.length; i++) curves[i] = Math.min(1, Math.max(0, curves[i]!));
}
