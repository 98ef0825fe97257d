// Face values and head of the motion against the truth of rendered clips, with the blendshape model and without.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { clip, firstThere, ownClip, root, sample, tracker } from './clips.mjs';
import { readJson, readJsonLines } from './landmark-file.mjs';
import { runCli } from './measure.mjs';
import { scoreFace, trembling } from './score-face.mjs';
import { round } from './table.mjs';

const PACK = join(root, '../shared/data/models/face_landmarker_v2_with_blendshapes.task');
const RENDERED = ['realistic_sample', 'realistic_turned', 'synthetic_sample'];
const REAL = ['slp_test_video'];
/** Clips of tests/synthetic that are measured where they have been rendered. */
const OWN = ['hands-over-face', 'three-quarter', 'short', 'tall', 'sixty-fps', 'shrugs'];

export async function measure({ work, threads }) {
  const data = {};
  for (const route of existsSync(PACK) ? ['model', 'geometry'] : ['geometry']) {
    const env = { AVATAR_TRACKER_HOME: join(work, `home-${route}`) };
    if (route === 'model') await runCli(['models', 'import', PACK], { env });
    const track = tracker(join(work, `face-${route}`), threads, env);
    for (const video of [sample, ...RENDERED.map(clip), ...OWN.map(ownClip), ...REAL.map(clip)]) {
      if (!existsSync(video)) continue;
      const name = video === sample ? 'bundled sample' : video.replace(/^.*\/|\.mp4$/g, '');
      const truth = firstThere(['.truth.json', '.truth.json.gz'].map((end) => video.replace(/\.mp4$/, end)));
      const motion = readJsonLines(join(await track(video), 'motion.jsonl.gz'));
      data[`${name}, ${route}`] =
        truth === null
          ? { values: {}, jitter: trembling(motion.slice(1)) }
          : scoreFace(readJson(truth), motion);
    }
  }
  return { data, tables: [valueTable(data), leakTable(data), restTable(data)] };
}

function valueTable(data) {
  const rows = Object.entries(data).flatMap(([name, { values }]) =>
    Object.entries(values).map(([value, { correlation, highest, reached }]) => [
      name,
      value,
      round(correlation),
      round(highest),
      round(reached),
      correlation >= 0.9 || value === 'pucker' ? '' : 'UNDER',
    ]),
  );
  return {
    title:
      'Face values against truth: correlation, aim 0.9; the truth at its highest and what was reached there',
    columns: ['clip', 'value', 'correlation', 'highest', 'reached', ''],
    rows,
  };
}

function leakTable(data) {
  const rows = Object.entries(data).flatMap(([name, { leaks = [] }]) =>
    leaks.map(([value, curves]) => [name, value, curvesText(curves)]),
  );
  return {
    title: 'What else moves while the truth shows one value alone, mean',
    columns: ['clip', 'value', 'other curves'],
    rows,
  };
}

const curvesText = (curves) => curves.map(([curve, value]) => `${curve} ${round(value)}`).join(', ');

function restTable(data) {
  const rows = Object.entries(data).map(([name, { rest, gaze, head, jitter }]) => [
    name,
    rest ? curvesText(rest) : '',
    typeof gaze === 'number' ? round(gaze) : '',
    head ? round(head.mean) : '',
    round(jitter),
  ]);
  return {
    title:
      'Curves of a resting face, aim 0.05; gaze of eyes that look ahead; head, mean degrees, aim 4; trembling, sum',
    columns: ['clip', 'highest at rest', 'gaze', 'head', 'trembling'],
    rows,
  };
}
