import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { VideoInfo } from '../protocol/frame.ts';
import { readProgram } from '../protocol/program.ts';
import { OUTPUT_KINDS, type Output, type Report } from '../protocol/report.ts';
import { hashFile } from '../video/hash-file.ts';
import { clipSource } from './clip-source.ts';
import { OUTPUT_FILES } from './output-files.ts';
import type { MeasuredClip } from './report/measure-clip.ts';
import { writePage } from './report/write-page.ts';
import type { RunContext } from './run-context.ts';
import type { SolvedMotion } from './solve-motion.ts';
import type { TrackedClip } from './track-clip.ts';

export interface RunResults {
  readonly info: VideoInfo;
  readonly tracked: TrackedClip;
  readonly motion: SolvedMotion;
  readonly measured: MeasuredClip;
  readonly pictures: Promise<ReadonlyMap<number, Uint8Array>>;
  readonly unreal: string;
}

/** Writes `report.html` and, as the last file of a run, `report.json`. */
export async function writeReport(run: RunContext, results: RunResults): Promise<Report> {
  const { motion, measured } = results;
  const { quality } = measured;
  await run.clock.time('report', async () => {
    const pictures = await results.pictures;
    const report = buildReport(run, results, { quality, outputs: [] });
    await writePage(run, { ...measured, pictures, header: motion.header, report });
  });
  const outputs = await describeOutputs(run.job.workDir);
  const report = buildReport(run, results, { quality, outputs });
  await writeFile(join(run.job.workDir, OUTPUT_FILES.report), `${JSON.stringify(report, null, 2)}\n`);
  return report;
}

function buildReport(
  run: RunContext,
  results: RunResults,
  { quality, outputs }: Pick<Report, 'quality' | 'outputs'>,
): Report {
  const { info, tracked, motion, unreal } = results;
  const totalSeconds = run.clock.total();
  const { framesDecoded, truncated } = tracked.outcome;
  return {
    format: 'avatar-tracker.report',
    version: 1,
    program: { ...readProgram(), node: process.version, platform: `${process.platform}-${process.arch}` },
    source: {
      ...clipSource(info),
      codec: info.codec,
      rotation: info.rotation,
      variableFrameRate: info.variableFrameRate,
      hasAudio: info.hasAudio,
    },
    options: run.job.options,
    models: [...tracked.models],
    frames: {
      decoded: framesDecoded,
      tracked: tracked.framesTracked,
      motion: motion.header.frameCount,
      truncated,
    },
    regions: tracked.regions,
    quality,
    timings: { stages: { ...run.clock.stages }, totalSeconds, fps: framesDecoded / totalSeconds },
    // the runtime counts kilobytes of 1024 bytes
    memory: { workerPeakMb: (process.resourceUsage().maxRSS * 1024) / 1e6 },
    warnings: [...run.warnings],
    outputs,
    unreal,
  };
}

async function describeOutputs(folder: string): Promise<Output[]> {
  const described = OUTPUT_KINDS.map(async (kind): Promise<Output[]> => {
    const file = OUTPUT_FILES[kind];
    const path = join(folder, file);
    const size = await stat(path).catch(() => null);
    return size === null ? [] : [{ kind, file, bytes: size.size, sha256: await hashFile(path) }];
  });
  return (await Promise.all(described)).flat();
}
