import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import { writeBakeBatch } from '../../bake/write-bake-batch.ts';
import type { ForkedWorker } from '../../pipeline/fork-worker.ts';
import { OUTPUT_FILES } from '../../pipeline/output-files.ts';
import { writeWhole } from '../../pipeline/segments/write-whole.ts';
import { type BatchClip, type BatchManifest, BatchManifestSchema } from '../../protocol/batch-manifest.ts';
import { AppError } from '../../protocol/errors.ts';
import { readProgram } from '../../protocol/program.ts';
import type { FromWorker } from '../../protocol/worker-messages.ts';
import { listCheckpoints, removeCheckpoints } from '../housekeeping/checkpoint-folders.ts';
import { DEFAULT_RETENTION, outdated } from '../housekeeping/retention.ts';
import { defaultSlots } from '../workers/default-slots.ts';
import { createWorkerPool } from '../workers/worker-pool.ts';
import type { BatchRequest } from './batch-request.ts';
import { findClips } from './find-clips.ts';
import { lockFolder } from './lock-folder.ts';
import { planBatch } from './plan-batch.ts';
import { trackBatchClip } from './track-batch-clip.ts';
import { writeSummary } from './write-summary.ts';

export interface BatchEvents {
  readonly signal: AbortSignal;
  /** The batch as it starts: what waits and what is done already. */
  onStart(clips: readonly BatchClip[]): void;
  /** A clip is done, or failed. */
  onClip(clip: BatchClip): void;
  /** What the worker of a clip says. */
  onMessage(clip: BatchClip, message: FromWorker): void;
  /** How a worker is started; another one in tests. */
  readonly fork?: () => ForkedWorker;
}

export const MANIFEST = 'manifest.json';
/** Finished segments: they save the tracking when a batch is started again, with other options of the solve too. */
const CHECKPOINTS = '.checkpoints';

/**
 * Tracks many clips, some at once, each into a folder of its own below `out`; one that fails harms no other. What an
 * earlier run has done is left as it is. The manifest is written after every clip: a batch that is broken off, however
 * that happens, goes on where it was when it is started again.
 * @throws AppError `input.*` for arguments that name no clips, `workspace.locked` while another batch writes into
 *   `out`, `job.cancelled`
 */
export async function runBatch(request: BatchRequest, events: BatchEvents): Promise<BatchManifest> {
  const out = resolve(request.out);
  const found = await findClips(request.inputs);
  const wanted = found.filter(({ input }) => !input.startsWith(out + sep));
  await mkdir(out, { recursive: true });
  const unlock = await lockFolder(out);
  try {
    await removeRemains(out);
    const earlier = await readManifest(out);
    const clips = await planBatch(wanted, { ...request, out, earlier, again: request.again ?? false });
    const inputs = new Set(wanted.map(({ input }) => input));
    const save = () => writeManifest(out, clips);
    await save();
    events.onStart(clips.filter(({ input }) => inputs.has(input)));
    await trackAll(
      clips.filter(({ input, state }) => inputs.has(input) && state !== 'done'),
      { clips, out, request, events, save },
    );
    return await save();
  } finally {
    await cleanUp(out);
    await unlock();
  }
}

interface Running {
  readonly clips: BatchClip[];
  readonly out: string;
  readonly request: BatchRequest;
  readonly events: BatchEvents;
  save(): Promise<unknown>;
}

async function trackAll(
  waiting: readonly BatchClip[],
  { clips, out, request, events, save }: Running,
): Promise<void> {
  const slots = defaultSlots(request.workers);
  const pool = createWorkerPool(slots, events.fork);
  const rest = waiting.values();
  let saving = Promise.resolve<unknown>(undefined);
  const work = async (): Promise<void> => {
    for (const clip of rest) {
      events.signal.throwIfAborted();
      const ended = await trackBatchClip(clip, {
        out,
        pool,
        request,
        checkpoints: join(out, CHECKPOINTS),
        signal: events.signal,
        onMessage: (message) => events.onMessage(clip, message),
      });
      clips[clips.indexOf(clip)] = ended;
      // one after the other: the newest state is written last
      saving = saving.then(save);
      await saving;
      events.onClip(ended);
    }
  };
  const workers = await Promise.allSettled(Array.from({ length: slots.count }, work));
  const failed = workers.find((worker) => worker.status === 'rejected');
  if (failed) throw failed.reason;
}

async function readManifest(out: string): Promise<BatchManifest | null> {
  const text = await readFile(join(out, MANIFEST), 'utf8').catch(() => null);
  if (text === null) return null;
  try {
    return BatchManifestSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new AppError('input.invalid', `${join(out, MANIFEST)} is no manifest of a batch.`, { cause });
  }
}

/** The manifest, its summary for people, and the script that bakes what is done. */
async function writeManifest(out: string, clips: readonly BatchClip[]): Promise<BatchManifest> {
  const done = clips.filter(({ state }) => state === 'done');
  const jobs = done.map(({ asset }) => join(out, asset, OUTPUT_FILES.job));
  const manifest: BatchManifest = {
    format: 'avatar-tracker.batch',
    version: 1,
    program: readProgram(),
    clips: [...clips],
    unreal: jobs.length === 0 ? null : (await writeBakeBatch(jobs, out)).unrealLine,
  };
  await writeWhole(join(out, MANIFEST), `${JSON.stringify(manifest, null, 1)}\n`);
  await writeSummary(out, manifest);
  return manifest;
}

/** What a run that was killed was writing. */
async function removeRemains(out: string): Promise<void> {
  for (const name of await readdir(out))
    if (/^\..+\.partial(\.old)?$/.test(name)) await rm(join(out, name), { recursive: true, force: true });
}

async function cleanUp(out: string): Promise<void> {
  const root = join(out, CHECKPOINTS);
  const kept = await listCheckpoints(root).catch(() => []);
  const { checkpointBytes: bytes } = DEFAULT_RETENTION;
  for (const id of outdated(kept, { days: null, bytes, now: Date.now() })) await removeCheckpoints(root, id);
}
