import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { OWN_FILES } from '../../pipeline/output-files.ts';
import { stageOutput } from '../../pipeline/stage-output.ts';
import type { BatchClip } from '../../protocol/batch-manifest.ts';
import { toAppError } from '../../protocol/errors.ts';
import type { Report } from '../../protocol/report.ts';
import type { FromWorker } from '../../protocol/worker-messages.ts';
import { checkInput } from '../../video/check-input.ts';
import { retryDelay } from '../retry-delay.ts';
import type { WorkerPool } from '../workers/worker-pool.ts';
import type { BatchRequest } from './batch-request.ts';

export interface ClipTools {
  readonly out: string;
  readonly pool: WorkerPool;
  readonly request: Pick<BatchRequest, 'skeleton' | 'asset'>;
  readonly checkpoints: string;
  readonly signal: AbortSignal;
  onMessage(message: FromWorker): void;
}

/** Attempts at a clip whose failure may pass. */
const MOST_FAILURES = 3;

/** Tracks one clip of a batch into its folder; the record says how that ended. Rejects only when it is stopped. */
export async function trackBatchClip(clip: BatchClip, tools: ClipTools): Promise<BatchClip> {
  for (let failures = 1; ; failures++) {
    try {
      return await attempt(clip, tools);
    } catch (thrown) {
      const { code, message, fix, retryable } = toAppError(thrown);
      if (tools.signal.aborted) throw thrown;
      if (!retryable || failures === MOST_FAILURES)
        return { ...clip, state: 'failed', source: null, result: null, error: { code, message, fix } };
      await wait(retryDelay(failures, 0), undefined, { signal: tools.signal });
    }
  }
}

async function attempt(clip: BatchClip, tools: ClipTools): Promise<BatchClip> {
  const { out, pool, request, checkpoints, signal, onMessage } = tools;
  await checkInput(clip.input);
  const { size, mtimeMs } = await stat(clip.input);
  const staged = await stageOutput(join(out, clip.asset), { force: true, ours: OWN_FILES });
  try {
    const { workDir, outDir } = staged;
    const { skeleton } = request;
    const asset = { ...request.asset, name: clip.asset };
    const report = await pool.run(
      { input: clip.input, workDir, outDir, options: clip.options, checkpoints, skeleton, asset },
      { signal, onMessage },
    );
    await staged.commit();
    const source = { bytes: size, modifiedMs: mtimeMs, sha256: report.source.sha256 };
    return { ...clip, state: 'done', source, result: resultOf(clip, report), error: null };
  } catch (error) {
    await staged.discard();
    throw error;
  }
}

function resultOf({ asset }: BatchClip, report: Report): BatchClip['result'] {
  return {
    frames: report.frames.tracked,
    seconds: report.timings.totalSeconds,
    fps: report.timings.fps,
    regions: report.regions,
    warnings: report.warnings,
    outputs: report.outputs.map((output) => ({ ...output, file: `${asset}/${output.file}` })),
  };
}
