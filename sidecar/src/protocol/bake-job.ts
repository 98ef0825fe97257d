import { z } from 'zod';
import { FolderSchema } from './bake-choices.ts';
import { SourceSchema } from './landmarks.ts';

/** Rates that a fresh AnimSequence of a 30 fps project accepts. */
export const BAKE_RATES = [30, 60] as const;

const Count = z.number().int().nonnegative();
/** At most a day. */
const Seconds = z.number().min(0).max(86_400);
const Name = z.string().regex(/^[A-Za-z0-9_]+$/);
const AssetSchema = z.object({ folder: FolderSchema, name: Name });

/** A stretch of a clip that a person should know of. */
const SpanSchema = z.object({
  kind: z.enum(['problem', 'contact']),
  /** The clip that it is written on. */
  part: z.enum(['body', 'face']),
  /** What it is, in a few words: the name of its notify track. Spans of one label do not overlap. */
  label: z.string().regex(/^[a-z0-9 ,-]{1,60}$/),
  /** First and last frame, both counted. */
  from: Count,
  to: Count,
});
export type BakeSpan = z.infer<typeof SpanSchema>;

const FileSchema = z.object({
  /** Beside the job file. */
  file: z.string().min(1),
  bytes: Count,
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
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
  version: z.literal(2),
  /** Name of the clip, from its file name; see `toAssetName`. */
  clip: Name,
  source: SourceSchema,
  fps: z.union([z.literal(BAKE_RATES[0]), z.literal(BAKE_RATES[1])]),
  /** Frames of the motion. The last is held where the clip needs more keys than that. */
  motionFrames: z.number().int().positive(),
  /** Keys of every track and curve; the clip lasts `keys - 1` intervals of 1 / fps seconds. */
  keys: z.number().int().min(2),
  data: FileSchema.extend({ floatsPerKey: z.number().int().positive() }),
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
  /** Null without notifies. */
  notifies: z
    .object({
      /** Content folder of the two notify state classes, made once for a project. */
      folder: FolderSchema,
      spans: z.array(SpanSchema),
      /** Spans left out because a label had too many; the longest are kept. */
      omitted: Count,
    })
    .nullable(),
  /** Null without a Level Sequence. */
  sequence: z.object({ asset: AssetSchema, actor: z.string().min(1).nullable() }).nullable(),
  /** Null without audio. */
  audio: FileSchema.extend({ asset: AssetSchema, seconds: Seconds }).nullable(),
  /** Null without the video as reference. */
  video: z
    .object({
      asset: AssetSchema,
      texture: AssetSchema,
      /** Absolute, on the machine that tracked. */
      path: z.string().min(1),
      /** Where in the video the motion starts. */
      startSeconds: Seconds,
    })
    .nullable(),
  /** Text tags put on the clips and on the sequence. */
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
