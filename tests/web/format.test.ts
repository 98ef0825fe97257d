import { expect, test } from 'vitest';
import { BODY_TYPES } from '../../sidecar/src/skeleton/metahuman-skeleton.ts';
import { bodyTypeWords, clock, percent, size, wait } from '../../sidecar/web/src/format.ts';

test('times', () => {
  expect([0, 4.364, 59.999, 61.5, -1].map(clock)).toEqual([
    '0:00.00',
    '0:04.36',
    '1:00.00',
    '1:01.50',
    '0:00.00',
  ]);
  expect([0, 7.2, 60, 61, 3600, 7500].map(wait)).toEqual([
    '1 s',
    '8 s',
    '1 min',
    '2 min',
    '1 h',
    '2 h 5 min',
  ]);
});

test('sizes', () => {
  expect([0, 999, 1000, 99_949, 99_950, 999_499, 999_500, 12e9].map(size)).toEqual([
    '0 B',
    '999 B',
    '1.0 kB',
    '99.9 kB',
    '100 kB',
    '999 kB',
    '1.0 MB',
    '12.0 GB',
  ]);
  expect(percent(0.976)).toBe('98 %');
});

test('every body type has words, and no two have the same', () => {
  expect(bodyTypeWords('f_med_nrw')).toBe('Female, medium, average');
  const words = BODY_TYPES.map(bodyTypeWords);
  expect(new Set(words).size).toBe(BODY_TYPES.length);
  for (const text of words) expect(text).toMatch(/^(Female|Male), \w+, \w+$/);
  expect(bodyTypeWords('0123abcd')).toBe('0123abcd');
});
