import { type ChildProcess, execFileSync, fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createJobService } from '../../sidecar/src/jobs/create-job-service.ts';
import type { JobService } from '../../sidecar/src/jobs/job-service.ts';
import { type ForkedWorker, forkWorker } from '../../sidecar/src/pipeline/fork-worker.ts';
import type { Job } from '../../sidecar/src/protocol/job.ts';
import { type Report, ReportSchema } from '../../sidecar/src/protocol/report.ts';
import { findFfmpeg } from '../../sidecar/src/video/find-ffmpeg.ts';
import { run } from '../sidecar/cli/command-line.ts';
import { ended } from '../sidecar/jobs/quick-service.ts';

const at = (path: string) => new URL(`../../${path}`, import.meta.url);
const options = { mode: 'ultra-fast', device: 'cpu' } as const;
/** Everything that a run makes but `report.json` and its page, which tell how long it took. */
const SAME = [
  'landmarks.jsonl.gz',
  'motion.jsonl.gz',
  'build_animation.py',
  'build_animation.bin',
  'build_animation.json',
];

let folder = '';
let clip = '';
let whole: Record<string, string> = {};
const running: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'resume-'));
  clip = join(folder, 'slow.mp4');
  // the sample at 1.4 frames a second lasts 89 s: two segments, and little to track
  const { ffmpeg } = await findFfmpeg();
  const input = ['-v', 'error', '-i', fileURLToPath(at('tests/fixtures/sample.mp4'))];
  execFileSync(ffmpeg, [
    ...input,
    '-an',
    '-vf',
    'setpts=N/1.4/TB',
    '-r',
    '1.4',
    '-c:v',
    'mpeg4',
    '-q:v',
    '2',
    clip,
  ]);
  const out = join(folder, 'whole');
  const { code, stderr } = await run([
    'track',
    clip,
    '--out',
    out,
    '--mode',
    options.mode,
    '--device',
    'cpu',
  ]);
  expect([code, stderr.includes('error')]).toEqual([0, false]);
  whole = digests((name) => readFileSync(join(out, name)));
});
afterAll(async () => {
  for (const end of running) await end();
  rmSync(folder, { recursive: true, force: true });
});

function digests(read: (name: string) => Buffer): Record<string, string> {
  return Object.fromEntries(
    SAME.map((name) => [name, createHash('sha256').update(read(name)).digest('hex')]),
  );
}

async function open(
  workspace: string,
  { workers = 1 } = {},
): Promise<JobService & { forked: ForkedWorker[] }> {
  const forked: ForkedWorker[] = [];
  const service = await createJobService({
    workspace: join(folder, workspace),
    workers,
    fork() {
      const worker = forkWorker(at('sidecar/dist/pipeline/worker-main.js'));
      forked.push(worker);
      return worker;
    },
  });
  running.push(() => service.close());
  return Object.assign(service, { forked });
}

/** What a finished job made: the digests of its files, its report, and how often the pose model ran. */
async function results(service: JobService, id: string) {
  const read = async (name: string) =>
    Buffer.concat(await (await service.openArtifact(id, name)).read().toArray());
  const files = new Map<string, Buffer>();
  for (const name of [...SAME, 'report.json']) files.set(name, await read(name));
  const report: Report = ReportSchema.parse(JSON.parse(files.get('report.json')!.toString()));
  const pose = report.models.find(({ file }) => file.startsWith('pose_landmark'))!;
  return { files: digests((name) => files.get(name)!), poseRuns: pose.runs, report };
}

/** Resolves when a segment of the clip is kept; default the first. */
async function checkpoint(workspace: string, index = 0): Promise<void> {
  const root = join(folder, workspace, 'checkpoints');
  const there = () =>
    existsSync(root) &&
    readdirSync(root, { recursive: true }).some((name) => String(name).endsWith(`000${index}.segment`));
  while (!there()) await new Promise((resolve) => setTimeout(resolve, 5));
}

const doneWell = (job: Job, attempts: number) =>
  expect([job.state, job.attempts, job.error]).toEqual(['done', attempts, null]);

describe('a clip of two segments', { timeout: 240_000 }, () => {
  test('that one worker tracks, killed in the middle, gives the files of a whole run', async () => {
    const service = await open('killed-worker');
    const { id } = await service.submit({ input: { path: clip }, options });
    await checkpoint('killed-worker');
    service.forked[0]!.kill('SIGKILL');
    doneWell(await ended(service, id), 2);
    const { files, poseRuns, report } = await results(service, id);
    expect(files).toEqual(whole);
    expect(report.frames.tracked).toBe(63);
    // the second segment of about 34 tracked frames with its run-in alone
    expect(poseRuns).toBeGreaterThan(20);
    expect(poseRuns).toBeLessThan(45);

    const again = await service.submit({ input: { path: clip }, options: { ...options, fps: 60 } });
    doneWell(await ended(service, again.id), 1);
    const solved = await results(service, again.id);
    expect(solved.poseRuns).toBe(0);
    expect(solved.files['landmarks.jsonl.gz']).toBe(whole['landmarks.jsonl.gz']);
    expect(solved.files['motion.jsonl.gz']).not.toBe(whole['motion.jsonl.gz']);
  });

  test('goes on after the service was killed', async () => {
    const server = fork(at('sidecar/scripts/soak/server.mjs'), [join(folder, 'killed-server'), '1', 'real'], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    await said(server, 'open');
    server.send({ type: 'submit', path: clip, options });
    const { id } = await said(server, 'taken');
    await checkpoint('killed-server');
    const gone = new Promise((resolve) => server.on('exit', resolve));
    server.kill('SIGKILL');
    await gone;
    const service = await open('killed-server');
    doneWell(await ended(service, id), 2);
    expect((await results(service, id)).files).toEqual(whole);
  });

  test('shared by two workers gives the same files', async () => {
    const service = await open('shared', { workers: 2 });
    const { id } = await service.submit({ input: { path: clip }, options });
    while (service.forked.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    // the leader waits until the helper has done its share, however slow its start is
    service.forked[0]!.child.kill('SIGSTOP');
    await checkpoint('shared', 1);
    service.forked[0]!.child.kill('SIGCONT');
    doneWell(await ended(service, id), 1);
    expect(service.forked).toHaveLength(2);
    const { files, poseRuns } = await results(service, id);
    expect(files).toEqual(whole);
    expect(poseRuns).toBeLessThan(45);
  });
});

function said(server: ChildProcess, type: string): Promise<{ id: string }> {
  return new Promise((resolve, reject) => {
    server.on(
      'message',
      (message: { type: string; id: string }) => message.type === type && resolve(message),
    );
    server.on('exit', () => reject(new Error(`ended before it said ${type}`)));
  });
}
