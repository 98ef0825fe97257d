import type { Job, JobState, ListJobs } from '../../protocol/job.ts';

/** Everything of a job that is kept; progress is told and not kept. */
export interface StoredJob extends Omit<Job, 'progress'> {
  /** Attempts that failed since the job was submitted or retried by hand; others were broken off with the service. */
  readonly failures: number;
}

/** Remembers jobs. The service is its only writer; whatever stands behind keeps what a resolved call has said. */
export interface JobStore {
  insert(job: StoredJob): Promise<void>;
  get(id: string): Promise<StoredJob | null>;
  /**
   * Changes a job that is in one of the states `from`, and gives it as it is then; null when it is in another one,
   * or gone. Two callers never both change it out of a state: a job ends once.
   */
  change(id: string, from: readonly JobState[], change: Partial<StoredJob>): Promise<StoredJob | null>;
  /** Newest first. */
  list(query: ListJobs & { limit: number }): Promise<StoredJob[]>;
  counts(): Promise<Record<JobState, number>>;
  /** Ended jobs, the one that ended first first. */
  ended(): Promise<Pick<StoredJob, 'id' | 'finishedAt'>[]>;
  remove(id: string): Promise<void>;
  close(): Promise<void>;
}
