// Highest resident size of all processes together, on a short and a long clip.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { findFfmpeg } from '../../dist/video/find-ffmpeg.js';
import { sample } from './clips.mjs';
import { run, runCli } from './measure.mjs';

const LIMIT_MB = 900;
const LARGEST_GROWTH = 1.1;
const CLIPS = { '10 s': 10, '10 min': 600 };

export async function measure({ work, threads }) {
  const data = {};
  for (const [name, seconds] of Object.entries(CLIPS)) {
    const video = join(work, `${seconds}.mp4`);
    if (!existsSync(video)) await makeClip(video, seconds);
    const out = join(work, `memory-${seconds}`);
    const args = ['track', video, '--out', out, '--threads', String(threads), '--quiet'];
    const { seconds: wall, peakMb } = await runCli(args, { memory: true });
    data[name] = { peakMb: Math.round(peakMb), wallSeconds: Number(wall.toFixed(1)) };
  }
  const short = data['10 s'].peakMb;
  const rows = Object.entries(data).map(([name, { peakMb, wallSeconds }]) => [
    name,
    peakMb,
    wallSeconds,
    peakMb < LIMIT_MB && peakMb <= short * LARGEST_GROWTH ? 'ok' : 'OVER',
  ]);
  return {
    data,
    tables: [
      {
        title: 'Memory at 1920 x 1080, all processes together',
        columns: ['clip', 'peak MB', 'wall s', ''],
        rows,
      },
    ],
  };
}

/** The sample, looped and scaled; the picture keeps its shape on a grey ground. */
async function makeClip(file, seconds) {
  const scale =
    'scale=1920:1080:force_original_aspect_ratio=decrease,pad=1920:1080:-1:-1:gray,format=yuv420p';
  const input = ['-stream_loop', '-1', '-i', sample, '-t', String(seconds), '-vf', scale];
  const { ffmpeg } = await findFfmpeg();
  await run(ffmpeg, [
    '-v',
    'error',
    '-y',
    ...input,
    '-c:v',
    'libx264',
    '-preset',
    'ultrafast',
    '-crf',
    '23',
    file,
  ]);
}
