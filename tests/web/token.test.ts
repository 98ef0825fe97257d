import { expect, test } from 'vitest';
import { forgetToken, keepToken, takeToken } from '../../sidecar/web/src/token.ts';
import { createMemory } from './memory.ts';

test('the token is taken out of the address once, and then out of the tab', () => {
  const store = createMemory();
  let cleared = 0;
  const take = (hash: string) => takeToken({ hash, clearHash: () => void cleared++, store });
  expect(take('')).toBeNull();
  expect(take('#other=1')).toBeNull();
  expect(cleared).toBe(0);
  expect(take('#token=ab-_9')).toBe('ab-_9');
  expect(cleared).toBe(1);
  expect(take('')).toBe('ab-_9');
  expect(take('#token=')).toBe('ab-_9');
  forgetToken(store);
  expect(take('')).toBeNull();
  keepToken(store, 'typed');
  expect(take('')).toBe('typed');
});
