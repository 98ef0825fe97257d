import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MotionHeader } from '../../protocol/motion.ts';
import type { Report } from '../../protocol/report.ts';
import { OUTPUT_FILES } from '../output-files.ts';
import type { RunContext } from '../run-context.ts';
import { renderPage } from './page/render-page.ts';
import type { Measured } from './quality-meter.ts';

export interface PageInput extends Measured {
  readonly pictures: ReadonlyMap<number, Uint8Array>;
  readonly header: MotionHeader;
  readonly report: Report;
}

/** Writes `report.html`: the report for a person, with pictures of the worst frames. */
export async function writePage(
  run: RunContext,
  { pictures, header, report, quality, start, bad }: PageInput,
): Promise<void> {
  const page = renderPage({
    report,
    quality,
    timeline: { from: start, to: start + header.frameCount / header.fps, fps: header.fps },
    worst: bad.map((frame) => ({ ...frame, picture: pictures.get(frame.time) ?? null })),
  });
  await writeFile(join(run.job.workDir, OUTPUT_FILES.page), page);
}
