import { describe, expect, test } from 'vitest';
import type { JobService } from '../../../sidecar/src/jobs/job-service.ts';
import { ended, quickService, reached } from './quick-service.ts';

const bench = quickService();

/** Which process tracked each segment, as the quick worker writes it down. */
async function segmentsOf(
  service: JobService,
  id: string,
): Promise<{ index: number; by: string; pid: number }[]> {
  const { read } = await service.openArtifact(id, 'landmarks.jsonl.gz');
  const text = Buffer.concat(await read().toArray()).toString();
  return text
    .replace('landmarks of ', '')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

describe('a long clip', () => {
  test('is shared by all workers that have nothing else to do; each segment is tracked once', async () => {
    const service = await bench.open({ workers: 3 });
    const { id } = await service.submit({ input: { path: bench.clip({ segments: 40, ms: 60 }) } });
    expect(await ended(service, id)).toMatchObject({ state: 'done', attempts: 1 });
    const segments = await segmentsOf(service, id);
    expect(segments.map(({ index }) => index)).toEqual(Array.from({ length: 40 }, (_, i) => i));
    expect(new Set(segments.map(({ pid }) => pid)).size).toBe(3);
    expect(segments[0]!.by).toBe('lead');
    expect(segments[39]!.by).toBe('help');
  });

  test('is left to its leader when another job comes', async () => {
    const service = await bench.open({ workers: 2 });
    const long = await service.submit({ input: { path: bench.clip({ segments: 40, ms: 100 }) } });
    await reached(service, long.id, ({ state }) => state === 'running');
    while ((await service.stats()).workers.running < 2)
      await new Promise((resolve) => setTimeout(resolve, 20));
    const short = await service.submit({ input: { path: bench.clip() } });
    expect(await ended(service, short.id)).toMatchObject({ state: 'done' });
    expect(await service.get(long.id)).toMatchObject({ state: 'running' });
    expect(await ended(service, long.id)).toMatchObject({ state: 'done', attempts: 1 });
  });

  test('that is cancelled ends all its workers', async () => {
    const service = await bench.open({ workers: 2 });
    const { id } = await service.submit({ input: { path: bench.clip({ segments: 400, ms: 50 }) } });
    while ((await service.stats()).workers.running < 2)
      await new Promise((resolve) => setTimeout(resolve, 20));
    await service.cancel(id);
    expect((await service.stats()).workers).toMatchObject({ running: 0, residentBytes: 0 });
  });
});
