// What joining two segments adds to the way of the landmarks from one frame to the next, beside their own trembling,
// which it must not exceed: a whole run of the sample against one that changes trackers in the middle.
import { join } from 'node:path';
import { blendLandmarks } from '../../dist/pipeline/segments/blend-landmarks.js';
import { FADE_SECONDS, RUN_IN_SECONDS } from '../../dist/pipeline/segments/plan-segments.js';
import { sample } from './clips.mjs';
import { readJsonLines } from './landmark-file.mjs';
import { runCli } from './measure.mjs';

const SEAMS = [2.2, 2.7, 3.2, 3.7];
const PARTS = ['pose', 'leftHand', 'rightHand', 'face'];

export async function measure({ work, threads }) {
  const track = async (name, range = []) => {
    const out = join(work, `seam-${name}`);
    const device = ['--threads', String(threads), '--device', 'cpu'];
    await runCli(['track', sample, '--out', out, ...device, '--quiet', ...range]);
    return readJsonLines(join(out, 'landmarks.jsonl.gz')).slice(1);
  };
  const whole = await track('whole');
  const rows = [];
  for (const seam of SEAMS) {
    const range = ['--from', String(seam - RUN_IN_SECONDS), '--to', String(seam + FADE_SECONDS)];
    const part = (await track(String(seam), range)).filter(({ time }) => time >= seam);
    const pairs = part.map((after) => {
      const before = whole.find(({ time }) => Math.abs(time - after.time) < 1e-6);
      return { before, after, joined: blend(before, after, (after.time - seam) / FADE_SECONDS) };
    });
    rows.push({ seam, ...Object.fromEntries(PARTS.map((name) => [name, compare(pairs, whole, name)])) });
  }
  return { data: rows, tables: [table(rows)] };
}

function blend(before, after, share) {
  const frame = (landmarks) => ({ landmarks, blendshapes: null });
  return blendLandmarks(frame(before), frame(after), Math.min(1, share)).landmarks;
}

/** In thousandths of the picture: how far the trackers are apart, the largest step that joining adds, the trembling. */
function compare(pairs, whole, part) {
  const added = pairs.map(({ before, joined }) => minus(joined[part], before[part]));
  const steps = added.map((now, i) => length(minus(now, added[i - 1] ?? null)));
  const trembling = whole.slice(1, -1).map((frame, i) => {
    const [before, after] = [whole[i][part], whole[i + 2][part]];
    if (!before || !frame[part] || !after) return 0;
    return length(
      frame[part].map(([x, y], k) => [
        x - (before[k][0] + after[k][0]) / 2,
        y - (before[k][1] + after[k][1]) / 2,
      ]),
    );
  });
  return {
    apart: 1000 * Math.max(...pairs.map(({ before, after }) => length(minus(after[part], before[part])))),
    step: 1000 * Math.max(...steps),
    trembling: 1000 * quantile(trembling, 0.95),
  };
}

function quantile(values, share) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length * share)];
}

/** The difference of two parts point by point; of one alone the part itself, of none nothing. */
function minus(a, b) {
  if (a === null || b === null) return a ?? [];
  return a.map(([x, y], k) => [x - (b[k]?.[0] ?? 0), y - (b[k]?.[1] ?? 0)]);
}

function length(points) {
  return points.length === 0 ? 0 : points.reduce((sum, [x, y]) => sum + Math.hypot(x, y), 0) / points.length;
}

function table(rows) {
  const cell = ({ apart, step, trembling }) =>
    [apart, step, trembling].map((value) => value.toFixed(2)).join(' / ');
  return {
    title: `Joining two segments of the sample, run-in ${RUN_IN_SECONDS} s, fade ${FADE_SECONDS} s, thousandths of the picture:\ntrackers apart / largest step added a frame / trembling of one tracker (95 % of its frames are below)`,
    columns: ['seam at s', ...PARTS, ''],
    rows: rows.map((row) => [
      row.seam,
      ...PARTS.map((part) => cell(row[part])),
      PARTS.every((part) => row[part].step <= row[part].trembling) ? 'ok' : 'OVER',
    ]),
  };
}
