import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { forkWorker } from '../../../sidecar/src/pipeline/fork-worker.ts';
import { superviseWorker } from '../../../sidecar/src/pipeline/supervise-worker.ts';
import { defaultTrackOptions } from '../../../sidecar/src/protocol/default-options.ts';
import type { FromWorker } from '../../../sidecar/src/protocol/worker-messages.ts';

const entry = new URL('./workers/fake-worker.mjs', import.meta.url);

function supervise(
  act: string,
  { signal = new AbortController().signal, memoryCap = null as number | null } = {},
) {
  const worker = forkWorker(entry);
  const messages: FromWorker[] = [];
  let heard = () => {};
  const first = new Promise<void>((resolve) => {
    heard = resolve;
  });
  const result = superviseWorker(
    worker,
    { input: act, workDir: '/w', outDir: '/o', options: defaultTrackOptions() },
    {
      signal,
      memoryCap,
      onMessage(message) {
        messages.push(message);
        heard();
      },
    },
  );
  // a failure may come before the test looks at it
  result.catch(() => {});
  return { worker, messages, first, result };
}

/** Whether a process runs; one that has ended but was not yet collected by its new parent does not. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const stat = `/proc/${pid}/stat`;
  return !existsSync(stat) || !readFileSync(stat, 'utf8').includes(') Z ');
}

async function ended(pid: number): Promise<boolean> {
  const until = performance.now() + 2000;
  while (isAlive(pid) && performance.now() < until) await new Promise((resolve) => setImmediate(resolve));
  return !isAlive(pid);
}

describe('superviseWorker', () => {
  test("rejects with the worker's own error, stack included, after its progress", async () => {
    const { result, messages, worker } = supervise('progress');
    await expect(result).rejects.toMatchObject({
      code: 'input.empty',
      message: 'Empty.',
      stack: 'where it happened',
    });
    expect(messages).toEqual([
      {
        type: 'progress',
        progress: { stage: 'track', framesDone: 1, framesTotal: 2, fps: 3, etaSeconds: 4 },
      },
    ]);
    expect(isAlive(worker.child.pid!)).toBe(false);
  });

  test('a native crash names the signal and the last two lines of stderr', async () => {
    await expect(supervise('crash').result).rejects.toMatchObject({
      code: 'worker.died',
      message: 'The tracking process was ended by SIGSEGV: first line native code gave up.',
    });
  });

  test('an end without a result names the exit code', async () => {
    await expect(supervise('exit').result).rejects.toMatchObject({
      code: 'worker.died',
      message: 'The tracking process ended with code 3.',
    });
  });

  test('a message of an unknown kind is a defect', async () => {
    await expect(supervise('gibberish').result).rejects.toMatchObject({ code: 'internal' });
  });

  test('a worker over its memory cap is ended', async () => {
    const { result, worker } = supervise('greedy', { memoryCap: 1e9 });
    await expect(result).rejects.toMatchObject({
      code: 'worker.died',
      message: 'The tracking process held 5000 MB of memory, more than the 1000 MB it may.',
    });
    expect(isAlive(worker.child.pid!)).toBe(false);
  });

  test('a cancel ends a deaf worker and its children within a second', async () => {
    const stop = new AbortController();
    const { result, first, messages, worker } = supervise('deaf', { signal: stop.signal });
    await first;
    const grandchild = Number((messages[0] as { message: string }).message.split(' ')[1]);
    expect(isAlive(grandchild)).toBe(true);
    const started = performance.now();
    stop.abort();
    await expect(result).rejects.toMatchObject({ code: 'job.cancelled' });
    expect(performance.now() - started).toBeLessThan(1000);
    expect(isAlive(worker.child.pid!)).toBe(false);
    expect(await ended(grandchild)).toBe(true);
  });

  test('a job that is cancelled before it starts is not started', async () => {
    await expect(supervise('deaf', { signal: AbortSignal.abort() }).result).rejects.toMatchObject({
      code: 'job.cancelled',
    });
  });

  test('a worker that cannot be started is worker.died', async () => {
    const worker = forkWorker(new URL('./workers/none.mjs', import.meta.url));
    const result = superviseWorker(
      worker,
      { input: 'a', workDir: '/w', outDir: '/o', options: defaultTrackOptions() },
      { signal: new AbortController().signal, onMessage() {} },
    );
    await expect(result).rejects.toMatchObject({ code: 'worker.died' });
  });
});
