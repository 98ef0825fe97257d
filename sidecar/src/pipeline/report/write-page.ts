import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { VideoInfo } from '../../protocol/frame.ts';
import type { MotionHeader } from '../../protocol/motion.ts';
import type { Report } from '../../protocol/report.ts';
import { OUTPUT_FILES } from '../output-files.ts';
import type { RunContext } from '../run-context.ts';
import { grabPictures } from './grab-pictures.ts';
import { renderPage } from './page/render-page.ts';
import type { Measured } from './quality-meter.ts';
import type { BadFrame } from './worst-frames.ts';

export interface PageInput extends Measured {
  readonly info: VideoInfo;
  readonly header: MotionHeader;
  readonly report: Report;
}

/** Writes `report.html`: the report for a person, with pictures of the worst frames. */
export async function writePage(
  run: RunContext,
  { info, header, report, quality, start, bad }: PageInput,
): Promise<void> {
  const pictures = await picturesOf(run, info, bad);
  const page = renderPage({
    report,
    quality,
    timeline: { from: start, to: start + header.frameCount / header.fps, fps: header.fps },
    worst: bad.map((frame) => ({ ...frame, picture: pictures.get(frame.time) ?? null })),
  });
  await writeFile(join(run.job.workDir, OUTPUT_FILES.page), page);
}

/** By their times. A clip whose pictures cannot be had again still gets its page. */
async function picturesOf(
  run: RunContext,
  info: VideoInfo,
  bad: readonly BadFrame[],
): Promise<Map<number, Buffer | null>> {
  const times = bad.map(({ time }) => time).sort((a, b) => a - b);
  try {
    const pictures = await grabPictures(info, { times, signal: run.signal });
    return new Map(times.map((time, k) => [time, pictures[k] ?? null]));
  } catch (error) {
    run.signal.throwIfAborted();
    run.warn(`The report has no pictures: ${(error as Error).message}`);
    return new Map();
  }
}
