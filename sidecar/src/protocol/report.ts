import { z } from 'zod';
import { SourceSchema } from './landmarks.ts';
import { TrackOptionsSchema } from './options.ts';
import { QualitySchema } from './quality.ts';

export const REGIONS = ['body', 'leftHand', 'rightHand', 'face'] as const;
export type Region = (typeof REGIONS)[number];

const Count = z.number().int().nonnegative();
const Unit = z.number().min(0).max(1);

const ModelRunSchema = z.object({
  file: z.string(),
  sha256: z.string(),
  /** Execution provider that the model really ran on. */
  provider: z.string(),
  runs: Count,
  /** Time inside the runtime over all runs, summed over threads. */
  seconds: z.number().nonnegative(),
});
export type ModelRun = z.infer<typeof ModelRunSchema>;

const RegionSchema = z.object({
  /** Share of the tracked frames in which the region was seen. */
  presence: Unit,
  /** Mean confidence over the frames in which it was seen; null when it never was. */
  confidence: Unit.nullable(),
});

/** What was made, in which order a person looks for it. */
export const OUTPUT_KINDS = [
  'landmarks',
  'motion',
  'script',
  'data',
  'job',
  'audio',
  'overlay',
  'page',
] as const;

const OutputSchema = z.object({
  kind: z.enum(OUTPUT_KINDS),
  /** File name inside the output folder. */
  file: z.string(),
  bytes: Count,
  sha256: z.string(),
});
export type Output = z.infer<typeof OutputSchema>;

/** `report.json`: what one run read, did and wrote. */
export const ReportSchema = z.object({
  format: z.literal('avatar-tracker.report'),
  version: z.literal(1),
  program: z.object({ name: z.string(), version: z.string(), node: z.string(), platform: z.string() }),
  source: SourceSchema.extend({
    codec: z.string(),
    rotation: z.number(),
    variableFrameRate: z.boolean(),
    hasAudio: z.boolean(),
  }),
  options: TrackOptionsSchema,
  models: z.array(ModelRunSchema),
  frames: z.object({
    decoded: Count,
    tracked: Count,
    /** Frames of the motion, at its own rate. */
    motion: Count,
    /** The clip broke off before its stated end. */
    truncated: z.boolean(),
  }),
  regions: z.record(z.enum(REGIONS), RegionSchema),
  quality: QualitySchema,
  timings: z.object({
    /** Wall seconds of each stage, in order; stages that run side by side overlap. */
    stages: z.record(z.string(), z.number().nonnegative()),
    totalSeconds: z.number().nonnegative(),
    /** Decoded frames over the time of the whole run. */
    fps: z.number().nonnegative(),
  }),
  memory: z.object({
    /** Highest resident size of the worker process, MB (10^6 bytes). */
    workerPeakMb: z.number().nonnegative(),
  }),
  warnings: z.array(z.string()),
  outputs: z.array(OutputSchema),
  /** The one line to run in Unreal Editor, for the folder that the files were written to. */
  unreal: z.string(),
});
export type Report = z.infer<typeof ReportSchema>;
