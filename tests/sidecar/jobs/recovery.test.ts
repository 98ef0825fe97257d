import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openDatabase } from '../../../sidecar/src/jobs/store/sqlite-database.ts';
import { ended, quickService, reached } from './quick-service.ts';

const bench = quickService();

describe('a service that is started again', () => {
  test('goes on with the jobs that ran and waited, in their order', async () => {
    const first = await bench.open();
    const path = bench.clip({ ms: 300 });
    const running = await first.submit({ input: { path } });
    const waiting = await first.submit({ input: { path: bench.clip() } });
    await reached(first, running.id, ({ state }) => state === 'running');
    await first.close();
    const second = await bench.open();
    const order: string[] = [];
    second.on('job', ({ id, state }) => state === 'done' && order.push(id));
    expect(await ended(second, running.id)).toMatchObject({ state: 'done', attempts: 2, error: null });
    expect(await ended(second, waiting.id)).toMatchObject({ state: 'done', attempts: 1 });
    expect(order).toEqual([running.id, waiting.id]);
  });

  test('takes a job as done whose artifacts were in place when the process ended', async () => {
    const first = await bench.open();
    const { id } = await first.submit({ input: { path: bench.clip() } });
    await ended(first, id);
    await first.close();
    await rewind(id);
    const second = await bench.open();
    const told = await new Promise<string>((resolve) =>
      second.on('job', (job) => resolve(`${job.id} ${job.state}`)),
    );
    expect(told).toBe(`${id} done`);
    expect(await second.get(id)).toMatchObject({ state: 'done', attempts: 1 });
    expect(await second.artifacts(id)).toHaveLength(6);
  });

  test('removes what was half written', async () => {
    await (await bench.open()).close();
    const dir = (...parts: string[]) => join(bench.workspace, ...parts);
    mkdirSync(dir('jobs', 'ab12345678', 'work-1'), { recursive: true });
    mkdirSync(dir('checkpoints', 'key'), { recursive: true });
    writeFileSync(dir('checkpoints', 'key', '0000.segment.12.partial'), 'x');
    writeFileSync(dir('checkpoints', 'key', '0000.segment'), 'x');
    writeFileSync(dir('uploads', 'left'), 'x');
    await bench.open();
    expect(readdirSync(dir('jobs'))).toEqual([]);
    expect(readdirSync(dir('checkpoints', 'key'))).toEqual(['0000.segment']);
    expect(readdirSync(dir('uploads'))).toEqual([]);
  });

  /** Puts the database back to what it was when the job had started. */
  async function rewind(id: string): Promise<void> {
    const database = await openDatabase(join(bench.workspace, 'jobs.sqlite3'), { migrations: [''] });
    const { job } = database.prepare<[string], { job: string }>('SELECT job FROM jobs WHERE id = ?').get(id)!;
    const running = JSON.stringify({ ...JSON.parse(job), state: 'running', finishedAt: null });
    database.prepare("UPDATE jobs SET state = 'running', finished_at = NULL, job = ?").run(running);
    database.close();
  }
});

describe('a workspace', () => {
  test('serves one service at a time', async () => {
    const first = await bench.open();
    await expect(bench.open()).rejects.toMatchObject({ code: 'workspace.locked' });
    await first.close();
    await bench.open();
  });

  test('that cannot be written is told', async () => {
    const file = join(bench.folder, 'file');
    writeFileSync(file, '');
    await expect(bench.open({ workspace: join(file, 'inside') })).rejects.toMatchObject({
      code: 'output.not-writable',
    });
  });

  test('of a newer version is refused and left as it is', async () => {
    await (await bench.open()).close();
    const file = join(bench.workspace, 'jobs.sqlite3');
    const newer = await openDatabase(file, { migrations: Array.from({ length: 99 }, () => '') });
    newer.close();
    await expect(bench.open()).rejects.toMatchObject({
      code: 'workspace.invalid',
      message: 'The database has version 99; this program knows 1.',
    });
  });

  test('with a damaged database is told', async () => {
    await (await bench.open()).close();
    writeFileSync(
      join(bench.workspace, 'jobs.sqlite3'),
      'this is no database, and long enough to be read as one',
    );
    await expect(bench.open()).rejects.toMatchObject({ code: 'workspace.invalid' });
  });
});
