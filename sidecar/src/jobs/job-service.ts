import type { Readable } from 'node:stream';
import type { Artifact, Job, JobState, ListJobs, SubmitJob } from '../protocol/job.ts';
import type { Skeleton } from '../protocol/motion.ts';
import type { MotionChunk, MotionTables } from '../protocol/motion-chunk.ts';
import type { Progress } from '../protocol/worker-messages.ts';

export interface SubmitExtras {
  /**
   * The input is an upload: it is moved into the job's folder and goes with the job. Only for a file that the
   * caller has made; the file that a client names stays where it is.
   */
  readonly upload?: { readonly name: string };
}

export interface OpenArtifact {
  readonly artifact: Artifact;
  /** The bytes from `start` to `end`, both of them counted; all without a range. Read it or destroy it. */
  read(range?: { readonly start: number; readonly end: number }): Readable;
}

/** What the service is doing now. */
export interface JobStats {
  readonly jobs: Readonly<Record<JobState, number>>;
  readonly workers: {
    /** How many may run at once. */
    readonly slots: number;
    readonly running: number;
    /** Processes that were started after another one had died in the middle of a job. */
    readonly restarts: number;
    /** Resident bytes of the workers that run, as they told last. */
    readonly residentBytes: number;
  };
}

/** Everything that happens to jobs; names of {@link JobService.on}. */
export interface JobEvents {
  /** The job changed its state, its error or its warnings; also right after `submit`. */
  job: [job: Job];
  progress: [id: string, progress: Progress];
  /** Before the first `keyframes` of an attempt: a subscriber starts anew. */
  tables: [id: string, tables: MotionTables];
  /** Live keyframes of a job that was submitted with `live`. */
  keyframes: [id: string, chunk: MotionChunk];
  /** A stage of a job has ended. */
  stage: [id: string, stage: { readonly name: string; readonly seconds: number; readonly frames: number }];
}

/**
 * Jobs that survive: submitted, queued, tracked in worker processes, kept in the workspace. Every method
 * rejects with an AppError; an id that is not known is `job.not-found`.
 */
export interface JobService {
  /** Takes a job and resolves when it is stored, with the state `queued`. */
  submit(request: SubmitJob, extras?: SubmitExtras): Promise<Job>;
  get(id: string): Promise<Job>;
  /** Newest first; 100 unless `limit` says otherwise. */
  list(query?: ListJobs): Promise<Job[]>;
  /** Ends a job that has not ended; the job as it is when that is done. An ended job stays as it is. */
  cancel(id: string): Promise<Job>;
  /** Queues a failed or cancelled job again; it goes on from its last checkpoint. Else `job.not-ended`. */
  retry(id: string): Promise<Job>;
  /** Removes an ended job with its files. Else `job.not-ended`. */
  remove(id: string): Promise<void>;
  /** What a finished job made; empty while there is nothing. */
  artifacts(id: string): Promise<Artifact[]>;
  /** @throws AppError `artifact.not-found` */
  openArtifact(id: string, name: string): Promise<OpenArtifact>;
  /** Keeps a target skeleton; the same one has the same id. @throws AppError `skeleton.unknown-bone` */
  addSkeleton(skeleton: Skeleton): Promise<string>;
  /** Tables of a live job that has sent some in this attempt, for those who come later. */
  liveTables(id: string): MotionTables | null;
  stats(): Promise<JobStats>;
  /** Folder for uploads that are not submitted yet; emptied at the start. */
  readonly uploadDir: string;
  on<E extends keyof JobEvents>(event: E, listener: (...values: JobEvents[E]) => void): void;
  off<E extends keyof JobEvents>(event: E, listener: (...values: JobEvents[E]) => void): void;
  /** Stops the workers; their jobs are queued again and go on at the next start. */
  close(): Promise<void>;
}
