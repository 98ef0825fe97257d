import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { createJobService, type JobServiceOptions } from '../../../sidecar/src/jobs/create-job-service.ts';
import type { JobService } from '../../../sidecar/src/jobs/job-service.ts';
import { forkWorker } from '../../../sidecar/src/pipeline/fork-worker.ts';
import { ENDED_STATES, type Job } from '../../../sidecar/src/protocol/job.ts';

const entry = new URL('../../../sidecar/scripts/soak/quick-worker.mjs', import.meta.url);

/** What a clip of the quick worker says. */
export interface ClipPlan {
  ms?: number;
  fail?: string;
  die?: boolean;
  times?: number;
  segments?: number;
}

export interface Bench {
  folder: string;
  workspace: string;
  /** Writes a clip and gives its path. */
  clip(plan?: ClipPlan, name?: string): string;
  open(options?: JobServiceOptions): Promise<JobService>;
}

/** A folder for each test, with services that do their jobs in milliseconds; all of them are closed after it. */
export function quickService(): Bench {
  const services: JobService[] = [];
  const bench: Bench = {
    folder: '',
    workspace: '',
    clip(plan = {}, name = `clip ${Math.random()}.mp4`) {
      const path = join(bench.folder, name);
      writeFileSync(path, `${JSON.stringify(plan)}\n${name}`);
      return path;
    },
    async open(options = {}) {
      const service = await createJobService({
        workspace: bench.workspace,
        workers: 1,
        fork: () => forkWorker(entry),
        ...options,
      });
      services.push(service);
      return service;
    },
  };
  beforeEach(() => {
    bench.folder = mkdtempSync(join(tmpdir(), 'jobs-'));
    bench.workspace = join(bench.folder, 'workspace');
  });
  afterEach(async () => {
    for (const service of services.splice(0)) await service.close().catch(() => {});
    rmSync(bench.folder, { recursive: true, force: true });
  });
  return bench;
}

/** The job when it has ended. */
export function ended(service: JobService, id: string): Promise<Job> {
  return reached(service, id, ({ state }) => ENDED_STATES.some((end) => end === state));
}

/** The job when it is as wanted. */
export async function reached(service: JobService, id: string, wanted: (job: Job) => boolean): Promise<Job> {
  return await new Promise((resolve, reject) => {
    const look = (job: Job) => {
      if (job.id !== id || !wanted(job)) return;
      service.off('job', look);
      resolve(job);
    };
    service.on('job', look);
    service.get(id).then(look, reject);
  });
}
