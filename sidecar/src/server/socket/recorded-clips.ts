import { randomBytes } from 'node:crypto';
import { type FileHandle, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { JobService } from '../../jobs/job-service.ts';
import { AppError, toAppError } from '../../protocol/errors.ts';
import { type FaceKind, RECORDED_CHUNK_FRAMES } from '../../protocol/keyframes.ts';
import { type MotionReader, readMotion } from './read-motion.ts';
import { encodeChunk, encodeTables, type StreamName } from './stream-messages.ts';

const MOTION_FILE = 'motion.jsonl.gz';
/** Encoded chunks that watchers who read at the same place share, a second each. */
const KEPT_CHUNKS = 32;

export interface RecordedChunk {
  readonly bytes: Uint8Array;
  readonly frames: number;
  /** Names that the flags of the tables must have for this chunk. */
  readonly flagNames: number;
}

/** The keyframes of a finished job as messages; made once, whoever and how many watch. */
export interface RecordedClip {
  /** Waits until the chunk is made; null past the end. @throws AppError for a damaged file. */
  chunk(sequence: number): Promise<RecordedChunk | null>;
  /** The message with the first `flagNames` flags. */
  tables(flagNames: number): Uint8Array;
  /** To be called once by whoever opened it. */
  release(): void;
}

/** Opens recorded clips; those who watch the same job with the same face share one. */
export interface RecordedClips {
  /** @throws AppError `artifact.not-found` */
  open(job: string, face: FaceKind): Promise<RecordedClip>;
}

interface Shared {
  readonly clip: Promise<SharedClip>;
  users: number;
}

type SharedClip = Omit<RecordedClip, 'release'> & { close(): Promise<void> };

/**
 * @param jobs Its upload folder, which is emptied at each start, also holds the messages of clips that are being
 *   watched: on the disk, so that memory does not grow with the clip or the watchers.
 */
export function createRecordedClips(jobs: JobService): RecordedClips {
  const shared = new Map<string, Shared>();
  return {
    async open(job, face) {
      const key = `${job} ${face}`;
      const entry = shared.get(key) ?? {
        clip: openShared(jobs, { job, stream: 'recorded', face }),
        users: 0,
      };
      shared.set(key, entry);
      entry.users++;
      const release = (): void => {
        if (--entry.users > 0) return;
        shared.delete(key);
        void entry.clip.then((clip) => clip.close()).catch(() => {});
      };
      try {
        const { chunk, tables } = await entry.clip;
        return { chunk, tables, release };
      } catch (error) {
        release();
        throw error;
      }
    },
  };
}

async function openShared(jobs: JobService, name: StreamName): Promise<SharedClip> {
  const { read } = await jobs.openArtifact(name.job, MOTION_FILE);
  const source = read();
  const path = join(jobs.uploadDir, `${randomBytes(12).toString('hex')}.stream`);
  try {
    const motion = await readMotion(source, RECORDED_CHUNK_FRAMES);
    const file = await open(path, 'wx+', 0o600);
    // where the system allows it the name goes at once: the file then ends with the process, however that ends
    if (process.platform !== 'win32') await rm(path, { force: true });
    return shareClip(motion, name, { file, path, stop: () => source.destroy() });
  } catch (error) {
    source.destroy();
    throw error;
  }
}

interface Entry {
  readonly at: number;
  readonly bytes: number;
  readonly frames: number;
  readonly flagNames: number;
}

function shareClip(
  motion: MotionReader,
  name: StreamName,
  { file, path, stop }: { file: FileHandle; path: string; stop: () => void },
): SharedClip {
  const entries: Entry[] = [];
  const kept = new Map<number, Promise<RecordedChunk>>();
  let news = signal();
  let end: { error: AppError | null } | null = null;

  const build = async (): Promise<void> => {
    let at = 0;
    for await (const chunk of motion.chunks) {
      const bytes = encodeChunk(name, motion.tables, { sequence: entries.length, chunk });
      await file.write(bytes, 0, bytes.length, at);
      entries.push({ at, bytes: bytes.length, frames: chunk.count, flagNames: motion.tables.flags.length });
      at += bytes.length;
      news.wake();
      news = signal();
    }
  };
  const built = build().then(
    () => finish(null),
    (thrown: unknown) => finish(toAppError(thrown)),
  );
  const finish = (error: AppError | null): void => {
    end = { error };
    news.wake();
  };
  const load = async ({ at, bytes, frames, flagNames }: Entry): Promise<RecordedChunk> => {
    const buffer = new Uint8Array(bytes);
    const { bytesRead } = await file.read(buffer, 0, bytes, at);
    if (bytesRead !== bytes) throw new AppError('output.disk-full', 'The stream on the disk breaks off.');
    return { bytes: buffer, frames, flagNames };
  };

  return {
    tables: (flagNames) =>
      encodeTables(name, { ...motion.tables, flags: motion.tables.flags.slice(0, flagNames) }),
    async chunk(sequence) {
      while (entries.length <= sequence && end === null) await news.woken;
      const entry = entries[sequence];
      if (entry === undefined) {
        const { error } = end as unknown as { error: AppError | null };
        if (error !== null) throw error;
        return null;
      }
      const loading = kept.get(sequence) ?? load(entry);
      kept.set(sequence, loading);
      if (kept.size > KEPT_CHUNKS) kept.delete(kept.keys().next().value!);
      return loading;
    },
    async close() {
      stop();
      await built;
      await file.close();
      await rm(path, { force: true });
    },
  };
}

/** A promise that others wait for. */
function signal(): { readonly woken: Promise<void>; wake(): void } {
  let wake = () => {};
  const woken = new Promise<void>((resolve) => {
    wake = resolve;
  });
  return { woken, wake };
}
