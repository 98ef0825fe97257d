// The clips that are measured, and runs of the program over them.
import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findFfmpeg } from '../../dist/video/find-ffmpeg.js';
import { run, runCli } from './measure.mjs';

export const root = fileURLToPath(new URL('../../..', import.meta.url));
export const sample = join(root, 'tests/fixtures/sample.mp4');
const data = join(root, '../shared/data');
const SAMPLE_SECONDS = 5;

/** Clips that have a result of the official tracker: name, video, reference. None where the data is not there. */
export function referenceClips() {
  const folder = join(data, 'reference/holistic');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => basename(file, '.json'))
    .map((name) => ({ name, video: clip(name), reference: join(folder, `${name}.json`) }));
}

export const clip = (name) => join(data, 'video', `${name}.mp4`);

/** A clip that tests/synthetic/render.mjs has rendered. */
export const ownClip = (name) => join(root, '.bench/clips', `${name}.mp4`);

/** The first of the files that exists, null when none does. */
export const firstThere = (files) => files.find((file) => existsSync(file)) ?? null;

/**
 * Tracks clips into a folder, each once however often it is asked for.
 * @param env of the runs, beside this process's own
 * @returns the folder of the results
 */
export function tracker(work, threads, env = {}) {
  const done = new Map();
  return (video) => {
    if (!done.has(video)) {
      const out = join(work, `${done.size}-${basename(video, '.mp4')}`);
      done.set(
        video,
        runCli(['track', video, '--out', out, '--threads', String(threads), '--quiet'], { env }).then(
          () => out,
        ),
      );
    }
    return done.get(video);
  };
}

/** Writes the sample over and over as one clip of so many seconds, a multiple of its own five. */
export async function loopSample(path, seconds) {
  const { ffmpeg } = await findFfmpeg();
  const again = String(Math.round(seconds / SAMPLE_SECONDS) - 1);
  await run(ffmpeg, ['-v', 'error', '-y', '-stream_loop', again, '-i', sample, '-c', 'copy', path]);
}
