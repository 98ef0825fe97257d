// Time to write the Unreal script and data of a long motion.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { writeBake } from '../../dist/bake/write-bake.js';
import { sample } from './clips.mjs';
import { readJsonLines } from './landmark-file.mjs';
import { median } from './measure.mjs';

const FRAMES = 10_000;
const LIMIT_SECONDS = 3;

export async function measure({ work, track, repeats }) {
  const [header, ...some] = readJsonLines(join(await track(sample), 'motion.jsonl.gz'));
  const frames = Array.from({ length: FRAMES }, (_, frame) => ({
    ...some[frame % some.length],
    frame,
    time: frame / header.fps,
  }));
  const times = [];
  for (let n = 0; n < repeats; n++) {
    const out = join(work, `bake-${n}`);
    mkdirSync(out);
    const started = performance.now();
    await writeBake({ header: { ...header, frameCount: FRAMES }, frames }, out);
    times.push((performance.now() - started) / 1000);
  }
  const seconds = Number(median(times).toFixed(2));
  return {
    data: { frames: FRAMES, seconds },
    tables: [
      {
        title: 'Bake script and data',
        columns: ['frames', 'seconds', 'limit', ''],
        rows: [[FRAMES, seconds, LIMIT_SECONDS, seconds < LIMIT_SECONDS ? 'ok' : 'OVER']],
      },
    ],
  };
}
