import type { SolverOptions } from '../motion/create-solver.ts';
import { type Calibration, CalibrationSchema } from '../protocol/calibration.ts';
import { AppError } from '../protocol/errors.ts';
import { openJsonl } from '../protocol/jsonl-file.ts';
import type { Source } from '../protocol/landmarks.ts';
import { MotionHeaderSchema, type Skeleton } from '../protocol/motion.ts';
import type { TrackOptions } from '../protocol/options.ts';

/**
 * The options of a solve, with what `--calibration` names read from its file.
 * @throws AppError `input.*` when that is no motion file with a performer
 */
export async function solverOptions(
  { fps, base, fovDegrees, calibration }: TrackOptions,
  source: Source,
  skeleton: Skeleton,
): Promise<SolverOptions & Required<Pick<SolverOptions, 'skeleton'>>> {
  const performer = calibration === null ? undefined : await readPerformer(calibration);
  return { source, skeleton, fps, base, settings: { fovDegrees: fovDegrees ?? undefined, performer } };
}

async function readPerformer(path: string): Promise<Calibration> {
  const { header, frames } = await openJsonl(path, MotionHeaderSchema);
  await frames[Symbol.asyncIterator]().return?.();
  const performer = CalibrationSchema.safeParse(header.settings.performer);
  if (performer.success) return performer.data;
  throw new AppError(
    'input.invalid',
    `${path} does not tell lengths and face of its performer as this version reads them. Track its clip anew.`,
  );
}
