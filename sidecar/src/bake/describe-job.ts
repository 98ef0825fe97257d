import { basename } from 'node:path';
import { type BakeChoices, BakeChoicesSchema } from '../protocol/bake-choices.ts';
import { type BakeJob, BakeJobSchema } from '../protocol/bake-job.ts';
import { AppError } from '../protocol/errors.ts';
import type { MotionHeader } from '../protocol/motion.ts';
import { toAssetName } from './asset-name.ts';
import { BODY_TARGETS, FACE_TARGETS } from './metahuman-targets.ts';
import { nameAssets } from './name-assets.ts';
import { type BakePlan, PELVIS_BONE } from './plan-bake.ts';

/** Where the two notify classes lie, for every clip of a project the same. */
const NOTIFY_FOLDER = '/Game/AvatarTracker/Notifies';
/** Parts of the settings that are long lists; they are in the clip itself, as notifies. */
const LISTED: ReadonlySet<string> = new Set(['contacts', 'problems']);

/** The clip's own sound and picture, to hear and to see beside the animation. */
export interface BakeReferences {
  /** A wav file beside the job, and how long it is. */
  readonly audio?: Omit<NonNullable<BakeJob['audio']>, 'asset'>;
  /** The video itself, by its absolute path, and where in it the motion starts. */
  readonly video?: { readonly path: string; readonly startSeconds: number };
}

export interface JobDraft extends BakeReferences {
  readonly plan: BakePlan;
  /** Of the data file. */
  readonly file: string;
  readonly name: string | undefined;
  readonly choices: Partial<BakeChoices>;
}

/**
 * The job but for what is known only when the data file is written: its size, its digest and the spans.
 * @throws AppError `usage.invalid` when a name, a folder or a target cannot be one.
 */
export function describeJob(header: MotionHeader, draft: JobDraft): BakeJob {
  const clip = draft.name ?? toAssetName(header.source.file);
  const choices = check(BakeChoicesSchema.safeParse(draft.choices));
  const assets = nameAssets(clip, choices);
  const { plan, audio, video } = draft;
  return check(
    BakeJobSchema.safeParse({
      format: 'avatar-tracker.bake',
      version: 2,
      clip,
      source: { ...header.source, file: basename(header.source.file) },
      fps: plan.fps,
      motionFrames: plan.motionFrames,
      keys: plan.keys,
      data: { file: draft.file, bytes: 0, sha256: '0'.repeat(64), floatsPerKey: plan.floatsPerKey },
      body: {
        asset: assets.Body,
        targets: choices.bodyTarget === null ? [...BODY_TARGETS] : [choices.bodyTarget],
        bones: [...plan.bones],
        rotationColumn: plan.rotationColumn,
        pelvis: PELVIS_BONE,
        pelvisColumn: plan.pelvisColumn,
        pelvisReference: [...plan.pelvisReference],
      },
      face: plan.curves.length === 0 ? null : describeFace(plan, choices, assets.Face),
      notifies: choices.notifies ? { folder: NOTIFY_FOLDER, spans: [], omitted: 0 } : null,
      sequence: choices.sequence ? { asset: assets.Sequence, actor: choices.actor } : null,
      audio: audio === undefined ? null : { ...audio, asset: assets.Audio },
      video: video === undefined ? null : { ...video, asset: assets.Video, texture: assets.VideoTexture },
      metadata: describeSource(header),
    } satisfies Record<keyof BakeJob, unknown>),
  );
}

function describeFace(plan: BakePlan, choices: BakeChoices, asset: BakeJob['body']['asset']) {
  return {
    asset,
    targets: choices.faceTarget === null ? [...FACE_TARGETS] : [choices.faceTarget],
    curves: [...plan.curves],
    curveColumn: plan.curveColumn,
  };
}

/** Asset tags: where a clip comes from and how it was made. */
function describeSource({ source, skeleton, settings }: MotionHeader): Record<string, string> {
  const kept = Object.fromEntries(Object.entries(settings).filter(([name]) => !LISTED.has(name)));
  return {
    'AvatarTracker.Source': basename(source.file) || 'unknown',
    'AvatarTracker.SourceSha256': source.sha256 || 'unknown',
    'AvatarTracker.SourceFormat': `${source.width}x${source.height}, ${source.fps} fps, ${source.durationSeconds} s`,
    'AvatarTracker.Skeleton': skeleton.name || 'unknown',
    'AvatarTracker.Settings': JSON.stringify(kept),
  };
}

type Parsed<T> =
  | { success: true; data: T }
  | { success: false; error: { issues: { path: PropertyKey[]; message: string }[] } };

function check<T>(parsed: Parsed<T>): T {
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  throw new AppError(
    'usage.invalid',
    `The bake cannot be described: ${issue.path.join('.')}: ${issue.message}.`,
  );
}
