// The whole command on the sample: stage by stage, against the models alone, and against the official tracker.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { loadModel, openModelStore } from '../../dist/models/index.js';
import { modelUses } from '../../dist/tracking/mediapipe/create-lane.js';
import { sample } from './clips.mjs';
import { readJson } from './landmark-file.mjs';
import { median, run, runCli } from './measure.mjs';

const MODES = ['ultra-fast', 'fast', 'smart', 'quality'];
const DEFAULT_MODE = 'smart';
/** Whole command against the sum of the model runs alone, and against the official tracker's frames a second. */
const LIMITS = { overhead: 1.25, official: 4 };
const MODEL_WARM_UPS = 5;
const MODEL_RUNS = 40;

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

/** Milliseconds a run of each model that was used, alone on one thread. */
async function timeModels({ models, options }) {
  const store = openModelStore();
  const rows = [];
  for (const { model: name, outputs } of modelUses(options)) {
    const model = await loadModel(store, name, { outputs }).catch(() => null);
    const used = model && models.find(({ sha256 }) => sha256 === model.sha256);
    if (!used) continue;
    model.input.fill(0.5);
    for (let i = 0; i < MODEL_WARM_UPS; i++) await model.run();
    const times = [];
    for (let i = 0; i < MODEL_RUNS; i++) {
      const started = performance.now();
      await model.run();
      times.push(performance.now() - started);
    }
    await model.release();
    const ms = median(times);
    rows.push({
      name,
      provider: used.provider,
      runs: used.runs,
      ms: round(ms),
      seconds: (ms * used.runs) / 1000,
    });
  }
  return rows;
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
  const modelSeconds = models.reduce((sum, { seconds }) => sum + seconds, 0);
  const data = {
    frames: runs[0].report.frames.decoded,
    wallSeconds: round(wall),
    fps: modes[DEFAULT_MODE],
    modes,
    stages: stageSeconds,
    models,
    modelSeconds: round(modelSeconds),
    overhead: round(wall / modelSeconds),
    official: theirs,
    ratio: theirs === null ? null : round(modes[DEFAULT_MODE] / theirs),
  };
  return { data, tables: tables(data) };
}

function tables(data) {
  const verdict = (good) => (good ? 'ok' : 'OVER');
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
      title: 'Model runs alone, one thread',
      columns: ['model', 'provider', 'runs', 'ms a run', 'seconds'],
      rows: [
        ...data.models.map(({ name, provider, runs, ms, seconds }) => [
          name,
          provider,
          runs,
          ms,
          round(seconds),
        ]),
        ['sum', '', null, null, data.modelSeconds],
      ],
    },
    {
      title: 'Ratios',
      columns: ['what', 'ratio', 'limit', ''],
      rows: [
        [
          'whole command / model runs',
          data.overhead,
          LIMITS.overhead,
          verdict(data.overhead <= LIMITS.overhead),
        ],
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

const round = (value) => Number(value.toFixed(2));
