import { expect, test } from 'vitest';
import { startEarly } from '../../../sidecar/src/pipeline/start-early.ts';

function counted(count: number) {
  const said: string[] = [];
  async function* source() {
    try {
      for (let i = 0; i < count; i++) {
        said.push(`give ${i}`);
        yield i;
      }
      if (count === 0) throw new Error('nothing there');
    } finally {
      said.push('end');
    }
  }
  return { said, items: startEarly(source()) };
}

test('starts before it is read and gives every item once, in order', async () => {
  const { said, items } = counted(3);
  expect(said).toEqual(['give 0']);
  const read: number[] = [];
  for await (const item of items) read.push(item);
  expect(read).toEqual([0, 1, 2]);
  expect(said).toEqual(['give 0', 'give 1', 'give 2', 'end']);
});

test('tells a failure to the reader, not before', async () => {
  const { items } = counted(0);
  await new Promise((resolve) => setImmediate(resolve));
  await expect(items.next()).rejects.toThrow('nothing there');
});

test('a reader that leaves ends the source, and so does one that never came', async () => {
  const left = counted(3);
  for await (const item of left.items) if (item === 1) break;
  expect(left.said.at(-1)).toBe('end');
  const unread = counted(3);
  await unread.items.return?.();
  expect(unread.said).toEqual(['give 0', 'end']);
});
