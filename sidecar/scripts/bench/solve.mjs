// The solve against the truth of rendered clips: bone directions, contacts, stillness, feet, sides; and what it costs.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { clip, firstThere, ownClip, referenceClips, sample } from './clips.mjs';
import { readJson, readJsonLines } from './landmark-file.mjs';
import { scoreApart } from './score-apart.mjs';
import { scoreBones, scoreFeet, scoreSwaps } from './score-body.mjs';
import { scoreContacts } from './score-contacts.mjs';
import { scoreHolds } from './score-holds.mjs';
import { scoreMotion, scoreRaw } from './score-motion.mjs';
import { scoreShoulders } from './score-shoulders.mjs';
import { scoreStillness } from './score-stillness.mjs';
import { scoreTouch } from './score-touch.mjs';

/** Clips that are given, with results of the official tracker. */
const GIVEN = ['synthetic_sample', 'realistic_sample', 'realistic_turned'];
/** What the solve may be off, over the raw landmarks. */
const OF_RAW = 0.75;

/** Bodies that contacts are measured on: short and slight, middling, tall and heavy. */
const BODIES = ['f_srt_unw', 'f_med_nrw', 'm_tal_ovw'];

/** Clips of tests/synthetic that are measured where they have been rendered: it takes ten minutes each, half an hour at 60 frames a second, a fifth of it with `--own-graphics`. */
const OWN = [
  'hands-meet',
  'hands-over-face',
  'touching-face',
  'tapping',
  'touching-chest',
  'shrugs',
  'full-body-steps',
  'three-quarter',
  'short',
  'tall',
  'sixty-fps',
];

export async function measure({ track, raw }) {
  for (const name of OWN.filter((each) => !existsSync(ownClip(each))))
    console.error(`Left out: ${name}. To render it: node tests/synthetic/render.mjs ${name} .bench/clips`);
  // built by the runs of the clips
  const clips = [];
  for (const video of [sample, ...GIVEN.map(clip), ...OWN.map(ownClip)]) {
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
  const directions = byClip(clips, ({ name, truth, motion }) => ({
    ...scoreMotion(truth, motion),
    ...scoreOfficial({ name, truth, motion }, raw),
  }));
  const contacts = byClip(clips, ({ truth, landmarks }) =>
    Object.fromEntries(BODIES.map((body) => [body, scoreContacts(truth, solveAgain(landmarks, body))])),
  );
  const touches = byClip(
    // the given clips state contacts of fingertips alone
    clips.filter(({ name }) => !GIVEN.includes(name)),
    ({ truth, motion }) => scoreTouch(truth, motion),
  );
  const bodies = byClip(clips, ({ truth, landmarks, motion }) => ({
    feet: scoreFeet(truth, motion),
    bones: scoreBones(motion),
    shoulders: scoreShoulders(truth, motion),
    swaps: scoreSwaps(truth, landmarks, motion),
    holds: scoreHolds(motion, solveAgain(landmarks, motion[0].skeleton.name, { holdContacts: false })),
  }));
  const apart = byClip(clips, ({ truth, motion }) => scoreApart(truth, motion));
  const stillness = byClip(clips, ({ truth, motion }) => scoreStillness(truth, motion));
  const cost = byClip(clips.slice(0, 2), ({ landmarks }) => timeSolve(landmarks));
  return {
    data: { ...directions, contacts, touches, apart, bodies, stillness, cost },
    tables: [
      directionTable(directions),
      contactTable(contacts),
      touchTable(touches),
      apartTable(apart),
      shoulderTable(bodies),
      bodyTable(bodies),
      stillTable(stillness),
      costTable(cost),
    ],
  };
}

function byClip(clips, score) {
  return Object.fromEntries(clips.map((each) => [each.name, score(each)]));
}

/**
 * Scores of the official tracker's raw landmarks, and of the motion where there are such; nothing where none are given.
 * @param folder that holds more of them
 */
function scoreOfficial({ name, truth, motion }, folder) {
  const given = referenceClips().find((each) => each.name === name)?.reference;
  const own = folder && join(folder, `${name === 'bundled sample' ? 'sample' : name}.json`);
  const file = firstThere([own, given].filter(Boolean));
  if (!file) return {};
  const official = readJson(file);
  return { raw: scoreRaw(truth, official), beside: scoreMotion(truth, motion, official) };
}

function directionTable(data) {
  const rows = Object.entries(data).flatMap(([name, score]) =>
    ['upper', 'fingers', 'curl', 'legs'].map((part) => {
      const mean = score[part]?.mean ?? null;
      const raw = score.raw?.[part]?.mean ?? null;
      const share = raw === null ? null : Number((score.beside[part].mean / raw).toFixed(2));
      const verdict = share === null || part === 'legs' ? '' : share <= OF_RAW ? 'ok' : 'OVER';
      return [name, part, mean, score[part]?.p90 ?? null, raw, share, verdict];
    }),
  );
  return {
    title: `Motion against truth: angle between bone directions, degrees; over those of the raw landmarks in the same frames, ${OF_RAW} at most`,
    columns: ['clip', 'part', 'mean', '90th %', 'raw landmarks', 'of raw', ''],
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

function touchTable(data) {
  return {
    title:
      'Contacts of hands with face and torso, of palms, and of fingertips with the other palm: found of those that are, right of those found',
    columns: [
      'clip',
      'face recall',
      'precision',
      'torso recall',
      'precision',
      'palms recall',
      'precision',
      'tip on palm recall',
      'precision',
    ],
    rows: Object.entries(data).map(([name, { face, torso, palms, fingerPalm }]) => [
      name,
      ...[face, torso, palms, fingerPalm]
        .map(({ count }) => count)
        .flatMap(({ expected, recalled, found, right }) => [`${recalled}/${expected}`, `${right}/${found}`]),
    ]),
  };
}

function apartTable(data) {
  const one = (value) => (value === null ? null : Number(value.toFixed(1)));
  return {
    title: 'Hands that are within 10 cm: how far one is off from the other on the target, cm',
    columns: ['clip', 'frames', 'across the view', 'along it'],
    rows: Object.entries(data).map(([name, { frames, across, along }]) => [
      name,
      frames,
      one(across),
      one(along),
    ]),
  };
}

function bodyTable(data) {
  const two = (value) => (value === null || value === undefined ? null : Number(value.toFixed(2)));
  return {
    title:
      'Standing feet slide, mm a frame; bones change their length, mm; hands on the wrong side, frames; steps of hands and tips beyond the solve without holds, mm; of those over 15 mm, those that the hold makes and does not take away',
    columns: [
      'clip',
      'mean slide',
      'largest',
      'bones',
      'swapped',
      'of hands',
      'largest step',
      'over 15 mm',
      'made',
    ],
    rows: Object.entries(data).map(([name, { feet, bones, swaps, holds }]) => [
      name,
      two(feet?.mean),
      two(feet?.most),
      two(bones),
      swaps.swapped,
      swaps.hands,
      two(holds.most),
      holds.jerks,
      holds.made,
    ]),
  };
}

function shoulderTable(data) {
  const two = (value) => (value === undefined ? null : Number(value.toFixed(2)));
  return {
    title: 'Collar bones against truth, degrees: of the motion, and of bones that never leave their rest',
    columns: ['clip', 'mean', 'largest', 'at rest'],
    rows: Object.entries(data).map(([name, { shoulders }]) => [
      name,
      ...[shoulders?.mean, shoulders?.most, shoulders?.still].map(two),
    ]),
  };
}

function stillTable(data) {
  return {
    title:
      'Fingertips about the wrist: of hands that hold still RMS of what moves from frame to frame, mm; of all, how many of a thousand jump',
    columns: ['clip', 'frames', 'jitter', 'jumps'],
    rows: Object.entries(data).map(([name, { frames, jitter, jumps }]) => [name, frames, jitter, jumps]),
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
