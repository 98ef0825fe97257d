import { z } from 'zod';
import { BakeChoicesSchema } from './bake-choices.ts';
import { type AppError, ERRORS, type ErrorCode } from './errors.ts';
import { SkeletonSchema } from './motion.ts';
import type { MotionChunk, MotionTables } from './motion-chunk.ts';
import { TrackOptionsSchema } from './options.ts';
import { ReportSchema } from './report.ts';
import { DEVICES } from './track-modes.ts';

/** One clip to track. `outDir` is where the files finally lie, `workDir` where the worker writes them. */
export const TrackJobSchema = z.object({
  input: z.string().min(1),
  workDir: z.string().min(1),
  outDir: z.string().min(1),
  options: TrackOptionsSchema,
  /** Folder that keeps finished segments of clips; without it every run starts from the beginning. */
  checkpoints: z.string().min(1).optional(),
  /**
   * `lead`: makes all files and shares the segments with helpers; `help`: tracks segments for a leader, makes no
   * file but checkpoints. Both ask the parent for each segment. Default: the process does everything alone.
   */
  split: z.enum(['lead', 'help']).optional(),
  /** Provider that this attempt runs on instead of `options.device`, after that one has failed. */
  fallback: z.enum(DEVICES).optional(),
  /** Cores to use where `options.threads` leaves it open; default: all. */
  cores: z.number().int().positive().optional(),
  /** Target skeleton instead of a MetaHuman body type. */
  skeleton: SkeletonSchema.optional(),
  /** What is baked under which names, where it differs from the defaults; `name` stands for the file's. */
  asset: BakeChoicesSchema.partial().extend({ name: z.string().optional() }).optional(),
  /** Send keyframes while tracking. */
  live: z.boolean().optional(),
});
export type TrackJob = z.infer<typeof TrackJobSchema>;

/** Steps of a run in the order in which a person sees them. */
export const STAGES = ['prepare', 'track', 'solve', 'report', 'bake', 'overlay'] as const;
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

const Count = z.number().int().nonnegative();

const code = z.enum(Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]]);

/** From the parent to the worker. */
export const ToWorkerSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('start'), job: TrackJobSchema }),
  z.object({ type: z.literal('cancel') }),
  /** Answer to `take`: the segment is the asker's to track, or null when there is none for it. */
  z.object({ type: z.literal('segment'), index: Count.nullable() }),
]);
export type ToWorker = z.infer<typeof ToWorkerSchema>;

/** From the worker to its parent. `heartbeat` also says how much memory the worker holds, bytes. */
export const FromWorkerSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('heartbeat'), rss: z.number().nonnegative() }),
  z.object({ type: z.literal('progress'), progress: ProgressSchema }),
  z.object({ type: z.literal('device'), provider: z.string() }),
  z.object({ type: z.literal('warning'), message: z.string() }),
  /** The clip in segments, and those whose checkpoint is there. Comes before the first `take`. */
  z.object({ type: z.literal('plan'), segments: Count, done: z.array(Count) }),
  /**
   * Asks for a segment: a certain one, answered when it is free or done (null: read its checkpoint), or, from a
   * helper, any (null: no more).
   */
  z.object({ type: z.literal('take'), index: Count.nullable() }),
  /** The checkpoint of a segment is there. */
  z.object({ type: z.literal('checkpoint'), index: Count }),
  /** Live motion: made by this program and sent often, hence not looked into. */
  z.object({ type: z.literal('tables'), tables: z.custom<MotionTables>() }),
  z.object({ type: z.literal('keyframes'), chunk: z.custom<MotionChunk>() }),
  /** A helper found nothing more to do. */
  z.object({ type: z.literal('helped') }),
  z.object({ type: z.literal('result'), report: ReportSchema }),
  z.object({ type: z.literal('error'), code, message: z.string(), stack: z.string().nullable() }),
]);
export type FromWorker = z.infer<typeof FromWorkerSchema>;

/** An error as it crosses the process border; `new AppError(code, message)` rebuilds it. */
export function errorMessage(error: AppError): Extract<FromWorker, { type: 'error' }> {
  const cause = error.cause instanceof Error ? error.cause.stack : error.stack;
  return { type: 'error', code: error.code, message: error.message, stack: cause ?? null };
}
