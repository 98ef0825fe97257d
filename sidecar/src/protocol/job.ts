import { z } from 'zod';
import { BakeChoicesSchema } from './bake-choices.ts';
import { ERRORS, type ErrorCode } from './errors.ts';
import { TrackOptionsSchema } from './options.ts';
import { OUTPUT_KINDS } from './report.ts';
import { ProgressSchema } from './worker-messages.ts';

/**
 * Where a job is on its way: `queued` (also between two attempts), `running`, and one of three ends. A job
 * ends once; only `retry` brings an ended one back to `queued`.
 */
export const JOB_STATES = ['queued', 'running', 'done', 'failed', 'cancelled'] as const;
export type JobState = (typeof JOB_STATES)[number];

/** States in which nothing more happens by itself. */
export const ENDED_STATES = ['done', 'failed', 'cancelled'] as const satisfies readonly JobState[];

/** Lower-case letters and digits: safe as a folder name on every system. */
export const JobIdSchema = z.string().regex(/^[a-z0-9]{10,40}$/);

/** A MetaHuman body type by its name, or the id that `addSkeleton` gave. */
export const SkeletonRefSchema = z.string().regex(/^[a-z0-9_]{1,64}$/);

/** Content folder of Unreal, as `/Game/Signs/Day1`. */
export const AssetPathSchema = z
  .string()
  .max(200)
  .regex(/^(\/[A-Za-z0-9_]+)+$/);

/** Choices about the bake; the folder is the job's `assetPath`. */
const BakeRequestSchema = BakeChoicesSchema.omit({ folder: true }).partial().strict();

const Priority = z.number().int().min(-100).max(100);
const Name = z.string().min(1).max(200);
const Moment = z.iso.datetime();

/** What a client asks for. Everything but the input has a default. */
export const SubmitJobSchema = z.strictObject({
  /** A video file on the machine of the service. */
  input: z.strictObject({ path: z.string().min(1).max(4096) }),
  /** Choices that differ from the defaults of the mode. */
  options: TrackOptionsSchema.partial().strict().optional(),
  /** What people call the job; default: the name of the video file. The assets are named after it. */
  name: Name.optional(),
  /** The higher, the earlier; jobs of one priority run in the order in which they came. Default 0. */
  priority: Priority.optional(),
  skeleton: SkeletonRefSchema.optional(),
  /** Content folder for the assets; default `/Game/AvatarTracker`. */
  assetPath: AssetPathSchema.optional(),
  /** What is baked besides the two animations, for what and under which names; else the defaults. */
  bake: BakeRequestSchema.optional(),
  /** Send keyframes while the clip is tracked. Default false. */
  live: z.boolean().optional(),
  /** Told when the job has ended. */
  webhook: z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .optional(),
});
export type SubmitJob = z.infer<typeof SubmitJobSchema>;

export const JobErrorSchema = z.object({
  code: z.enum(Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]]),
  message: z.string(),
  fix: z.string(),
});
export type JobError = z.infer<typeof JobErrorSchema>;

/** A job as clients see it. Times are ISO 8601, UTC. */
export const JobSchema = z.object({
  id: JobIdSchema,
  name: Name,
  state: z.enum(JOB_STATES),
  priority: Priority,
  /** `path` is absolute; `name` is its last part, or what the client called the upload. */
  input: z.object({ path: z.string(), name: z.string() }),
  /** Complete: what was not asked for is at its default. */
  options: TrackOptionsSchema,
  skeleton: SkeletonRefSchema,
  assetPath: AssetPathSchema.nullable(),
  bake: BakeRequestSchema.optional(),
  live: z.boolean(),
  webhook: z.string().nullable(),
  /** Starts so far; a start that was broken off with the service counts too. */
  attempts: z.number().int().nonnegative(),
  createdAt: Moment,
  /** Start of the latest attempt. */
  startedAt: Moment.nullable(),
  finishedAt: Moment.nullable(),
  /** A queued job that failed before is not started again before this. */
  notBefore: Moment.nullable(),
  progress: ProgressSchema.nullable(),
  /** Why the latest attempt failed; also set while the job waits for the next one. */
  error: JobErrorSchema.nullable(),
  warnings: z.array(z.string()),
});
export type Job = z.infer<typeof JobSchema>;

export const ARTIFACT_KINDS = [...OUTPUT_KINDS, 'report'] as const;

/** One file that a finished job made. */
export const ArtifactSchema = z.object({
  /** File name, unique in its job. */
  name: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/),
  kind: z.enum(ARTIFACT_KINDS),
  bytes: z.number().int().nonnegative(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  contentType: z.string(),
});
export type Artifact = z.infer<typeof ArtifactSchema>;

/** Which jobs to list: the newest first, `before` a job that was the last of the page before. */
export const ListJobsSchema = z.strictObject({
  state: z.enum(JOB_STATES).optional(),
  limit: z.number().int().min(1).max(1000).optional(),
  before: JobIdSchema.optional(),
});
export type ListJobs = z.infer<typeof ListJobsSchema>;
