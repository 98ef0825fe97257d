import type { JobService } from '../../jobs/job-service.ts';
import { ENDED_STATES, type Job, type JobState } from '../../protocol/job.ts';
import type { FaceKind } from '../../protocol/keyframes.ts';
import type { MotionChunk, MotionTables } from '../../protocol/motion-chunk.ts';
import { encodeChunk, encodeTables } from './stream-messages.ts';

/** One watcher of a job's live keyframes. */
export interface LiveSink {
  /** The stream starts, or starts anew. */
  tables(bytes: Uint8Array): void;
  keyframes(bytes: Uint8Array, frames: number): void;
  /** The job has ended; nothing follows. */
  end(): void;
}

/** Gives live keyframes to all who watch; a chunk is encoded once for all that want the same face. */
export interface LiveHub {
  /** Starts with the tables when there are any; returns what ends it. */
  watch(job: string, face: FaceKind, sink: LiveSink): () => void;
  close(): void;
}

interface LiveJob {
  tables: MotionTables;
  /** Of the next chunk. */
  sequence: number;
}

export function createLiveHub(jobs: JobService): LiveHub {
  const live = new Map<string, LiveJob>();
  const watchers = new Map<string, Map<FaceKind, Set<LiveSink>>>();

  const tablesCame = (job: string, tables: MotionTables): void => {
    live.set(job, { tables, sequence: 0 });
    for (const [face, sinks] of watchers.get(job) ?? []) {
      const bytes = encodeTables({ job, stream: 'live', face }, tables);
      for (const sink of sinks) sink.tables(bytes);
    }
  };
  const chunkCame = (job: string, chunk: MotionChunk): void => {
    const state = live.get(job);
    if (state === undefined) return;
    const sequence = state.sequence++;
    for (const [face, sinks] of watchers.get(job) ?? []) {
      if (sinks.size === 0) continue;
      const bytes = encodeChunk({ job, stream: 'live', face }, state.tables, { sequence, chunk });
      for (const sink of sinks) sink.keyframes(bytes, chunk.count);
    }
  };
  const jobChanged = ({ id, state }: Job): void => {
    if (state === 'running') return;
    live.delete(id);
    if (!(ENDED_STATES as readonly JobState[]).includes(state)) return;
    const faces = watchers.get(id);
    watchers.delete(id);
    for (const sinks of faces?.values() ?? []) for (const sink of sinks) sink.end();
  };
  jobs.on('tables', tablesCame);
  jobs.on('keyframes', chunkCame);
  jobs.on('job', jobChanged);

  return {
    watch(job, face, sink) {
      const faces = watchers.get(job) ?? new Map<FaceKind, Set<LiveSink>>();
      const sinks = faces.get(face) ?? new Set<LiveSink>();
      watchers.set(job, faces.set(face, sinks.add(sink)));
      const tables = live.get(job)?.tables ?? jobs.liveTables(job);
      if (tables !== null && tables !== undefined) {
        if (!live.has(job)) live.set(job, { tables, sequence: 0 });
        sink.tables(encodeTables({ job, stream: 'live', face }, tables));
      }
      return () => {
        sinks.delete(sink);
        if ([...faces.values()].every(({ size }) => size === 0)) watchers.delete(job);
      };
    },
    close() {
      jobs.off('tables', tablesCame);
      jobs.off('keyframes', chunkCame);
      jobs.off('job', jobChanged);
    },
  };
}
