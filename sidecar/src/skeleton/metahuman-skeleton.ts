import { AppError } from '../protocol/errors.ts';
import type { Skeleton } from '../protocol/motion.ts';
import data from './metahuman-body.data.json' with { type: 'json' };

export const DEFAULT_BODY_TYPE = 'f_med_nrw';

/** Names of the MetaHuman body types: f or m, srt, med or tal, unw, nrw or ovw. */
export const BODY_TYPES: readonly string[] = Object.keys(data.types);

/**
 * Skeleton and reference A-pose of a MetaHuman body type: the 64 keyed bones, parent first.
 * Translations are cm, parent-local; the character faces +Y, its left is +X, Z is up (left-handed).
 * @throws AppError `usage.invalid` for a body type that does not exist.
 */
export function metahumanSkeleton(bodyType: string = DEFAULT_BODY_TYPE): Skeleton {
  const rows = (data.types as Record<string, number[][]>)[bodyType];
  if (rows === undefined) {
    throw new AppError(
      'usage.invalid',
      `There is no body type "${bodyType}"; known: ${BODY_TYPES.join(', ')}.`,
    );
  }
  return {
    name: bodyType,
    bones: data.bones.map((name, index) => {
      const [x, y, z, qx, qy, qz, qw] = rows[index] as [
        number,
        number,
        number,
        number,
        number,
        number,
        number,
      ];
      return { name, parent: data.parents[index]!, translation: [x, y, z], rotation: [qx, qy, qz, qw] };
    }),
  };
}
