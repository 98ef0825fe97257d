import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isAlive, run, start } from './command-line.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'serve-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Listening {
  event: string;
  http: string;
  ws: string;
  tokenFile: string | null;
  pid: number;
}

/** A service that listens, as the command line starts it. */
async function serve(args: readonly string[], env: Record<string, string> = {}) {
  const running = start(['serve', ...args], { env: { ...process.env, ...env } });
  const info = JSON.parse(await running.line((line) => line.includes('"listening"'))) as Listening;
  return { ...running, info };
}

const get = (info: Listening, path: string, token: string) =>
  fetch(`${info.http}${path}`, { headers: { authorization: `Bearer ${token}` } });

test('prints one line of JSON, keeps its token to this user, and ends on SIGTERM', async () => {
  const workspace = join(folder, 'a');
  const { info, child, finished } = await serve(['--workspace', workspace]);
  const port = Number(new URL(info.http).port);
  expect(info).toEqual({
    event: 'listening',
    http: `http://127.0.0.1:${port}`,
    ws: `ws://127.0.0.1:${port}/ws`,
    tokenFile: join(workspace, 'token'),
    pid: child.pid,
  });
  const token = readFileSync(info.tokenFile!, 'utf8').trim();
  expect(Buffer.from(token, 'base64url')).toHaveLength(32);
  if (process.platform !== 'win32') expect(statSync(info.tokenFile!).mode & 0o777).toBe(0o600);
  expect((await get(info, '/api/jobs', token)).status).toBe(200);
  expect((await get(info, '/api/jobs', 'another')).status).toBe(401);

  const second = await run(['serve', '--workspace', workspace]);
  expect([second.code, second.stderr.includes('[workspace.locked]')]).toEqual([75, true]);

  child.kill('SIGTERM');
  const { code, stdout, stderr } = await finished;
  expect(code).toBe(0);
  expect(stdout.trimEnd().split('\n')).toHaveLength(1);
  expect(existsSync(info.tokenFile!)).toBe(false);
  expect(stdout + stderr).not.toContain(token);
  const lines = stderr
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines.at(-1)).toMatchObject({ level: 30, msg: 'service ended' });
});

test('takes the token of its parent and tells it to nobody', async () => {
  const token = 'P'.repeat(43);
  const { info, child, finished } = await serve(['--workspace', join(folder, 'b')], {
    AVATAR_TRACKER_TOKEN: token,
  });
  expect(info.tokenFile).toBeNull();
  expect((await get(info, '/api/jobs', token)).status).toBe(200);
  if (process.platform === 'linux')
    expect(readFileSync(`/proc/${child.pid}/cmdline`, 'utf8')).not.toContain(token);
  child.kill('SIGINT');
  const { code, stdout, stderr } = await finished;
  expect([code, (stdout + stderr).includes(token)]).toEqual([0, false]);
  expect(existsSync(join(folder, 'b', 'token'))).toBe(false);
});

test('ends with its parent', async () => {
  const parent: ChildProcess = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  const { info, finished } = await serve([
    '--workspace',
    join(folder, 'c'),
    '--parent-pid',
    String(parent.pid),
  ]);
  parent.kill('SIGKILL');
  expect((await finished).code).toBe(0);
  expect(isAlive(info.pid)).toBe(false);
  expect(existsSync(info.tokenFile!)).toBe(false);
});

test('a port that is taken, a short token, a workspace that is a file are refused by name', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => taken.once('listening', resolve));
  const { port } = taken.address() as { port: number };
  const busy = await run(['serve', '--workspace', join(folder, 'd'), '--port', String(port)]);
  expect([busy.code, busy.stderr.includes('cannot be listened on')]).toEqual([64, true]);
  expect(existsSync(join(folder, 'd', 'token'))).toBe(false);
  taken.close();
  const file = join(folder, 'file');
  writeFileSync(file, '');
  const odd = await run(['serve', '--workspace', file]);
  expect([odd.code, odd.stderr.includes('[output.not-writable]')]).toEqual([73, true]);
  const short = await start(['serve', '--workspace', join(folder, 'e')], {
    env: { ...process.env, AVATAR_TRACKER_TOKEN: 'short' },
  }).finished;
  expect([short.code, short.stderr.includes('[usage.invalid]')]).toEqual([64, true]);
});

test('init-db makes the workspace, as often as one likes', async () => {
  const workspace = join(folder, 'f');
  for (let i = 0; i < 2; i++) {
    const { code, events } = await run(['init-db', '--workspace', workspace, '--json']);
    expect([code, events()]).toEqual([0, [{ event: 'result', workspace }]]);
  }
  expect(existsSync(join(workspace, 'jobs.sqlite3'))).toBe(true);
});
