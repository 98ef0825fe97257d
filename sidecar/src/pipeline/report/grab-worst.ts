import type { Prepared } from '../prepare-run.ts';
import type { RunContext } from '../run-context.ts';
import { grabPictures } from './grab-pictures.ts';
import { keepPicture, recallPicture } from './kept-pictures.ts';
import type { BadFrame } from './worst-frames.ts';

/**
 * Pictures of the worst frames, by their times. Wait for them when the page is written: ffmpeg works beside the bake.
 * A clip whose pictures cannot be had again still gets its page.
 */
export function grabWorst(
  run: RunContext,
  clip: Prepared,
  bad: readonly BadFrame[],
): Promise<ReadonlyMap<number, Uint8Array>> {
  const pictures = grab(run, clip, bad);
  // a failure is thrown when it is waited for; until then it must not count as unhandled
  pictures.catch(() => {});
  return pictures;
}

async function grab(
  run: RunContext,
  { info, checkpoints }: Prepared,
  bad: readonly BadFrame[],
): Promise<ReadonlyMap<number, Uint8Array>> {
  const folder = checkpoints?.folder ?? null;
  const found = new Map<number, Uint8Array>();
  const times: number[] = [];
  for (const time of bad.map((frame) => frame.time).sort((a, b) => a - b)) {
    const kept = await recallPicture(folder, time);
    if (kept === null) times.push(time);
    else found.set(time, kept);
  }
  try {
    const pictures = await grabPictures(info, { times, signal: run.signal });
    for (const [k, picture] of pictures.entries()) {
      if (picture === null) continue;
      found.set(times[k]!, picture);
      await keepPicture(folder, times[k]!, picture);
    }
  } catch (error) {
    run.signal.throwIfAborted();
    run.warn(`The report has no pictures: ${(error as Error).message}`);
  }
  return found;
}
