// Stands in for the worker process; the name of the clip says what it does.
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';

process.on('SIGINT', () => {});
const send = (message) => new Promise((resolve) => process.send(message, resolve));

const report = {
  format: 'avatar-tracker.report',
  version: 1,
  program: { name: 'fake', version: '0', node: '0', platform: 'x' },
  source: {
    file: 'a.mp4',
    sha256: 'ab',
    width: 2,
    height: 2,
    fps: 25,
    frameCount: 1,
    durationSeconds: 0.04,
    codec: 'h264',
    rotation: 0,
    variableFrameRate: false,
    hasAudio: false,
  },
  models: [],
  frames: { decoded: 1, tracked: 1, motion: 1, truncated: false },
  regions: Object.fromEntries(
    ['body', 'leftHand', 'rightHand', 'face'].map((region) => [region, { presence: 0, confidence: null }]),
  ),
  quality: {
    confidence: { seconds: 1, parts: { body: [], leftHand: [], rightHand: [], face: [] } },
    problems: { spans: [], omitted: 0, seconds: {} },
    contacts: [],
    tremble: { head: null, leftFingertips: null, rightFingertips: null },
    boneLengths: {},
    footSlideMm: null,
    reprojection: { leftHand: null, rightHand: null },
    worst: [],
  },
  timings: { stages: {}, totalSeconds: 1, fps: 1 },
  memory: { workerPeakMb: 1 },
  warnings: [],
  outputs: [],
};

const acts = {
  async error() {
    await send({ type: 'error', code: 'input.not-video', message: 'No video.', stack: null });
  },
  async gibberish() {
    await send({ type: 'nonsense' });
  },
  async crash() {
    process.stderr.write('first line\nnative code gave up\n');
    process.kill(process.pid, 'SIGSEGV');
  },
  async exit() {
    process.exit(3);
  },
  async greedy() {
    await send({ type: 'heartbeat', rss: 5e9 });
  },
  async deaf() {
    // neither answers nor ends on a polite signal, and has a child of its own
    process.on('SIGTERM', () => {});
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
    await send({ type: 'warning', message: `child ${child.pid}` });
    setInterval(() => {}, 1000);
  },
  /** Works on the plain CPU alone. */
  async 'lost device'({ options, fallback, workDir, outDir }) {
    if (fallback !== 'cpu') {
      await send({ type: 'device', provider: 'webgpu' });
      return process.kill(process.pid, 'SIGABRT');
    }
    writeFileSync(`${workDir}/report.json`, '{}');
    await send({
      type: 'result',
      report: { ...report, options, warnings: [`on ${fallback}`], unreal: outDir },
    });
  },
  async progress() {
    await send({
      type: 'progress',
      progress: { stage: 'track', framesDone: 1, framesTotal: 2, fps: 3, etaSeconds: 4 },
    });
    await send({ type: 'error', code: 'input.empty', message: 'Empty.', stack: 'where it happened' });
  },
};

process.on('message', async (message) => {
  if (message.type !== 'start') return;
  await acts[message.job.input](message.job);
});
