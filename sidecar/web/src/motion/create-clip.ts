import { CONFIDENCE_ORDER, type Keyframes, keyframeLayout } from '../../../src/protocol/keyframes.ts';
import type { Region } from '../../../src/protocol/report.ts';
import { float32Of } from '../../../src/protocol/typed-bytes.ts';
import type { WatchMessage } from '../api/create-watches.ts';
import { nearest } from './find-frame.ts';

/** What the rows of a stream mean, as its `tables` message says. */
export type Tables = Extract<WatchMessage, { type: 'tables' }>;

const FIRST_ROOM = 256;

/** A motion as it has come in so far. */
export interface Clip {
  readonly tables: Tables;
  readonly layout: ReturnType<typeof keyframeLayout>;
  /** Reference pose, 7 a bone: translation (cm), rotation; parent-local. */
  readonly rest: Float32Array;
  readonly count: number;
  append(frames: Keyframes): void;
  /** Seconds of the video. */
  timeOf(frame: number): number;
  /** The frame nearest to a time; -1 of an empty clip. */
  frameAt(time: number): number;
  /** Pelvis, rotations, face values and confidence of a frame; good until the next `append`. */
  row(frame: number): Float32Array;
  confidence(frame: number, region: Region): number;
  /** Names of the flags that are set. */
  flags(frame: number): string[];
}

export function createClip(tables: Tables): Clip {
  const layout = keyframeLayout(tables.bones.length, tables.face.length);
  let times = new Float64Array(FIRST_ROOM);
  let values = new Float32Array(FIRST_ROOM * layout.size);
  let flags = new Uint32Array(FIRST_ROOM);
  let count = 0;

  const grow = (frames: number) => {
    const room = Math.max(frames, times.length * 2);
    const into = <T extends { set(from: T): void }>(larger: T, old: T): T => {
      larger.set(old);
      return larger;
    };
    times = into(new Float64Array(room), times);
    values = into(new Float32Array(room * layout.size), values);
    flags = into(new Uint32Array(room), flags);
  };
  const row = (frame: number) => values.subarray(frame * layout.size, (frame + 1) * layout.size);
  return {
    tables,
    layout,
    rest: float32Of(tables.rest) ?? new Float32Array(tables.bones.length * 7),
    get count() {
      return count;
    },
    append(frames) {
      const end = count + frames.times.length;
      if (end > times.length) grow(end);
      times.set(frames.times, count);
      values.set(frames.values, count * layout.size);
      flags.set(frames.flags, count);
      count = end;
    },
    timeOf: (frame) => times[frame] ?? 0,
    frameAt: (time) => nearest(times, count, time),
    row,
    confidence: (frame, region) =>
      values[frame * layout.size + layout.confidence + CONFIDENCE_ORDER.indexOf(region)] ?? 0,
    flags: (frame) => tables.flags.filter((_, bit) => ((flags[frame]! >>> bit) & 1) === 1),
  };
}
