import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startService, type TestService } from './running-service.ts';

let folder = '';
let service: TestService;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'page-'));
  const webRoot = join(folder, 'web');
  mkdirSync(join(webRoot, 'assets'), { recursive: true });
  writeFileSync(join(webRoot, 'index.html'), '<!doctype html><title>page</title>');
  writeFileSync(join(webRoot, 'assets', 'index-a1B2c3D4.js'), 'export {};');
  writeFileSync(join(webRoot, '.secret'), 'x');
  writeFileSync(join(folder, 'outside.txt'), 'x');
  service = await startService({ webRoot });
});
afterAll(async () => {
  await service.close();
  rmSync(folder, { recursive: true, force: true });
});

test('the page is there without a token, under a strict policy', async () => {
  const { status, headers, body } = await service.call('GET', '/', { token: null });
  expect([status, body.toString()]).toEqual([200, '<!doctype html><title>page</title>']);
  expect(headers['content-type']).toContain('text/html');
  expect(headers['cache-control']).toBe('no-cache');
  expect(headers['content-security-policy']).toContain("script-src 'self';");
});

test('its files are kept by browsers, as their names change with them', async () => {
  const { headers } = await service.call('GET', '/assets/index-a1B2c3D4.js', { token: null });
  expect(headers['content-type']).toContain('text/javascript');
  expect(headers['cache-control']).toContain('immutable');
});

test.each([
  '/../outside.txt',
  '/%2e%2e/outside.txt',
  '/..%2foutside.txt',
  '/.secret',
  '/assets',
  '/index.html/x',
  '/%E0%A4%A',
])('%s is not given', async (path) => {
  const { status, body } = await service.call('GET', path, { token: null });
  expect(status).toBeGreaterThanOrEqual(400);
  expect(status).toBeLessThan(500);
  expect(body.toString()).not.toContain(folder);
});
