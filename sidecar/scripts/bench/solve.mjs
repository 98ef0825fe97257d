// The solve against the truth of rendered clips: bone directions, contacts, stillness; and what it costs.
import { join } from 'node:path';
import { clip, firstThere, sample } from './clips.mjs';
import { readJson, readJsonLines } from './landmark-file.mjs';
import { scoreContacts } from './score-contacts.mjs';
import { scoreMotion } from './score-motion.mjs';
import { scoreStillness } from './score-stillness.mjs';

/** Mean errors of the official tracker's raw landmarks: what the solve must not be worse than. */
const RAW = {
  synthetic_sample: { upper: 12.2, fingers: 21.2, curl: 18.5 },
  realistic_sample: { upper: 14.3, fingers: 28.3, curl: 21.5 },
  realistic_turned: { upper: 14.2, fingers: 27.8, curl: 19.0 },
};

/** Bodies that contacts are measured on: short and slight, middling, tall and heavy. */
const BODIES = ['f_srt_unw', 'f_med_nrw', 'm_tal_ovw'];

export async function measure({ track }) {
  // built by the runs of the clips
  const clips = [];
  for (const video of [sample, ...Object.keys(RAW).map(clip)]) {
    const truth = firstThere(['.truth.json', '.truth.json.gz'].map((end) => video.replace(/\.mp4$/, end)));
    if (truth === null) continue;
    const name = video === sample ? 'bundled sample' : video.replace(/^.*\/|\.mp4$/g, '');
    const out = await track(video);
    const landmarks = readJsonLines(join(out, 'landmarks.jsonl.gz'));
    clips.push({
      name,
      truth: readJson(truth),
      landmarks,
      motion: readJsonLines(join(out, 'motion.jsonl.gz')),
    });
  }
  const { solveAgain, timeSolve } = await import('./resolve.mjs');
  const directions = byClip(clips, ({ truth, motion }) => scoreMotion(truth, motion));
  const contacts = byClip(clips, ({ truth, landmarks }) =>
    Object.fromEntries(BODIES.map((body) => [body, scoreContacts(truth, solveAgain(landmarks, body))])),
  );
  const stillness = byClip(clips, ({ truth, motion }) => scoreStillness(truth, motion));
  const cost = byClip(clips.slice(0, 2), ({ landmarks }) => timeSolve(landmarks));
  return {
    data: { ...directions, contacts, stillness, cost },
    tables: [directionTable(directions), contactTable(contacts), stillTable(stillness), costTable(cost)],
  };
}

function byClip(clips, score) {
  return Object.fromEntries(clips.map((each) => [each.name, score(each)]));
}

function directionTable(data) {
  const rows = Object.entries(data).flatMap(([name, score]) =>
    ['upper', 'fingers', 'curl', 'legs'].map((part) => {
      const raw = RAW[name]?.[part] ?? null;
      const mean = score[part]?.mean ?? null;
      return [
        name,
        part,
        mean,
        score[part]?.p90 ?? null,
        raw,
        raw === null ? '' : mean <= raw ? 'ok' : 'OVER',
      ];
    }),
  );
  return {
    title: 'Motion against truth: angle between bone directions, degrees',
    columns: ['clip', 'part', 'mean', '90th %', 'raw landmarks', ''],
    rows,
  };
}

function contactTable(data) {
  const rows = Object.entries(data).flatMap(([name, bodies]) =>
    Object.entries(bodies).map(([body, { expected, recalled, found, right, gap }]) => [
      name,
      body,
      `${recalled}/${expected}`,
      `${right}/${found}`,
      gap.mean === null ? null : Number(gap.mean.toFixed(2)),
      gap.most === null ? null : Number(gap.most.toFixed(2)),
    ]),
  );
  return {
    title: 'Contacts of fingertips: found of those that are, right of those found, gap on the target in mm',
    columns: ['clip', 'body', 'recall', 'precision', 'mean gap', 'largest gap'],
    rows,
  };
}

function stillTable(data) {
  return {
    title: 'Fingertips of hands that hold still, about the wrist: RMS of what moves from frame to frame, mm',
    columns: ['clip', 'frames', 'jitter'],
    rows: Object.entries(data).map(([name, { frames, jitter }]) => [name, frames, jitter]),
  };
}

function costTable(data) {
  return {
    title: 'Solver: frames a second of one core (processor time), slowest 1 % of live frames in ms',
    columns: ['clip', 'offline', 'live', 'live 99 %'],
    rows: Object.entries(data).map(([name, { offline, live, liveSlowest }]) => [
      name,
      offline,
      live,
      liveSlowest,
    ]),
  };
}
