import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PNG } from 'pngjs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CLIPS } from './clips.ts';
import { findChromium, findFfmpeg, requirePrograms } from './programs.ts';
import { renderClip } from './render-clip.ts';
import { project, type Truth } from './truth.ts';
import type { Vec3 } from './vector.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'synthetic-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
  vi.unstubAllEnvs();
});

describe.skipIf(!findChromium() || !findFfmpeg())('needs chromium and ffmpeg: renderClip', () => {
  it('renders the performer where the truth says', async () => {
    const clip = { ...CLIPS.sample!, width: 96, height: 96 };
    const files = await renderClip({ name: 'two', clip, outFolder: folder, from: 34, to: 35, png: true });
    expect(files.frames).toBe(2);
    expect(readFileSync(files.video).subarray(4, 8).toString('latin1')).toBe('ftyp');
    const truth = JSON.parse(readFileSync(files.truth, 'utf8')) as Truth;
    expect(truth.frames).toHaveLength(2);
    const picture = PNG.sync.read(readFileSync(join(folder, 'two.34.png')));
    expect([picture.width, picture.height]).toEqual([96, 96]);
    const color = ([x, y]: readonly [number, number]) => [
      ...picture.data.subarray((y * 96 + x) * 4, (y * 96 + x) * 4 + 3),
    ];
    const isSkin = ([r, g, b]: number[]) => r! > g! * 1.15 && g! > b!;
    for (const joint of ['head', 'middle_01_l', 'middle_01_r']) {
      const [x, y] = project(truth, truth.frames[0]!.joints[joint] as unknown as Vec3);
      const at = [Math.round(x), Math.round(y)] as const;
      expect(color(at), joint).toSatisfy(isSkin);
    }
    expect(color([2, 2])).not.toSatisfy(isSkin);
  });

  it('leaves no unfinished video when it is stopped', async () => {
    const clip = { ...CLIPS.sample!, width: 32, height: 32 };
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(renderClip({ name: 'none', clip, outFolder: folder, signal })).rejects.toThrow('enough');
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('render.mjs', () => {
  const run = (args: string[], env: NodeJS.ProcessEnv = {}) =>
    spawnSync(process.execPath, [fileURLToPath(new URL('./render.mjs', import.meta.url)), ...args], {
      encoding: 'utf8',
      env: { ...process.env, ...env },
    });

  it('names the clips when it is called wrongly', () => {
    const { status, stderr } = run(['no-such-clip', folder]);
    expect(status).toBe(64);
    expect(stderr).toContain('clips: sample, three-quarter');
  });

  it('says that Chromium is missing', () => {
    const { status, stderr } = run(['sample', folder], { CHROMIUM_PATH: join(folder, 'none') });
    expect(status).toBe(1);
    expect(stderr).toContain('No Chromium was found');
  });
});

describe('requirePrograms', () => {
  it('says that ffmpeg is missing', () => {
    vi.stubEnv('CHROMIUM_PATH', process.execPath);
    vi.stubEnv('FFMPEG_PATH', join(folder, 'none'));
    expect(() => requirePrograms()).toThrow('No ffmpeg was found');
  });
});
