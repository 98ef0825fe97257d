import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { AppError, ERRORS, type ErrorCode, toAppError } from '../../../sidecar/src/protocol/errors.ts';

const sources = fileURLToPath(new URL('../../../sidecar/src/', import.meta.url));
const sourceText = readdirSync(sources, { recursive: true })
  .map(String)
  .filter((file) => file.endsWith('.ts') && !/protocol.errors?(-table)?\.ts$/.test(file))
  .map((file) => readFileSync(`${sources}${file}`, 'utf8'))
  .join('\n');

describe('the error table', () => {
  test.each(Object.entries(ERRORS))('%s is complete', (code, row) => {
    expect(code).toMatch(/^[a-z]+(\.[a-z]+(-[a-z]+)*)?$/);
    expect(row.http).toBeGreaterThanOrEqual(400);
    expect(row.http).toBeLessThan(600);
    expect(row.exit === 130 || (row.exit >= 64 && row.exit <= 78)).toBe(true);
    expect(row.fix).toMatch(/^[A-Z].*\.$/);
  });

  test('every code that a source throws is in the table', () => {
    const thrown = [...sourceText.matchAll(/new AppError\(\s*'([^']+)'/g)].map((match) => match[1]!);
    expect(thrown.length).toBeGreaterThan(5);
    expect(thrown.filter((code) => !Object.hasOwn(ERRORS, code))).toEqual([]);
  });

  test('every code in the table is used by a source', () => {
    const funnel = ['internal', 'job.cancelled', 'output.disk-full', 'output.not-writable'];
    const unused = Object.keys(ERRORS).filter(
      (code) => !funnel.includes(code) && !sourceText.includes(`'${code}'`),
    );
    expect(unused).toEqual([]);
  });
});

describe('AppError', () => {
  test.each(Object.keys(ERRORS) as ErrorCode[])('%s carries its row', (code) => {
    const error = new AppError(code, 'Because.');
    expect([error.code, error.message, error.fix, error.exitCode, error.retryable]).toEqual([
      code,
      'Because.',
      ERRORS[code].fix,
      ERRORS[code].exit,
      ERRORS[code].retryable,
    ]);
  });
});

describe('toAppError', () => {
  test('keeps an AppError', () => {
    const error = new AppError('input.empty', 'No bytes.');
    expect(toAppError(error)).toBe(error);
  });

  test.each([
    [Object.assign(new Error('no space'), { code: 'ENOSPC' }), 'output.disk-full'],
    [Object.assign(new Error('read only'), { code: 'EROFS' }), 'output.not-writable'],
    [new DOMException('stop', 'AbortError'), 'job.cancelled'],
    [new Error('odd'), 'internal'],
    ['a string', 'internal'],
    [undefined, 'internal'],
  ])('%s becomes %s', (thrown, code) => {
    expect(toAppError(thrown).code).toBe(code);
  });
});
