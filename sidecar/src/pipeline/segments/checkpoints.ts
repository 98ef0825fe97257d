import { mkdir, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import {
  checkSegment,
  createSegmentWriter,
  readSegment,
  type SegmentEnd,
  type SegmentWriter,
} from './segment-file.ts';
import type { TrackedLandmarks } from './segment-record.ts';

/** The finished segments of one clip, tracked in one way. */
export interface Checkpoints {
  /** Where they lie; what else is made of the same landmarks may be kept there too. */
  readonly folder: string;
  /** Segments that are there and whole. */
  readonly done: ReadonlyMap<number, SegmentEnd>;
  /** Looks again whether a segment that somebody else tracked is there. */
  refresh(index: number): Promise<void>;
  write(index: number): Promise<SegmentWriter>;
  /** The frames of a segment that is done. */
  read(index: number): AsyncGenerator<TrackedLandmarks>;
}

/**
 * @param root folder of all checkpoints
 * @param key see `trackKey`
 * @param segments how many the clip has
 */
export async function openCheckpoints(root: string, key: string, segments: number): Promise<Checkpoints> {
  const folder = join(root, key);
  await mkdir(folder, { recursive: true });
  // what is used is not old: see the clean-up of the workspace
  await utimes(folder, new Date(), new Date());
  const done = new Map<number, SegmentEnd>();
  const path = (index: number) => join(folder, `${String(index).padStart(4, '0')}.segment`);
  const refresh = async (index: number) => {
    const end = await checkSegment(path(index));
    if (end !== null) done.set(index, end);
  };
  for (let index = 0; index < segments; index++) await refresh(index);
  return {
    folder,
    done,
    refresh,
    write: (index) => createSegmentWriter(path(index)),
    read: (index) => readSegment(path(index), done.get(index)!),
  };
}
