import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findFfmpeg, listEncoders } from '../../../sidecar/src/video/find-ffmpeg.ts';
import { clipFolder } from './clips.ts';
import { FFMPEG_KINDS, MISSING_KINDS } from './ffmpeg-kinds.ts';

const folder = await clipFolder();

describe('findFfmpeg', () => {
  for (const missing of MISSING_KINDS) it.skip(`both kinds: ${missing}`, () => undefined);

  it.each(FFMPEG_KINDS)('asks $name what it can do', async ({ tools }) => {
    const { version, passthrough, sourceTimeBase } = tools.features;
    const encoders = await listEncoders(tools.ffmpeg);
    expect(version).toMatch(/^[\w.+:~-]+$/);
    expect(passthrough.join(' ')).toMatch(/^(-fps_mode passthrough|-vsync 0)$/);
    expect(sourceTimeBase.join(' ')).toMatch(/^-enc_time_base (demux|-1)$/);
    expect(encoders.has('mpeg4')).toBe(true);
    expect(encoders.has('=')).toBe(false);
  });

  it('prefers the override, then PATH, and passes over what does not run', async () => {
    const { tools } = FFMPEG_KINDS[0]!;
    const broken = join(folder, 'broken');
    const working = join(folder, 'working');
    for (const path of [broken, working]) await mkdir(path, { recursive: true });
    await writeFile(join(broken, 'ffmpeg'), '#!/bin/sh\nexit 1\n');
    await chmod(join(broken, 'ffmpeg'), 0o755);
    await writeFile(join(broken, 'ffprobe'), 'no program');
    await symlink(tools.ffmpeg, join(working, 'ffmpeg'));
    await symlink(tools.ffprobe, join(working, 'ffprobe'));
    const PATH = ['', join(folder, 'nowhere'), broken, working].join(':');
    expect(await findFfmpeg({ PATH })).toMatchObject({
      ffmpeg: join(working, 'ffmpeg'),
      ffprobe: join(working, 'ffprobe'),
    });
    expect(await findFfmpeg({ PATH, FFMPEG_PATH: tools.ffmpeg })).toMatchObject({
      ffmpeg: tools.ffmpeg,
      ffprobe: join(working, 'ffprobe'),
    });
  });

  it('takes an override by its word', async () => {
    const FFMPEG_PATH = join(folder, 'missing');
    await expect(findFfmpeg({ PATH: process.env.PATH, FFMPEG_PATH })).rejects.toMatchObject({
      code: 'ffmpeg.missing',
      exitCode: 69,
      message: `FFMPEG_PATH is ${FFMPEG_PATH}, which does not run as ffmpeg.`,
    });
  });
});
