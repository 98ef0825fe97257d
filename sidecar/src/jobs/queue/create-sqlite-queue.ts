import type { SqliteDatabase } from '../store/sqlite-database.ts';
import type { JobQueue } from './job-queue.ts';

/** The queue in the database of a workspace. */
export function createSqliteQueue(database: SqliteDatabase): JobQueue {
  const push = database.prepare<[string, number, number, number]>(
    `INSERT INTO queue (id, priority, not_before, since) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`,
  );
  const take = database.prepare<[number], { id: string }>(
    `DELETE FROM queue WHERE id =
       (SELECT id FROM queue WHERE not_before <= ? ORDER BY priority DESC, since, seq LIMIT 1) RETURNING id`,
  );
  const remove = database.prepare<[string]>('DELETE FROM queue WHERE id = ?');
  const next = database.prepare<[number], { at: number | null }>(
    'SELECT min(not_before) AS at FROM queue WHERE not_before > ?',
  );
  const count = database.prepare<[], { jobs: number }>('SELECT count(*) AS jobs FROM queue');
  return {
    push: async (id, { priority, notBefore, since }) => void push.run(id, priority, notBefore, since),
    take: async (now) => take.get(now)?.id ?? null,
    remove: async (id) => remove.run(id).changes > 0,
    nextAt: async (now) => next.get(now)?.at ?? null,
    size: async () => count.get()!.jobs,
  };
}
