import { z } from 'zod';

const Count = z.number().int().nonnegative();

/** Why a bake script stopped; each comes with a sentence. */
export const BAKE_ERRORS = [
  'engine.unsupported',
  'job.missing',
  'job.damaged',
  'data.missing',
  'data.damaged',
  'setting.invalid',
  'plugin.missing',
  'target.not-found',
  'target.wrong-type',
  'target.bones-missing',
  'asset.conflict',
  'asset.locked',
  'disk.full',
  'media.missing',
  'rate.refused',
  'write.failed',
  'verify.failed',
  'save.failed',
  'cancelled',
  'internal',
] as const;

const BakedClipSchema = z.object({
  kind: z.enum(['body', 'face']),
  path: z.string(),
  /** The skeleton or mesh that was found. */
  target: z.string(),
  created: z.boolean(),
  fps: z.number(),
  frames: Count,
  keys: Count,
  tracks: Count,
  curves: Count,
  /** Animation notifies of ours on it. */
  notifies: Count,
  /** Height of the target's pelvis over the motion's. */
  pelvisScale: z.number(),
  /** Largest differences when the clip was read back at its first, middle and last frame. */
  deviation: z.object({ rotationDegrees: z.number(), translationCm: z.number(), curve: z.number() }),
  saved: z.boolean(),
});

const BakedExtraSchema = z.object({
  kind: z.enum(['sequence', 'audio', 'video', 'texture', 'notify']),
  path: z.string(),
  created: z.boolean(),
  saved: z.boolean(),
});

/** A part that was asked for and is not there, or not saved; the others are not held up by it. */
const MissedPartSchema = z.object({
  part: z.enum(['body', 'face', 'sequence', 'audio', 'video', 'notifies']),
  code: z.enum(BAKE_ERRORS),
  message: z.string(),
});

/** The file that a bake script writes in Unreal when it ends, well or not. */
export const BakeResultSchema = z.object({
  format: z.literal('avatar-tracker.bake-result'),
  version: z.literal(2),
  /** Every clip is done, with every part that was asked for. */
  ok: z.boolean(),
  /** Engine version text; null when the script did not get that far. */
  engine: z.string().nullable(),
  clips: z.array(
    z.object({
      job: z.string(),
      clip: z.string().nullable(),
      /** `partial`: at least one animation was saved and something else was missed. */
      state: z.enum(['done', 'partial', 'failed']),
      seconds: z.number(),
      assets: z.array(z.discriminatedUnion('kind', [BakedClipSchema, BakedExtraSchema])),
      missed: z.array(MissedPartSchema),
      warnings: z.array(z.string()),
      /** Why there is no animation at all; null otherwise. */
      error: z.object({ code: z.enum(BAKE_ERRORS), message: z.string() }).nullable(),
    }),
  ),
});
export type BakeResult = z.infer<typeof BakeResultSchema>;
