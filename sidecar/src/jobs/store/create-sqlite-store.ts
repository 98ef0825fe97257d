import { defaultTrackOptions } from '../../protocol/default-options.ts';
import { JOB_STATES, type JobState } from '../../protocol/job.ts';
import type { JobStore, StoredJob } from './job-store.ts';
import type { SqliteDatabase } from './sqlite-database.ts';

/** Jobs in the database of a workspace: a row each, the job itself as JSON beside what is looked up. */
export function createSqliteStore(database: SqliteDatabase): JobStore {
  const insert = database.prepare<[string, string, string]>(
    'INSERT INTO jobs (id, state, job) VALUES (?, ?, ?)',
  );
  const select = database.prepare<[string], { job: string }>('SELECT job FROM jobs WHERE id = ?');
  const update = database.prepare<[string, string | null, string, string]>(
    'UPDATE jobs SET state = ?, finished_at = ?, job = ? WHERE id = ?',
  );
  const page = database.prepare<
    { state: string | null; before: string | null; limit: number },
    { job: string }
  >(
    `SELECT job FROM jobs WHERE (@state IS NULL OR state = @state)
       AND (@before IS NULL OR seq < (SELECT seq FROM jobs WHERE id = @before))
     ORDER BY seq DESC LIMIT @limit`,
  );
  const count = database.prepare<[], { state: JobState; jobs: number }>(
    'SELECT state, count(*) AS jobs FROM jobs GROUP BY state',
  );
  const ended = database.prepare<[], { id: string; finishedAt: string }>(
    'SELECT id, finished_at AS finishedAt FROM jobs WHERE finished_at IS NOT NULL ORDER BY finished_at, seq',
  );
  const remove = database.prepare<[string]>('DELETE FROM jobs WHERE id = ?');

  const read = (id: string): StoredJob | null => parse(select.get(id));
  const change = database.transaction((id: string, from: readonly JobState[], part: Partial<StoredJob>) => {
    const job = read(id);
    if (job === null || !from.includes(job.state)) return null;
    const changed = { ...job, ...part, id };
    update.run(changed.state, changed.finishedAt, JSON.stringify(changed), id);
    return changed;
  });
  return {
    insert: async (job) => void insert.run(job.id, job.state, JSON.stringify(job)),
    get: async (id) => read(id),
    change: async (id, from, part) => change.immediate(id, from, part),
    list: async ({ state = null, before = null, limit }) =>
      page.all({ state, before, limit }).map((row) => parse(row)!),
    async counts() {
      const counts = Object.fromEntries(JOB_STATES.map((state) => [state, 0])) as Record<JobState, number>;
      for (const { state, jobs } of count.all()) counts[state] = jobs;
      return counts;
    },
    ended: async () => ended.all(),
    remove: async (id) => void remove.run(id),
    close: async () => void database.close(),
  };
}

/** A job that an earlier version wrote lacks the options that came later: it gets their defaults. */
function parse(row: { job: string } | undefined): StoredJob | null {
  if (row === undefined) return null;
  const job = JSON.parse(row.job) as StoredJob;
  return { ...job, options: { ...defaultTrackOptions(job.options.mode), ...job.options } };
}
