import { randomBytes } from 'node:crypto';
import { basename, extname, resolve } from 'node:path';
import { resolveOptions } from '../protocol/default-options.ts';
import { AppError } from '../protocol/errors.ts';
import { type SubmitJob, SubmitJobSchema } from '../protocol/job.ts';
import { BODY_TYPES } from '../skeleton/metahuman-skeleton.ts';
import type { StoredJob } from './store/job-store.ts';

/** 80 bits, in letters and digits that every file system keeps apart. */
export function newJobId(): string {
  const digits = BigInt(`0x${randomBytes(10).toString('hex')}`).toString(36);
  return digits.padStart(16, '0');
}

/**
 * A job as it is taken: every choice filled in, queued.
 * @throws AppError `usage.invalid` for a request that is not of the schema
 */
export function newJob(id: string, request: SubmitJob, { now = new Date(), inputName = '' } = {}): StoredJob {
  const parsed = SubmitJobSchema.safeParse(request);
  if (!parsed.success) {
    const { path, message } = parsed.error.issues[0]!;
    throw new AppError('usage.invalid', `The job cannot be taken: ${[...path, message].join(': ')}.`);
  }
  const {
    input,
    skeleton,
    name,
    priority = 0,
    assetPath = null,
    live = false,
    webhook = null,
    bake,
  } = parsed.data;
  const options = resolveOptions(parsed.data.options);
  const path = resolve(input.path);
  const file = inputName || basename(path);
  return {
    id,
    name: (name ?? basename(file, extname(file))).slice(0, 200) || 'clip',
    state: 'queued',
    priority,
    input: { path, name: file },
    options:
      skeleton !== undefined && BODY_TYPES.includes(skeleton) ? { ...options, bodyType: skeleton } : options,
    skeleton: skeleton ?? options.bodyType,
    assetPath,
    bake,
    live,
    webhook,
    attempts: 0,
    failures: 0,
    createdAt: now.toISOString(),
    startedAt: null,
    finishedAt: null,
    notBefore: null,
    error: null,
    warnings: [],
  };
}
