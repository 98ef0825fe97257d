import { mkdir, rename, rm } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { SubmitJob } from '../protocol/job.ts';
import { checkInput } from '../video/check-input.ts';
import type { RunnerTools } from './job-runner.ts';
import type { SubmitExtras } from './job-service.ts';
import { newJob, newJobId } from './new-job.ts';
import type { StoredJob } from './store/job-store.ts';

/** Folder of an upload inside its job's. */
const INPUT_FOLDER = 'input';
const LONGEST_NAME = 120;

/**
 * A job made of a request: its clip and its skeleton are there, an upload is in its place.
 * @throws AppError `usage.invalid`, `input.*`, `skeleton.not-found`
 */
export async function takeJob(
  request: SubmitJob,
  { upload, tools }: SubmitExtras & { tools: Pick<RunnerTools, 'workspace' | 'skeletons'> },
): Promise<StoredJob> {
  const job = newJob(newJobId(), request, { inputName: upload && lastPart(upload.name) });
  await checkInput(job.input.path);
  await tools.skeletons.find(job.skeleton);
  if (upload === undefined) return job;
  const folder = join(tools.workspace.job(job.id), INPUT_FOLDER);
  await mkdir(folder, { recursive: true });
  const path = join(folder, safeName(upload.name));
  try {
    await rename(job.input.path, path);
  } catch (error) {
    await rm(tools.workspace.job(job.id), { recursive: true, force: true });
    throw error;
  }
  return { ...job, input: { ...job.input, path } };
}

function lastPart(name: string): string {
  return name.replace(/^.*[/\\]/s, '');
}

/** A file name that every system takes, as near to the given one as can be. */
export function safeName(name: string): string {
  const plain = lastPart(name)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must go
    .replace(/[\u0000-\u001f<>:"|?*\u007f]/g, '_')
    .replace(/^[. ]+|[. ]+$/g, '');
  const extension = extname(plain).slice(0, 10);
  const stem = plain.slice(0, plain.length - extname(plain).length).slice(0, LONGEST_NAME);
  return `${/^(con|prn|aux|nul|com\d|lpt\d)?$/i.test(stem) ? 'clip' : stem}${extension}`;
}
