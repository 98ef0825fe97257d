import { createHash, randomBytes } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { JobEvents, JobService } from '../../../sidecar/src/jobs/job-service.ts';
import { defaultTrackOptions } from '../../../sidecar/src/protocol/default-options.ts';
import { AppError, type ErrorCode } from '../../../sidecar/src/protocol/errors.ts';
import type { Artifact, Job } from '../../../sidecar/src/protocol/job.ts';
import type { Skeleton } from '../../../sidecar/src/protocol/motion.ts';
import type { MotionTables } from '../../../sidecar/src/protocol/motion-chunk.ts';

/** A job service that does nothing by itself: a test says what happens to its jobs. */
export interface FakeJobService extends JobService {
  readonly skeletons: Skeleton[];
  emit<E extends keyof JobEvents>(event: E, ...values: JobEvents[E]): void;
  /** Puts the job into another state and tells so. */
  change(id: string, change: Partial<Job>): Job;
  /** Gives the job files, in this order. */
  giveFiles(id: string, files: Readonly<Record<string, Buffer | string>>): void;
  setLiveTables(id: string, tables: MotionTables): void;
  /** Makes the next call of any method fail. */
  failNext(error: Error): void;
  listeners(): number;
}

const KINDS: Readonly<Record<string, Artifact['kind']>> = {
  'motion.jsonl.gz': 'motion',
  'landmarks.jsonl.gz': 'landmarks',
  'build_animation.py': 'script',
  'report.json': 'report',
};

export function createFakeJobService(folder: string): FakeJobService {
  const events = new EventEmitter();
  events.setMaxListeners(0);
  const jobs = new Map<string, Job>();
  const files = new Map<string, Map<string, Buffer>>();
  const live = new Map<string, MotionTables>();
  const skeletons: Skeleton[] = [];
  let failure: Error | null = null;
  const uploadDir = join(folder, 'uploads');
  mkdirSync(uploadDir, { recursive: true });

  const find = (id: string): Job => {
    if (failure !== null) {
      const error = failure;
      failure = null;
      throw error;
    }
    const job = jobs.get(id);
    if (job === undefined) throw new AppError('job.not-found', 'There is no such job.');
    return job;
  };
  const change = (id: string, values: Partial<Job>): Job => {
    const job = { ...find(id), ...values };
    jobs.set(id, job);
    events.emit('job', job);
    return job;
  };
  const artifactsOf = (id: string): Artifact[] =>
    [...(files.get(id) ?? [])].map(([name, bytes]) => ({
      name,
      kind: KINDS[name] ?? 'data',
      bytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      contentType: name.endsWith('.json') ? 'application/json' : 'application/octet-stream',
    }));

  return {
    uploadDir,
    skeletons,
    async submit(request, extras) {
      if (failure !== null) find('');
      const name = extras?.upload?.name ?? request.input.path.split('/').pop()!;
      const job: Job = {
        id: randomBytes(8).toString('hex'),
        name: request.name ?? name,
        state: 'queued',
        priority: request.priority ?? 0,
        input: { path: request.input.path, name },
        options: { ...defaultTrackOptions(request.options?.mode), ...request.options },
        skeleton: request.skeleton ?? 'f_med_nrw',
        assetPath: request.assetPath ?? null,
        live: request.live ?? false,
        webhook: request.webhook ?? null,
        attempts: 0,
        createdAt: new Date(1e12).toISOString(),
        startedAt: null,
        finishedAt: null,
        notBefore: null,
        progress: null,
        error: null,
        warnings: [],
      };
      jobs.set(job.id, job);
      events.emit('job', job);
      return job;
    },
    get: async (id) => find(id),
    async list({ state, limit = 100 } = {}) {
      const all = [...jobs.values()].reverse();
      return all.filter((job) => state === undefined || job.state === state).slice(0, limit);
    },
    cancel: async (id) =>
      find(id).finishedAt === null ? change(id, { state: 'cancelled', finishedAt: NOW }) : find(id),
    async retry(id) {
      if (!['failed', 'cancelled'].includes(find(id).state))
        throw new AppError('job.not-ended', 'The job has not failed.');
      return change(id, { state: 'queued', finishedAt: null });
    },
    async remove(id) {
      if (find(id).finishedAt === null) throw new AppError('job.not-ended', 'The job has not ended.');
      jobs.delete(id);
    },
    async artifacts(id) {
      find(id);
      return artifactsOf(id);
    },
    async openArtifact(id, name) {
      find(id);
      const bytes = files.get(id)?.get(name);
      if (bytes === undefined) throw new AppError('artifact.not-found', 'The job has no such file.');
      return {
        artifact: artifactsOf(id).find((artifact) => artifact.name === name)!,
        read: (range) => Readable.from([range ? bytes.subarray(range.start, range.end + 1) : bytes]),
      };
    },
    async addSkeleton(skeleton) {
      if (!skeleton.bones.some(({ name }) => name === 'pelvis'))
        throw new AppError('skeleton.unknown-bone', 'The skeleton has no pelvis.');
      skeletons.push(skeleton);
      return `s${skeletons.length}`;
    },
    liveTables: (id) => live.get(id) ?? null,
    async stats() {
      const count = (state: Job['state']) => [...jobs.values()].filter((job) => job.state === state).length;
      return {
        jobs: {
          queued: count('queued'),
          running: count('running'),
          done: count('done'),
          failed: count('failed'),
          cancelled: count('cancelled'),
        },
        workers: { slots: 2, running: count('running'), restarts: 3, residentBytes: 4e8 },
      };
    },
    on: (event, listener) => void events.on(event, listener as (...values: unknown[]) => void),
    off: (event, listener) => void events.off(event, listener as (...values: unknown[]) => void),
    emit: (event, ...values) => void events.emit(event, ...values),
    change,
    giveFiles: (id, given) =>
      void files.set(id, new Map(Object.entries(given).map(([name, data]) => [name, Buffer.from(data)]))),
    setLiveTables: (id, tables) => void live.set(id, tables),
    failNext(error) {
      failure = error;
    },
    listeners: () => events.eventNames().reduce((sum, name) => sum + events.listenerCount(name), 0),
    close: async () => {},
  };
}

const NOW = new Date(1e12 + 5000).toISOString();

/** A job that ended with an error. */
export function failedWith(code: ErrorCode): Partial<Job> {
  const error = new AppError(code, 'Because.');
  return { state: 'failed', finishedAt: NOW, error: { code, message: error.message, fix: error.fix } };
}
