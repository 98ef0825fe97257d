import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createJobService } from '../../../sidecar/src/jobs/create-job-service.ts';
import { examine } from '../../../sidecar/src/jobs/doctor/examine.ts';
import type { Finding } from '../../../sidecar/src/jobs/doctor/finding.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'doctor-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function look(options: { workspace?: string; port?: number; quick?: boolean } = {}) {
  const told: Finding[] = [];
  const findings = await examine({
    workspace: join(folder, 'workspace'),
    port: 0,
    quick: true,
    ...options,
    signal: new AbortController().signal,
    onFinding: (finding) => told.push(finding),
  });
  expect(findings).toEqual(told);
  return (check: string) => findings.find((finding) => finding.check === check)!;
}

describe('examine', () => {
  test('names versions, tools and room, and makes no workspace', async () => {
    const of = await look();
    expect(of('program').text).toMatch(
      /^avatar-tracker \d+\.\d+\.\d+, Node v\d+.* cores, .* GB of memory, \d+ worker/,
    );
    expect(of('ffmpeg')).toMatchObject({ state: 'ok', text: expect.stringMatching(/^\S+: \//) });
    expect(of('database').text).toMatch(/^SQLite 3\./);
    expect(of('workspace')).toMatchObject({ state: 'ok', text: `${join(folder, 'workspace')} can be made` });
    expect(of('disk, workspace').text).toMatch(/^\d+\.\d GB free for /);
    expect(of('port').state).toBe('ok');
  });

  test('tells a workspace that is in use, and one that cannot be', async () => {
    const service = await createJobService({ workspace: join(folder, 'workspace') });
    expect((await look())('workspace')).toMatchObject({ state: 'warning' });
    await service.close();
    expect((await look())('workspace')).toMatchObject({ state: 'ok', text: expect.stringContaining('free') });
    const file = join(folder, 'file');
    writeFileSync(file, '');
    expect((await look({ workspace: join(file, 'inside') }))('workspace')).toMatchObject({
      state: 'failed',
      code: 'output.not-writable',
      fix: expect.any(String),
    });
  });

  test('tells a port that somebody listens on', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    expect((await look({ port }))('port')).toMatchObject({ state: 'failed', code: 'usage.invalid' });
    server.close();
  });

  test('runs every model that is here on the CPU and says how long it takes', async () => {
    const of = await look({ quick: false });
    for (const model of [
      'pose_detection',
      'pose_landmark_heavy',
      'hand_landmark_full',
      'face_landmark_with_attention',
    ])
      expect(of(`cpu, ${model}`)).toMatchObject({
        state: 'ok',
        text: expect.stringMatching(/^\d+\.\d\d ms a run$/),
      });
  });
});
