import { basename, join } from 'node:path';
import { type BakeJob, BakeJobSchema } from '../protocol/bake-job.ts';
import { AppError } from '../protocol/errors.ts';
import type { MotionHeader } from '../protocol/motion.ts';
import { assembleScript } from './assemble-script.ts';
import { toAssetName } from './asset-name.ts';
import { createAtomicFile, writeAtomicText } from './atomic-file.ts';
import { BODY_TARGETS, FACE_TARGETS } from './metahuman-targets.ts';
import { type BakePlan, PELVIS_BONE, planBake } from './plan-bake.ts';
import { unrealLine } from './unreal-line.ts';
import { type MotionFrames, writeData } from './write-data.ts';

const STEM = 'build_animation';
const DEFAULT_FOLDER = '/Game/AvatarTracker';

export interface BakeOptions {
  /** Name of the clip; its assets are `<name>_Body` and `<name>_Face`. Default: from the video's file name. */
  name?: string;
  /** Content folder of the assets. Default `/Game/AvatarTracker`. */
  folder?: string;
  /** Asset paths of skeletons or meshes to try instead of the MetaHuman ones. */
  bodyTargets?: readonly string[];
  faceTargets?: readonly string[];
  signal?: AbortSignal;
}

export interface BakeFiles {
  /** Absolute or as `outDir` was given. */
  readonly script: string;
  readonly data: string;
  readonly job: string;
  /** What to enter in Unreal's Output Log, for the folder as it is now; see `unrealLine`. */
  readonly unrealLine: string;
}

/**
 * Writes the Python script that makes a motion's body and face AnimSequence in Unreal, with its data and
 * job file, into a folder that exists. Each file appears whole or not at all, the job file last: it names
 * the digest of its data, so that files of two bakes are never taken for one. No clock, no randomness.
 *
 * @param motion 30 or 60 fps; frames in order, as many as the header states.
 * @throws AppError `input.invalid`, `input.no-frames`, `usage.invalid`, `output.*`, `job.cancelled`.
 * @example
 * const { unrealLine } = await writeBake({ header, frames }, 'out/hello');
 */
export async function writeBake(
  motion: { header: MotionHeader; frames: MotionFrames },
  outDir: string,
  options: BakeOptions = {},
): Promise<BakeFiles> {
  const plan = planBake(motion.header);
  const path = (extension: string) => join(outDir, `${STEM}.${extension}`);
  const draft = describeJob(motion.header, plan, options);
  const data = await createAtomicFile(path('bin'));
  try {
    await writeData(data, motion, plan, options.signal);
    const job: BakeJob = {
      ...draft,
      data: { ...draft.data, bytes: data.bytes, sha256: await data.commit() },
    };
    await writeAtomicText(path('py'), await assembleScript());
    await writeAtomicText(path('json'), `${JSON.stringify(job, null, 1)}\n`);
  } finally {
    await data.discard();
  }
  return { script: path('py'), data: path('bin'), job: path('json'), unrealLine: unrealLine(path('py')) };
}

/** The job but for what is known of the data file only when it is written. */
function describeJob(header: MotionHeader, plan: BakePlan, options: BakeOptions): BakeJob {
  const clip = options.name ?? toAssetName(header.source.file);
  const folder = options.folder ?? DEFAULT_FOLDER;
  const job = BakeJobSchema.safeParse({
    format: 'avatar-tracker.bake',
    version: 1,
    clip,
    source: { ...header.source, file: basename(header.source.file) },
    fps: plan.fps,
    motionFrames: plan.motionFrames,
    keys: plan.keys,
    data: { file: `${STEM}.bin`, bytes: 0, sha256: '0'.repeat(64), floatsPerKey: plan.floatsPerKey },
    body: {
      asset: { folder, name: `${clip}_Body` },
      targets: options.bodyTargets ?? BODY_TARGETS,
      bones: plan.bones,
      rotationColumn: plan.rotationColumn,
      pelvis: PELVIS_BONE,
      pelvisColumn: plan.pelvisColumn,
      pelvisReference: plan.pelvisReference,
    },
    face:
      plan.curves.length === 0
        ? null
        : {
            asset: { folder, name: `${clip}_Face` },
            targets: options.faceTargets ?? FACE_TARGETS,
            curves: plan.curves,
            curveColumn: plan.curveColumn,
          },
    metadata: describeSource(header),
  } satisfies Record<keyof BakeJob, unknown>);
  if (job.success) return job.data;
  const issue = job.error.issues[0]!;
  throw new AppError(
    'usage.invalid',
    `The bake cannot be described: ${issue.path.join('.')}: ${issue.message}.`,
  );
}

/** Asset tags: where a clip comes from. */
function describeSource({ source, skeleton, settings }: MotionHeader): Record<string, string> {
  return {
    'AvatarTracker.Source': basename(source.file) || 'unknown',
    'AvatarTracker.SourceSha256': source.sha256 || 'unknown',
    'AvatarTracker.Skeleton': skeleton.name || 'unknown',
    'AvatarTracker.Settings': JSON.stringify(settings),
  };
}
