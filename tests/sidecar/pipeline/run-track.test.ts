import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { forkWorker } from '../../../sidecar/src/pipeline/fork-worker.ts';
import { runTrack } from '../../../sidecar/src/pipeline/run-track.ts';
import { defaultTrackOptions } from '../../../sidecar/src/protocol/default-options.ts';
import type { Device } from '../../../sidecar/src/protocol/track-modes.ts';

const entry = new URL('./workers/fake-worker.mjs', import.meta.url);

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'run-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function track(input: string, device: Device) {
  const said: string[] = [];
  const result = runTrack(
    { input, out: join(folder, 'out'), force: false, options: { ...defaultTrackOptions(), device } },
    {
      signal: new AbortController().signal,
      onProgress: () => {},
      onWarning: (message) => said.push(`warning: ${message}`),
      onDevice: (provider) => said.push(`device: ${provider}`),
      fork: () => forkWorker(entry),
    },
  );
  return { said, result };
}

describe('runTrack', () => {
  test('a worker that dies on a device is tried again on the CPU, with one warning', async () => {
    const { said, result } = track('lost device', 'auto');
    const { outDir, report } = await result;
    expect(outDir).toBe(join(folder, 'out'));
    expect(report.options.device).toBe('auto');
    expect(report.warnings).toEqual(['on cpu']);
    expect(said).toEqual([
      'device: webgpu',
      'warning: The tracking process was ended by SIGABRT. Trying again on the CPU instead of webgpu.',
    ]);
    expect(readdirSync(folder)).toEqual(['out']);
    expect(readdirSync(outDir)).toEqual(['report.json']);
  });

  test('one that dies on the CPU is not, and nothing is left behind', async () => {
    const { said, result } = track('crash', 'cpu');
    await expect(result).rejects.toMatchObject({ code: 'worker.died' });
    expect(said).toEqual([]);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('any other failure is not tried again', async () => {
    const { said, result } = track('error', 'auto');
    await expect(result).rejects.toMatchObject({ code: 'input.not-video' });
    expect(said).toEqual([]);
    expect(readdirSync(folder)).toEqual([]);
  });
});
