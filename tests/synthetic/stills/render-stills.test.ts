import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findChromium } from '../programs.ts';
import { drawStill } from './draw-still.ts';
import { renderStills } from './render-stills.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stills-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe.skipIf(!findChromium())('needs chromium: renderStills', () => {
  it('writes a picture and a line for each number from the first on', async () => {
    const { pictures, lines } = await renderStills({ count: 2, out: join(folder, 'two'), from: 3 });
    const stated = readFileSync(lines, 'utf8').trim().split('\n');
    expect(stated.map((line) => JSON.parse(line))).toEqual(
      [3, 4].map((seed) => JSON.parse(JSON.stringify(drawStill(seed).line))),
    );
    const bytes = readFileSync(pictures).toString('latin1');
    // pictures begin with their marker and end with it, one after the other
    expect(bytes.startsWith('\xff\xd8\xff')).toBe(true);
    expect(bytes.split('\xff\xd9\xff\xd8\xff')).toHaveLength(2);
    expect(readdirSync(folder).sort()).toEqual(['two.jsonl', 'two.mjpeg']);
  }, 60_000);

  it('leaves nothing when it is stopped', async () => {
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(renderStills({ count: 1, out: join(folder, 'none'), signal })).rejects.toThrow('enough');
    expect(readdirSync(folder)).toEqual([]);
  }, 60_000);
});

describe('render-stills.mjs', () => {
  const script = fileURLToPath(new URL('../render-stills.mjs', import.meta.url));
  it.each([[[]], [['3']], [['three', 'out']], [['3', 'out', '--from', '-1']], [['3', 'out', '--what']]])(
    'says how it is called: %j',
    (args) => {
      const { status, stderr } = spawnSync(process.execPath, [script, ...args], { encoding: 'utf8' });
      expect(status).toBe(64);
      expect(stderr).not.toBe('');
    },
  );
});
