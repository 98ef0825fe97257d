import { join } from 'node:path';
import type { ForkedWorker } from '../pipeline/fork-worker.ts';
import { createFolderArtifacts } from './artifacts/create-folder-artifacts.ts';
import type { Retention } from './housekeeping/retention.ts';
import { startHousekeeping } from './housekeeping/start-housekeeping.ts';
import { createJobRunner, type RunnerTools, type ServiceLog } from './job-runner.ts';
import type { JobService } from './job-service.ts';
import { createSqliteQueue } from './queue/create-sqlite-queue.ts';
import { recoverJobs } from './recover-jobs.ts';
import { ARTIFACT_FOLDER } from './run-attempt.ts';
import { createServiceEvents } from './service-events.ts';
import { serviceMethods, visibleJob } from './service-methods.ts';
import { createSkeletons } from './skeletons.ts';
import { createSqliteStore } from './store/create-sqlite-store.ts';
import { MIGRATIONS } from './store/migrations.ts';
import { openDatabase } from './store/sqlite-database.ts';
import { defaultSlots } from './workers/default-slots.ts';
import { createWorkerPool } from './workers/worker-pool.ts';
import { openWorkspace, type Workspace } from './workspace/open-workspace.ts';

export interface JobServiceOptions {
  /** Default: `workspace` in the user's data folder. */
  readonly workspace?: string;
  /** Workers that run at once; default: by cores and memory. */
  readonly workers?: number;
  /** Jobs that may wait; default 10,000. */
  readonly mostQueued?: number;
  readonly retention?: Partial<Retention>;
  readonly log?: ServiceLog;
  /** How a worker is started; another one in tests. */
  readonly fork?: () => ForkedWorker;
}

const MOST_QUEUED = 10_000;
const SILENT: ServiceLog = { info() {}, warn() {} };

/**
 * Opens the workspace, takes up the jobs that an earlier process left, and starts.
 * @throws AppError `workspace.locked`, `workspace.invalid`, `store.unavailable`, `output.*`
 * @example
 * const service = await createJobService({ workspace: 'lab' });
 * service.on('job', ({ id, state }) => console.log(id, state));
 * await service.submit({ input: { path: 'hello.mp4' } });
 */
export async function createJobService(options: JobServiceOptions = {}): Promise<JobService> {
  const workspace = await openWorkspace(options.workspace);
  try {
    return await openService(workspace, options);
  } catch (error) {
    workspace.release();
    throw error;
  }
}

async function openService(workspace: Workspace, options: JobServiceOptions): Promise<JobService> {
  const database = await openDatabase(workspace.database, { migrations: MIGRATIONS });
  const events = createServiceEvents();
  const tools: RunnerTools = {
    workspace,
    events,
    store: createSqliteStore(database),
    queue: createSqliteQueue(database),
    artifacts: createFolderArtifacts((id) => join(workspace.job(id), ARTIFACT_FOLDER)),
    skeletons: createSkeletons(workspace.skeletons),
    pool: createWorkerPool(defaultSlots(options.workers), options.fork),
    log: options.log ?? SILENT,
    announce: (job) => void events.emitter.emit('job', visibleJob(job, events)),
  };
  const recovered = await recoverJobs(tools);
  const runner = createJobRunner(tools);
  const housekeeping = startHousekeeping(tools, options.retention);
  runner.wake();
  // whoever asked for the service has it, and may have begun to listen, before the next turn
  setImmediate(() => {
    for (const job of recovered) tools.announce(job);
  });
  return {
    ...serviceMethods(tools, runner, options.mostQueued ?? MOST_QUEUED),
    async close() {
      housekeeping.stop();
      await runner.close();
      await tools.store.close();
      workspace.release();
    },
  };
}
