// The whole command on the sample: stage by stage, against the models alone, and against the official tracker.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { loadModel, openModelStore } from '../../dist/models/index.js';
import { modelUses } from '../../dist/tracking/mediapipe/create-lane.js';
import { sample } from './clips.mjs';
import { readJson } from './landmark-file.mjs';
import { median, run, runCli } from './measure.mjs';
import { round } from './table.mjs';

const MODES = ['ultra-fast', 'fast', 'smart', 'quality'];
const DEFAULT_MODE = 'smart';
/** Whole command against the sum of the model runs alone, and against the official tracker's frames a second. */
const LIMITS = { overhead: 1.25, official: 4 };
const MODEL_TURNS = 40;

export async function measure({ work, threads, repeats, official }) {
  const track = (mode, n) => trackOnce(join(work, `speed-${mode}-${n}`), mode, threads);
  // models are imported and the disk is warm before anything is timed
  for (const mode of MODES) await track(mode, 'warm');
  const theirs = [];
  const timeThem = async () => {
    if (official !== null) theirs.push(await timeOfficial(official, join(work, 'official.json')));
  };
  await timeThem();
  const byMode = Object.fromEntries(MODES.map((mode) => [mode, []]));
  // in turns, so that a busy minute of the machine meets every mode
  for (let n = 0; n < repeats; n++) for (const mode of MODES) byMode[mode].push(await track(mode, n));
  await timeThem();
  const runs = byMode[DEFAULT_MODE];
  const modes = Object.fromEntries(MODES.map((mode) => [mode, fps(byMode[mode])]));
  const models = await timeModels(runs[0].report);
  return summarise({ runs, modes, models, theirs: official === null ? null : median(theirs) });
}

async function trackOnce(out, mode, threads) {
  const args = [
    'track',
    sample,
    '--out',
    out,
    '--mode',
    mode,
    '--threads',
    String(threads),
    '--device',
    'cpu',
  ];
  const { seconds } = await runCli([...args, '--quiet']);
  return { seconds, report: readJson(join(out, 'report.json')) };
}

const fps = (runs) => round(median(runs.map(({ seconds, report }) => report.frames.decoded / seconds)));

/**
 * Seconds that the clip's runs of each model take on one thread beside nothing else: in turn, as a frame needs them,
 * and each over and over, which keeps its weights in the processor's cache as no clip does.
 */
async function timeModels({ models, options, frames }) {
  const store = openModelStore();
  const used = [];
  for (const { model: name, outputs } of modelUses(options)) {
    const model = await loadModel(store, name, { outputs }).catch(() => null);
    const entry = model && models.find(({ sha256 }) => sha256 === model.sha256);
    if (!entry) continue;
    model.input.fill(0.5);
    used.push({ name, model, entry, inFrame: Math.ceil(entry.runs / frames.decoded) });
  }
  const inTurn = new Map(used.map(({ name }) => [name, []]));
  for (let turn = 0; turn < MODEL_TURNS; turn++)
    for (const { name, model, inFrame } of used) inTurn.get(name).push(...(await timeRuns(model, inFrame)));
  const rows = [];
  for (const { name, model, entry } of used) {
    const { provider, runs } = entry;
    const ms = { inTurn: median(inTurn.get(name)), repeated: median(await timeRuns(model, MODEL_TURNS)) };
    await model.release();
    rows.push({
      name,
      provider,
      runs,
      inTurn: (ms.inTurn * runs) / 1000,
      repeated: (ms.repeated * runs) / 1000,
    });
  }
  return rows;
}

async function timeRuns(model, count) {
  const times = [];
  for (let n = 0; n < count; n++) {
    const started = performance.now();
    await model.run();
    times.push(performance.now() - started);
  }
  return times;
}

async function timeOfficial(folder, out) {
  const runner = join(folder, 'run.mjs');
  if (!existsSync(runner)) throw new Error(`${runner} does not exist`);
  const { stdout } = await run(process.execPath, [runner, sample, out], { cwd: folder });
  return JSON.parse(stdout.trim().split('\n').at(-1)).fps;
}

function summarise({ runs, modes, models, theirs }) {
  const stages = Object.keys(runs[0].report.timings.stages);
  const stageSeconds = Object.fromEntries(
    stages.map((stage) => [stage, round(median(runs.map(({ report }) => report.timings.stages[stage])))]),
  );
  const wall = median(runs.map(({ seconds }) => seconds));
  const sum = (how) => models.reduce((total, row) => total + row[how], 0);
  const data = {
    frames: runs[0].report.frames.decoded,
    wallSeconds: round(wall),
    fps: modes[DEFAULT_MODE],
    modes,
    stages: stageSeconds,
    models,
    modelSeconds: { inTurn: round(sum('inTurn')), repeated: round(sum('repeated')) },
    overhead: { inTurn: round(wall / sum('inTurn')), repeated: round(wall / sum('repeated')) },
    official: theirs === null ? null : round(theirs),
    ratio: theirs === null ? null : round(modes[DEFAULT_MODE] / theirs),
  };
  return { data, tables: tables(data) };
}

const verdict = (good) => (good ? 'ok' : 'OVER');

const overheadRow = (how, ratio) => [
  `whole command / model runs ${how}`,
  ratio,
  LIMITS.overhead,
  verdict(ratio <= LIMITS.overhead),
];

function tables(data) {
  return [
    {
      title: `Whole command on the sample, ${data.frames} frames, median`,
      columns: ['mode', 'fps'],
      rows: Object.entries(data.modes),
    },
    {
      title: `Stages of ${DEFAULT_MODE}; models and probe run side by side`,
      columns: ['stage', 'seconds'],
      rows: [...Object.entries(data.stages), ['whole command', data.wallSeconds]],
    },
    {
      title: 'Model runs alone, one thread, seconds',
      columns: ['model', 'provider', 'runs', 'in turn', 'over and over'],
      rows: [
        ...data.models.map(({ name, provider, runs, inTurn, repeated }) => [
          name,
          provider,
          runs,
          round(inTurn),
          round(repeated),
        ]),
        ['sum', '', null, data.modelSeconds.inTurn, data.modelSeconds.repeated],
      ],
    },
    {
      title: 'Ratios',
      columns: ['what', 'ratio', 'limit', ''],
      rows: [
        overheadRow('in turn', data.overhead.inTurn),
        overheadRow('over and over', data.overhead.repeated),
        ...(data.ratio === null
          ? []
          : [
              [
                `fps / official (${data.official} fps)`,
                data.ratio,
                LIMITS.official,
                verdict(data.ratio >= LIMITS.official),
              ],
            ]),
      ],
    },
  ];
}
