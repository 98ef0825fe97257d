import { describe, expect, test } from 'vitest';
import { parseTime, parseUnit, parseWhole } from '../../../sidecar/src/cli/parse-values.ts';

describe('parseTime', () => {
  test.each([
    ['0', 0],
    ['12.5', 12.5],
    ['1:02.5', 62.5],
    ['01:00:03', 3603],
  ])('%s is %d s', (text, seconds) => expect(parseTime(text)).toBe(seconds));

  test.each(['', '-1', '1:', ':1', '1:2:3:4', 'abc', '1e3', '1.2:3'])('refuses %j', (text) => {
    expect(() => parseTime(text)).toThrow(/Give seconds/);
  });
});

describe('parseUnit', () => {
  test.each([
    ['0', 0],
    ['0.25', 0.25],
    ['1', 1],
  ])('%s', (text, value) => expect(parseUnit(text)).toBe(value));

  test.each(['', ' ', '-0.1', '1.1', 'x', 'NaN'])('refuses %j', (text) => {
    expect(() => parseUnit(text)).toThrow(/from 0 to 1/);
  });
});

describe('parseWhole', () => {
  test.each(['0', '1', '2'])('takes %s', (text) => expect(parseWhole(0, 2)(text)).toBe(Number(text)));
  test.each(['', '-1', '3', '1.5', '1e0', 'x'])('refuses %j', (text) => {
    expect(() => parseWhole(0, 2)(text)).toThrow(/from 0 to 2/);
  });
});
