import { EventEmitter } from 'node:events';
import type { MotionTables } from '../protocol/motion-chunk.ts';
import type { FromWorker, Progress } from '../protocol/worker-messages.ts';
import type { JobEvents } from './job-service.ts';

/** What is known of running jobs and not kept, and those who are told. */
export interface ServiceEvents {
  readonly emitter: EventEmitter<JobEvents>;
  progress(id: string): Progress | null;
  tables(id: string): MotionTables | null;
  warnings(id: string): readonly string[];
  /** A worker said something of a job. */
  hear(id: string, message: FromWorker): void;
  /** The attempt is over. */
  forget(id: string): void;
}

export function createServiceEvents(): ServiceEvents {
  const emitter = new EventEmitter<JobEvents>();
  // every connection of the server listens
  emitter.setMaxListeners(0);
  const progress = new Map<string, Progress>();
  const tables = new Map<string, MotionTables>();
  const warnings = new Map<string, string[]>();
  return {
    emitter,
    progress: (id) => progress.get(id) ?? null,
    tables: (id) => tables.get(id) ?? null,
    warnings: (id) => warnings.get(id) ?? [],
    hear(id, message) {
      if (message.type === 'progress') {
        progress.set(id, message.progress);
        emitter.emit('progress', id, message.progress);
      } else if (message.type === 'tables') {
        tables.set(id, message.tables);
        emitter.emit('tables', id, message.tables);
      } else if (message.type === 'keyframes') emitter.emit('keyframes', id, message.chunk);
      else if (message.type === 'warning') warnings.set(id, [...(warnings.get(id) ?? []), message.message]);
    },
    forget(id) {
      for (const map of [progress, tables, warnings]) map.delete(id);
    },
  };
}
