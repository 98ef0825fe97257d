import type { VideoInfo } from '../../protocol/frame.ts';
import type { RunContext } from '../run-context.ts';
import { grabPictures } from './grab-pictures.ts';
import type { BadFrame } from './worst-frames.ts';

/**
 * Pictures of the worst frames, by their times. Wait for them when the page is written: ffmpeg works beside the bake.
 * A clip whose pictures cannot be had again still gets its page.
 */
export function grabWorst(
  run: RunContext,
  info: VideoInfo,
  bad: readonly BadFrame[],
): Promise<ReadonlyMap<number, Uint8Array>> {
  const pictures = grab(run, info, bad);
  // a failure is thrown when it is waited for; until then it must not count as unhandled
  pictures.catch(() => {});
  return pictures;
}

async function grab(
  run: RunContext,
  info: VideoInfo,
  bad: readonly BadFrame[],
): Promise<ReadonlyMap<number, Uint8Array>> {
  const times = bad.map(({ time }) => time).sort((a, b) => a - b);
  try {
    const pictures = await grabPictures(info, { times, signal: run.signal });
    return new Map(times.flatMap((time, k) => (pictures[k] ? [[time, pictures[k]]] : [])));
  } catch (error) {
    run.signal.throwIfAborted();
    run.warn(`The report has no pictures: ${(error as Error).message}`);
    return new Map();
  }
}
