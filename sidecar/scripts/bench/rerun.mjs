// What a changed solve option costs of the first run: the sample over and over as one long clip, in a batch.
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { loopSample } from './clips.mjs';
import { readJson } from './landmark-file.mjs';
import { median, runCli } from './measure.mjs';
import { round } from './table.mjs';

const CLIP_SECONDS = 120;
const LIMIT = 0.05;
/** Fields of view that are not the default; each is a run of its own. */
const FIELDS_OF_VIEW = [48, 52, 56];

export async function measure({ work }) {
  const clips = join(work, 'rerun');
  mkdirSync(clips);
  await loopSample(join(clips, 'long.mp4'), CLIP_SECONDS);
  const out = join(work, 'rerun-out');
  const batch = async (...choice) => {
    const { seconds } = await runCli(['batch', clips, '--out', out, '--device', 'cpu', '--quiet', ...choice]);
    return { seconds, stages: readJson(join(out, 'long', 'report.json')).timings.stages };
  };
  const first = await batch();
  const again = [];
  for (const degrees of FIELDS_OF_VIEW) again.push(await batch('--fov', String(degrees)));
  rmSync(out, { recursive: true });
  const seconds = median(again.map((run) => run.seconds));
  const data = { clipSeconds: CLIP_SECONDS, first, again, share: seconds / first.seconds };
  const stageNames = ['track', 'solve', 'report', 'bake'];
  const row = (name, run) => [
    name,
    ...[run.seconds, ...stageNames.map((stage) => run.stages[stage] ?? 0)].map(round),
  ];
  return {
    data,
    tables: [
      {
        title: `A changed solve option, clip of ${CLIP_SECONDS} s: ${(100 * data.share).toFixed(1)} % of the first run, ${data.share < LIMIT ? 'ok' : 'OVER'} (limit ${100 * LIMIT} %)`,
        columns: ['run', 'seconds', ...stageNames],
        rows: [row('first', first), ...again.map((run, i) => row(`--fov ${FIELDS_OF_VIEW[i]}`, run))],
      },
    ],
  };
}
