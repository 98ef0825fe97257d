import { describe, expect, test } from 'vitest';
import type { Job } from '../../../sidecar/src/protocol/job.ts';
import { createStore } from '../../../sidecar/web/src/store/create-store.ts';
import { failureOf, newsOf, withAnswer, withJob, withProgress } from '../../../sidecar/web/src/store/jobs.ts';

const job = (id: string, minute: number, fields: Partial<Job> = {}) =>
  ({
    id,
    name: id,
    input: { path: `/w/${id}.mp4`, name: `${id}.mp4` },
    state: 'queued',
    createdAt: `2026-01-01T00:0${minute}:00Z`,
    error: null,
    ...fields,
  }) as Job;

describe('jobs', () => {
  const three = [job('c', 3), job('b', 2), job('a', 1)];

  test('a new one takes its place by its time, a known one is replaced where it is', () => {
    expect(withJob(three, job('d', 4)).map(({ id }) => id)).toEqual(['d', 'c', 'b', 'a']);
    expect(withJob([three[0]!, three[2]!], three[1]!).map(({ id }) => id)).toEqual(['c', 'b', 'a']);
    expect(withJob(three, job('z', 0)).map(({ id }) => id)).toEqual(['c', 'b', 'a', 'z']);
    const changed = withJob(three, job('b', 2, { state: 'done' }));
    expect(changed.map(({ id, state }) => `${id} ${state}`)).toEqual(['c queued', 'b done', 'a queued']);
  });

  test('an answer that comes after later news does not undo it', () => {
    const done = withJob(three, job('b', 2, { state: 'done' }));
    expect(withAnswer(done, job('b', 2))).toBe(done);
    expect(withAnswer(done, job('d', 4))[0]!.id).toBe('d');
  });

  test('progress that comes after the end changes nothing', () => {
    const progress = { stage: 'track', framesDone: 1, framesTotal: 2, fps: 3, etaSeconds: 4 } as const;
    expect(withProgress(three, 'b', progress)).toBe(three);
    const running = withJob(three, job('b', 2, { state: 'running' }));
    expect(withProgress(running, 'b', progress)[1]!.progress).toBe(progress);
    expect(withProgress(running, 'x', progress)).toBe(running);
  });

  test('every change of state is news, a repetition is none', () => {
    expect(newsOf(undefined, job('a', 1))).toBe('a is in the queue');
    expect(newsOf(job('a', 1, { state: 'failed' }), job('a', 1))).toBe('a is in the queue again');
    expect(newsOf(job('a', 1), job('a', 1, { state: 'running' }))).toBe('a is being tracked');
    expect(newsOf(job('a', 1), job('a', 1, { state: 'done' }))).toBe('a is done');
    const error = { code: 'worker.died', message: '/w/a.mp4 broke.', fix: 'Run again.' } as const;
    expect(newsOf(job('a', 1), job('a', 1, { state: 'failed', error }))).toBe('a failed: a.mp4 broke.');
    expect(newsOf(job('a', 1), job('a', 1))).toBeNull();
    expect(failureOf(job('a', 1, { error }))).toBeNull();
  });
});

test('a store tells of changes and of nothing else', () => {
  const store = createStore({ a: 1, b: 'x' });
  const heard: number[] = [];
  const stop = store.subscribe(() => heard.push(store.get().a));
  store.set({ a: 1 });
  store.set({ a: 2 });
  store.set(({ a }) => ({ a: a + 1 }));
  stop();
  store.set({ a: 9 });
  expect(heard).toEqual([2, 3]);
  expect(store.get()).toEqual({ a: 9, b: 'x' });
});
