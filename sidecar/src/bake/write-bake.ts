import { join } from 'node:path';
import type { BakeChoices } from '../protocol/bake-choices.ts';
import type { BakeJob } from '../protocol/bake-job.ts';
import type { MotionHeader } from '../protocol/motion.ts';
import { assembleScript } from './assemble-script.ts';
import { createAtomicFile, writeAtomicText } from './atomic-file.ts';
import { createSpanCollector } from './collect-spans.ts';
import { type BakeReferences, describeJob } from './describe-job.ts';
import { planBake } from './plan-bake.ts';
import { unrealLine } from './unreal-line.ts';
import { type MotionFrames, writeData } from './write-data.ts';

const STEM = 'build_animation';

export interface BakeOptions extends BakeReferences {
  /** Name of the clip, after which its assets are named. Default: from the video's file name. */
  readonly name?: string;
  /** Folder, names, targets and what is made besides the two animations; what is left out has its default. */
  readonly choices?: Partial<BakeChoices>;
  readonly signal?: AbortSignal;
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
  const { name, choices = {}, audio, video, signal } = options;
  const draft = describeJob(motion.header, { plan, file: `${STEM}.bin`, name, choices, audio, video });
  const spans = createSpanCollector(motion.header);
  const data = await createAtomicFile(path('bin'));
  try {
    await writeData(data, motion, { plan, signal, onFrame: spans.add });
    const sha256 = await data.commit();
    const job: BakeJob = {
      ...draft,
      data: { ...draft.data, bytes: data.bytes, sha256 },
      notifies: draft.notifies === null ? null : { ...draft.notifies, ...spans.finish() },
      metadata: { ...draft.metadata, 'AvatarTracker.DataSha256': sha256 },
    };
    await writeAtomicText(path('py'), await assembleScript());
    await writeAtomicText(path('json'), `${JSON.stringify(job, null, 1)}\n`);
  } finally {
    await data.discard();
  }
  return { script: path('py'), data: path('bin'), job: path('json'), unrealLine: unrealLine(path('py')) };
}
