// How much faster several workers track one long clip than one does, each on a core of its own. Where the machine has
// fewer cores, all of them take turns on one: what one worker needs there against what they need together, times their
// number, is their gain on that many cores, but for memory that they would share.
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { loopSample } from './clips.mjs';
import { readJson } from './landmark-file.mjs';
import { runCli } from './measure.mjs';
import { round } from './table.mjs';

const WORKERS = 4;
const SEGMENTS_EACH = 1;
const SEGMENT_SECONDS = 40;
const LEAST_GAIN = 3;

export async function measure({ work }) {
  const clip = join(work, 'share.mp4');
  await loopSample(clip, WORKERS * SEGMENTS_EACH * SEGMENT_SECONDS);
  const turns = availableParallelism() < WORKERS;
  const track = async (workers) => {
    const out = join(work, `share-${workers}`);
    const args = ['batch', clip, '--out', out, '--device', 'cpu', '--workers', String(workers), '--quiet'];
    const { seconds } = await runCli(args, { cores: turns ? '0' : workers === 1 ? '0' : `0-${WORKERS - 1}` });
    const { timings } = readJson(join(out, 'share', 'report.json'));
    return { seconds, tracked: timings.stages.track };
  };
  const one = await track(1);
  const several = await track(WORKERS);
  const gain = turns ? gainOfTurns(one, several) : one.seconds / several.seconds;
  return {
    data: { workers: WORKERS, turns, one, several, gain },
    tables: [
      {
        title: `One clip of ${WORKERS * SEGMENTS_EACH * SEGMENT_SECONDS} s by ${WORKERS} workers${turns ? ', in turns on one core' : ''}`,
        columns: ['workers', 'seconds', 'of that tracking', ''],
        rows: [
          ['1', round(one.seconds), round(one.tracked), ''],
          [String(WORKERS), round(several.seconds), round(several.tracked), ''],
          [`${gain.toFixed(2)} times as fast`, null, null, gain >= LEAST_GAIN ? 'ok' : 'UNDER'],
        ],
      },
    ],
  };
}

/** Tracking is spread over the cores, the rest stays with the worker that leads. */
function gainOfTurns(one, several) {
  return one.seconds / (several.tracked / WORKERS + (several.seconds - several.tracked));
}
