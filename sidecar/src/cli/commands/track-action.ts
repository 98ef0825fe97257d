import { existsSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runTrack, type TrackResult } from '../../pipeline/run-track.ts';
import { AppError } from '../../protocol/errors.ts';
import { PROGRAM_ROOT } from '../../protocol/program.ts';
import { type BakeFlags, bakeChoices } from '../bake-flags.ts';
import type { CliContext } from '../cli-context.ts';
import { type ClipFlags, targetSkeleton, trackOptions } from '../clip-flags.ts';
import { createLogger } from '../ui/logger.ts';
import {
  barProgress,
  jsonProgress,
  lineProgress,
  noProgress,
  type ProgressView,
} from '../ui/progress-view.ts';

const SAMPLE = fileURLToPath(new URL('tests/fixtures/sample.mp4', PROGRAM_ROOT));

/** The flags of `track` as commander hands them over. */
export interface TrackFlags extends ClipFlags, BakeFlags {
  out?: string;
  maxMemory?: number;
  force: boolean;
  json: boolean;
  quiet: boolean;
  verbose: boolean;
}

/** Runs `track`: one clip, or the sample, into one folder. */
export async function trackAction(
  clip: string | undefined,
  flags: TrackFlags,
  { signal, worker }: CliContext,
): Promise<void> {
  const options = trackOptions(flags);
  const asset = (await bakeChoices(flags)) ?? undefined;
  const input = clip ?? sample();
  const view = progressView(flags);
  const log = createLogger({ ...flags, beforeLine: view.clear });
  try {
    const result = await runTrack(
      {
        input,
        out: flags.out ?? defaultFolder(input),
        force: flags.force,
        options,
        skeleton: await targetSkeleton(flags),
        asset,
      },
      {
        signal,
        worker,
        memoryCap: flags.maxMemory === undefined ? null : flags.maxMemory * 1e6,
        onProgress: view.update,
        onWarning: log.warn,
        onDevice: (provider) => log.debug(`models run on ${provider}`),
      },
    );
    view.stop();
    printResult(result, flags);
  } finally {
    view.stop();
  }
}

function sample(): string {
  if (existsSync(SAMPLE)) return SAMPLE;
  throw new AppError('usage.invalid', 'No clip was given, and the bundled sample is not here.');
}

function defaultFolder(input: string): string {
  return join('out', basename(input, extname(input)));
}

function progressView({ json, quiet }: TrackFlags): ProgressView {
  if (json) return jsonProgress();
  if (quiet) return noProgress();
  return process.stderr.isTTY ? barProgress() : lineProgress();
}

function printResult({ outDir, report }: TrackResult, { json, quiet }: TrackFlags): void {
  if (json) {
    process.stdout.write(`${JSON.stringify({ event: 'result', outDir, report })}\n`);
    return;
  }
  if (quiet) return;
  const { tracked } = report.frames;
  const { fps, totalSeconds } = report.timings;
  const lines = [
    `Tracked ${tracked} frames in ${totalSeconds.toFixed(1)} s (${fps.toFixed(1)} fps). Results:`,
    ...report.outputs.map(({ file }) => `  ${join(outDir, file)}`),
    `  ${join(outDir, 'report.json')}`,
    'In Unreal Editor, in the Output Log:',
    `  ${report.unreal}`,
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}
