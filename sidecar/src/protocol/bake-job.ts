import { z } from 'zod';
import { SourceSchema } from './landmarks.ts';

/** Rates that a fresh AnimSequence of a 30 fps project accepts. */
export const BAKE_RATES = [30, 60] as const;

const Count = z.number().int().nonnegative();
const Name = z.string().regex(/^[A-Za-z0-9_]+$/);

const AssetSchema = z.object({
  /** Content folder, as `/Game/AvatarTracker`. */
  folder: z.string().regex(/^(\/[A-Za-z0-9_]+)+$/),
  name: Name,
});

/** Asset paths of skeletons or skeletal meshes, tried in order; the first that exists is the target. */
const Targets = z.array(z.string().min(1)).min(1);

/**
 * The job file that lies beside a bake script: everything the script needs but the numbers, which are in
 * `data.file`: `ATBK`, three uint32 (version 1, keys, numbers a key), then float32 key after key, all
 * little-endian. Columns are positions inside one key.
 */
export const BakeJobSchema = z.object({
  format: z.literal('avatar-tracker.bake'),
  version: z.literal(1),
  /** Name of the clip, from its file name; see `toAssetName`. */
  clip: Name,
  source: SourceSchema,
  fps: z.union([z.literal(BAKE_RATES[0]), z.literal(BAKE_RATES[1])]),
  /** Frames of the motion. The last is held where the clip needs more keys than that. */
  motionFrames: z.number().int().positive(),
  /** Keys of every track and curve; the clip lasts `keys - 1` intervals of 1 / fps seconds. */
  keys: z.number().int().min(2),
  data: z.object({
    file: z.string().min(1),
    bytes: Count,
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    floatsPerKey: z.number().int().positive(),
  }),
  body: z.object({
    asset: AssetSchema,
    targets: Targets,
    bones: z.array(z.string()).min(1),
    /** x, y, z, w of bone i start at `rotationColumn + 4 * i`: parent-local, unit. */
    rotationColumn: Count,
    pelvis: z.string(),
    /** x, y, z of the pelvis: parent-local translation, cm, of the reference skeleton. */
    pelvisColumn: Count,
    /** Parent-local translation of the pelvis in the reference pose, cm. */
    pelvisReference: z.tuple([z.number(), z.number(), z.number()]),
  }),
  /** Null when the motion has no face curves. */
  face: z
    .object({
      asset: AssetSchema,
      targets: Targets,
      curves: z.array(z.string()).min(1),
      /** Curve i is column `curveColumn + i`. */
      curveColumn: Count,
    })
    .nullable(),
  /** Text tags put on both assets. */
  metadata: z.record(z.string(), z.string().min(1)),
});
export type BakeJob = z.infer<typeof BakeJobSchema>;

/** One run over many jobs; paths are relative to the batch file. */
export const BakeBatchSchema = z.object({
  format: z.literal('avatar-tracker.bake-batch'),
  version: z.literal(1),
  jobs: z.array(z.string().min(1)).min(1),
});
export type BakeBatch = z.infer<typeof BakeBatchSchema>;

/** Why a bake script stopped; each comes with a sentence. */
export const BAKE_ERRORS = [
  'engine.unsupported',
  'job.missing',
  'job.damaged',
  'data.missing',
  'data.damaged',
  'setting.invalid',
  'target.not-found',
  'target.wrong-type',
  'target.bones-missing',
  'asset.conflict',
  'rate.refused',
  'write.failed',
  'verify.failed',
  'save.failed',
  'cancelled',
  'internal',
] as const;

const BakedAssetSchema = z.object({
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
  /** Height of the target's pelvis over the motion's. */
  pelvisScale: z.number(),
  /** Largest differences when the clip was read back at its first, middle and last frame. */
  deviation: z.object({ rotationDegrees: z.number(), translationCm: z.number(), curve: z.number() }),
  saved: z.boolean(),
});

/** The file that a bake script writes in Unreal when it ends, well or not. */
export const BakeResultSchema = z.object({
  format: z.literal('avatar-tracker.bake-result'),
  version: z.literal(1),
  ok: z.boolean(),
  /** Engine version text; null when the script did not get that far. */
  engine: z.string().nullable(),
  clips: z.array(
    z.object({
      job: z.string(),
      clip: z.string().nullable(),
      ok: z.boolean(),
      seconds: z.number(),
      assets: z.array(BakedAssetSchema),
      warnings: z.array(z.string()),
      error: z.object({ code: z.enum(BAKE_ERRORS), message: z.string() }).nullable(),
    }),
  ),
});
export type BakeResult = z.infer<typeof BakeResultSchema>;
