import { z } from 'zod';
import { JobErrorSchema } from './job.ts';
import { TrackOptionsSchema } from './options.ts';
import { OUTPUT_KINDS, REGIONS } from './report.ts';

const Count = z.number().int().nonnegative();
const Unit = z.number().min(0).max(1);

/** Where a clip of a batch is on its way. */
export const CLIP_STATES = ['waiting', 'done', 'failed'] as const;

export const BatchClipSchema = z.object({
  /** Absolute path of the video. */
  input: z.string().min(1),
  /** Legal and unique: the results lie in the folder of this name, the assets are named after it. */
  asset: z.string().regex(/^[A-Za-z0-9_]+$/),
  /** Complete options of this clip. */
  options: TrackOptionsSchema,
  state: z.enum(CLIP_STATES),
  /** The video as it was when it was tracked: a change of size or time means that it is tracked again. */
  source: z.object({ bytes: Count, modifiedMs: z.number(), sha256: z.string() }).nullable(),
  /** What came of it; null until it is done. */
  result: z
    .object({
      frames: Count,
      seconds: z.number().nonnegative(),
      fps: z.number().nonnegative(),
      regions: z.record(z.enum(REGIONS), z.object({ presence: Unit, confidence: Unit.nullable() })),
      warnings: z.array(z.string()),
      /** Relative to the folder of the manifest. */
      outputs: z.array(
        z.object({ kind: z.enum(OUTPUT_KINDS), file: z.string(), bytes: Count, sha256: z.string() }),
      ),
    })
    .nullable(),
  /** Why the latest attempt failed. */
  error: JobErrorSchema.nullable(),
});
export type BatchClip = z.infer<typeof BatchClipSchema>;

/** `manifest.json` of a batch: written after every clip, read when the batch is started again. */
export const BatchManifestSchema = z.object({
  format: z.literal('avatar-tracker.batch'),
  version: z.literal(1),
  program: z.object({ name: z.string(), version: z.string() }),
  clips: z.array(BatchClipSchema),
  /** The line that bakes all clips in Unreal Editor; null while none is done. */
  unreal: z.string().nullable(),
});
export type BatchManifest = z.infer<typeof BatchManifestSchema>;

/** A list of clips to track: what a manifest says of its clips may be given, and only the input must be. */
export const BatchListSchema = z.object({
  format: z.literal('avatar-tracker.batch'),
  version: z.literal(1),
  clips: z
    .array(
      z.object({
        input: z.string().min(1),
        asset: z
          .string()
          .regex(/^[A-Za-z0-9_]+$/)
          .optional(),
        options: TrackOptionsSchema.partial().optional(),
      }),
    )
    .min(1),
});
export type BatchList = z.infer<typeof BatchListSchema>;
