import { z } from 'zod';
import { type AppError, ERRORS, type ErrorCode } from './errors.ts';
import { TrackOptionsSchema } from './options.ts';
import { ReportSchema } from './report.ts';

/** One clip to track. `outDir` is where the files finally lie, `workDir` where the worker writes them. */
export const TrackJobSchema = z.object({
  input: z.string().min(1),
  workDir: z.string().min(1),
  outDir: z.string().min(1),
  options: TrackOptionsSchema,
});
export type TrackJob = z.infer<typeof TrackJobSchema>;

/** Steps of a run in the order in which a person sees them. */
export const STAGES = ['prepare', 'track', 'solve', 'bake', 'overlay'] as const;
export type Stage = (typeof STAGES)[number];

export const ProgressSchema = z.object({
  stage: z.enum(STAGES),
  framesDone: z.number().int().nonnegative(),
  /** As the container estimates it; null when nothing is known. */
  framesTotal: z.number().int().nonnegative().nullable(),
  /** Frames a second of this stage so far. */
  fps: z.number().nonnegative(),
  etaSeconds: z.number().nonnegative().nullable(),
});
export type Progress = z.infer<typeof ProgressSchema>;

const code = z.enum(Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]]);

/** From the parent to the worker. */
export const ToWorkerSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('start'), job: TrackJobSchema }),
  z.object({ type: z.literal('cancel') }),
]);
export type ToWorker = z.infer<typeof ToWorkerSchema>;

/** From the worker to its parent. `heartbeat` also says how much memory the worker holds, bytes. */
export const FromWorkerSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('heartbeat'), rss: z.number().nonnegative() }),
  z.object({ type: z.literal('progress'), progress: ProgressSchema }),
  z.object({ type: z.literal('device'), provider: z.string() }),
  z.object({ type: z.literal('warning'), message: z.string() }),
  z.object({ type: z.literal('result'), report: ReportSchema }),
  z.object({ type: z.literal('error'), code, message: z.string(), stack: z.string().nullable() }),
]);
export type FromWorker = z.infer<typeof FromWorkerSchema>;

/** An error as it crosses the process border; `new AppError(code, message)` rebuilds it. */
export function errorMessage(error: AppError): Extract<FromWorker, { type: 'error' }> {
  const cause = error.cause instanceof Error ? error.cause.stack : error.stack;
  return { type: 'error', code: error.code, message: error.message, stack: cause ?? null };
}
