import { basename, join, resolve } from 'node:path';
import { MANIFEST, runBatch } from '../../jobs/batch/run-batch.ts';
import { SUMMARY } from '../../jobs/batch/write-summary.ts';
import type { BatchClip, BatchManifest } from '../../protocol/batch-manifest.ts';
import { AppError } from '../../protocol/errors.ts';
import { type BakeFlags, bakeChoices } from '../bake-flags.ts';
import type { CliContext } from '../cli-context.ts';
import { type ClipFlags, targetSkeleton, trackOptions } from '../clip-flags.ts';
import { printColumns } from '../ui/print-columns.ts';

/** The flags of `batch` as commander hands them over. */
export interface BatchFlags extends ClipFlags, BakeFlags {
  out: string;
  workers?: number;
  again: boolean;
  json: boolean;
  quiet: boolean;
  verbose: boolean;
}

/** Runs `batch`; throws `batch.failed` when a clip failed, after all others are done. */
export async function batchAction(
  inputs: readonly string[],
  flags: BatchFlags,
  { signal }: CliContext,
): Promise<void> {
  const { out, workers, again, json, quiet } = flags;
  const request = {
    inputs,
    out,
    workers,
    again,
    options: trackOptions(flags),
    skeleton: await targetSkeleton(flags),
    asset: (await bakeChoices(flags)) ?? undefined,
  };
  let total = 0;
  let ended = 0;
  const say = (line: string) => void (json || quiet || process.stderr.write(`${line}\n`));
  const tell = (event: object) => void (json && process.stdout.write(`${JSON.stringify(event)}\n`));
  const manifest = await runBatch(request, {
    signal,
    onStart(clips) {
      total = clips.length;
      ended = clips.filter(({ state }) => state === 'done').length;
      say(`${total} clips, ${ended} of them done already`);
      tell({ event: 'start', clips: total, done: ended });
    },
    onClip(clip) {
      ended++;
      say(`${ended} of ${total}  ${describe(clip)}`);
      tell({ event: 'clip', clip });
    },
    onMessage(clip, message) {
      if (message.type === 'progress') tell({ event: 'progress', input: clip.input, ...message.progress });
      if (message.type === 'warning') {
        tell({ event: 'warning', input: clip.input, message: message.message });
        if (flags.verbose) say(`${basename(clip.input)}: ${message.message}`);
      }
    },
  });
  tell({ event: 'result', manifest });
  if (!json && !quiet) printSummary(out, manifest);
  const failed = manifest.clips.filter(({ state }) => state === 'failed');
  if (failed.length > 0)
    throw new AppError('batch.failed', `${failed.length} of ${manifest.clips.length} clips failed.`);
}

function describe({ input, state, result, error }: BatchClip): string {
  const name = basename(input);
  if (result !== null) return `${name}  ${result.frames} frames, ${result.fps.toFixed(1)} fps`;
  return `${name}  ${state}: ${error?.message ?? ''}`;
}

function printSummary(out: string, { clips, unreal }: BatchManifest): void {
  const percent = (share: number | undefined) => (share === undefined ? '' : `${Math.round(share * 100)} %`);
  printColumns([
    ['clip', 'asset', 'state', 'frames', 'body', 'left', 'right', 'face', 'problem'],
    ...clips.map(({ input, asset, state, result, error }) => [
      basename(input),
      asset,
      state,
      result === null ? '' : String(result.frames),
      percent(result?.regions.body.presence),
      percent(result?.regions.leftHand.presence),
      percent(result?.regions.rightHand.presence),
      percent(result?.regions.face.presence),
      error?.code ?? '',
    ]),
  ]);
  const folder = resolve(out);
  process.stdout.write(`\n${join(folder, MANIFEST)}\n${join(folder, SUMMARY)}\n`);
  if (unreal !== null) process.stdout.write(`In Unreal Editor, in the Output Log:\n  ${unreal}\n`);
}
