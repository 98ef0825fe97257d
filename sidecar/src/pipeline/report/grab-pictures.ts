import type { Frame, VideoInfo } from '../../protocol/frame.ts';
import { decodeVideo } from '../../video/decode-video.ts';

/** Longest side of the pictures, pixels. */
const SIDE = 384;
/** Frames within this time of each other are taken in one go, seconds: jumping costs more than decoding. */
const ONE_GO_SECONDS = 12;

export interface GrabOptions {
  /** Seconds from the clip's first frame, rising. */
  readonly times: readonly number[];
  readonly signal: AbortSignal;
}

/** JPEGs of the clip's frames nearest to some times; null where the clip gives none. */
export async function grabPictures(
  info: VideoInfo,
  { times, signal }: GrabOptions,
): Promise<(Uint8Array | null)[]> {
  const found = new Map<number, Uint8Array>();
  // one part of the clip after the other: a second ffmpeg would add 80 MB at 1080p to the peak of a run
  for (const group of groupTimes(times)) {
    const reach = 1.5 / info.fps;
    const from = Math.max(0, group[0]! - reach);
    const near = { times: group, reach };
    const to = group.at(-1)! + reach;
    const frames = decodeVideo(info, { from, to, near, maxSide: SIDE, picture: 'jpeg', signal });
    await takeNearest(frames, near, found);
  }
  return times.map((time) => found.get(time) ?? null);
}

function groupTimes(times: readonly number[]): number[][] {
  const groups: number[][] = [];
  for (const time of times) {
    const group = groups.at(-1);
    if (group !== undefined && time - group[0]! <= ONE_GO_SECONDS) group.push(time);
    else groups.push([time]);
  }
  return groups;
}

/** Keeps the frame nearest to each time. */
async function takeNearest(
  frames: AsyncIterable<Frame>,
  { times, reach }: { readonly times: readonly number[]; readonly reach: number },
  found: Map<number, Uint8Array>,
): Promise<void> {
  const off = new Map<number, number>();
  for await (const { time, data } of frames) {
    for (const wanted of times) {
      const distance = Math.abs(time - wanted);
      if (distance >= (off.get(wanted) ?? reach)) continue;
      off.set(wanted, distance);
      found.set(wanted, data);
    }
  }
}
