import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createPublisher } from '../../../sidecar/web/src/review/create-publisher.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('the first goes out at once, of the others the latest, and the last one never stays behind', () => {
  const out: number[] = [];
  const publisher = createPublisher<number>(100, (value) => out.push(value));
  for (let i = 0; i < 10; i++) {
    publisher.push(i);
    vi.advanceTimersByTime(30);
  }
  expect(out).toEqual([0, 3, 6, 9]);
  publisher.push(10);
  publisher.push(11);
  publisher.flush();
  expect(out.at(-1)).toBe(11);
  const count = out.length;
  vi.advanceTimersByTime(1000);
  publisher.flush();
  expect(out).toHaveLength(count);
  publisher.push(12);
  expect(out.at(-1)).toBe(12);
});
