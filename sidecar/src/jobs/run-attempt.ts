import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { toAssetName } from '../bake/asset-name.ts';
import type { Report } from '../protocol/report.ts';
import type { FromWorker } from '../protocol/worker-messages.ts';
import type { ArtifactStore } from './artifacts/artifact-store.ts';
import type { Skeletons } from './skeletons.ts';
import type { StoredJob } from './store/job-store.ts';
import type { WorkerPool } from './workers/worker-pool.ts';
import type { WorkspacePaths } from './workspace/open-workspace.ts';

export interface AttemptTools {
  readonly workspace: WorkspacePaths;
  readonly pool: WorkerPool;
  readonly artifacts: ArtifactStore;
  readonly skeletons: Skeletons;
}

/** Folder of a job's artifacts inside its own. */
export const ARTIFACT_FOLDER = 'out';

/**
 * One attempt at a job, from the clip to the kept artifacts. What it wrote on the way is gone afterwards, however
 * it ends; finished segments stay as checkpoints, for the next attempt.
 */
export async function runAttempt(
  job: StoredJob,
  { workspace, pool, artifacts, skeletons }: AttemptTools,
  events: { signal: AbortSignal; onMessage(message: FromWorker): void },
): Promise<Report> {
  const folder = workspace.job(job.id);
  const workDir = join(folder, `work-${job.attempts}`);
  await mkdir(workDir, { recursive: true });
  try {
    const skeleton = (await skeletons.find(job.skeleton)) ?? undefined;
    const report = await pool.run(
      {
        input: job.input.path,
        workDir,
        outDir: join(folder, ARTIFACT_FOLDER),
        options: job.options,
        checkpoints: workspace.checkpoints,
        skeleton,
        asset: { ...job.bake, name: toAssetName(job.name), folder: job.assetPath ?? undefined },
        live: job.live,
      },
      events,
    );
    await artifacts.put(job.id, workDir, report);
    return report;
  } finally {
    await rm(workDir, { recursive: true, force: true });
  }
}
