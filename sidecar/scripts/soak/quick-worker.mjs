// Stands in for the worker process: does in milliseconds what a real one does in minutes. The clip is a text file
// whose first line is JSON: `ms` of work, `fail` with this error code while the attempt is at most `times`.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const FILES = {
  landmarks: 'landmarks.jsonl.gz',
  motion: 'motion.jsonl.gz',
  script: 'build_animation.py',
  data: 'build_animation.bin',
  job: 'build_animation.json',
};

/** Of a clip in which nobody was seen. */
const QUALITY = {
  confidence: { seconds: 1, parts: { body: [], leftHand: [], rightHand: [], face: [] } },
  problems: { spans: [], omitted: 0, seconds: {} },
  contacts: [],
  tremble: { head: null, leftFingertips: null, rightFingertips: null },
  boneLengths: {},
  footSlideMm: null,
  reprojection: { leftHand: null, rightHand: null },
  worst: [],
};

let job = null;
let answer = () => {};
process.on('disconnect', () => {
  if (job !== null) rmSync(job.workDir, { recursive: true, force: true });
  process.exit(0);
});
process.on('message', (message) => {
  if (message.type === 'start') void work(message.job);
  else if (message.type === 'segment') answer(message.index);
  else if (message.type === 'cancel') process.exit(0);
});

const send = (message) => new Promise((resolve) => process.send(message, resolve));
const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

async function work(started) {
  job = started;
  const text = readFileSync(job.input, 'utf8');
  const plan = JSON.parse(text.split('\n')[0]);
  const attempt = plan.fail || plan.die ? countAttempt(`${job.input}.attempts`) : 1;
  await send({ type: 'heartbeat', rss: process.memoryUsage.rss() });
  await send({ type: 'warning', message: `attempt ${attempt}` });
  if (job.live) await sendLive();
  if (plan.segments) return await workInSegments(plan);
  for (let done = 0; done < 4; done++) {
    const progress = { stage: 'track', framesDone: done, framesTotal: 4, fps: 10, etaSeconds: 4 - done };
    await send({ type: 'progress', progress });
    await wait((plan.ms ?? 8) / 4);
  }
  if (plan.die && attempt <= (plan.times ?? 1)) process.kill(process.pid, 'SIGKILL');
  if (plan.fail && attempt <= (plan.times ?? 1))
    await send({ type: 'error', code: plan.fail, message: 'As the clip asks.', stack: null });
  else await send({ type: 'result', report: writeResult(text) });
  process.exit(0);
}

/** Attempts at this clip, this one among them. */
function countAttempt(file) {
  const count = existsSync(file) ? readFileSync(file, 'utf8').length + 1 : 1;
  writeFileSync(file, 'x'.repeat(count));
  return count;
}

/** Asks for segments as a real worker does; each process writes down which it did. */
async function workInSegments({ segments, ms = 8 }) {
  const folder = join(job.checkpoints, sha256(job.input).slice(0, 16));
  mkdirSync(folder, { recursive: true });
  const take = (index) =>
    new Promise((resolve) => {
      answer = resolve;
      void send({ type: 'take', index });
    });
  const track = async (index) => {
    await wait(ms);
    const path = join(folder, `${index}.segment`);
    writeFileSync(
      `${path}.${process.pid}.partial`,
      JSON.stringify({ index, by: job.split, pid: process.pid }),
    );
    renameSync(`${path}.${process.pid}.partial`, path);
    await send({ type: 'checkpoint', index });
  };
  await send({ type: 'plan', segments, done: [] });
  if (job.split === 'help') {
    for (let index = await take(null); index !== null; index = await take(null)) await track(index);
    await send({ type: 'helped' });
  } else {
    for (let index = 0; index < segments; index++)
      if (job.split === undefined || (await take(index)) !== null) await track(index);
    const parts = Array.from({ length: segments }, (_, i) =>
      readFileSync(join(folder, `${i}.segment`), 'utf8'),
    );
    await send({ type: 'result', report: writeResult(`${parts.join('\n')}\n`) });
  }
  process.exit(0);
}

async function sendLive() {
  const rest = Float32Array.of(1, 2, 3, 0, 0, 0, 1);
  const names = { bones: ['pelvis'], parents: [-1], rest, curves: [], arkit: ['JawOpen'], flags: ['odd'] };
  await send({ type: 'tables', tables: { fps: 25, ...names } });
  const values = Float32Array.from({ length: 12 }, (_, i) => i);
  const chunk = { firstFrame: 0, count: 1, times: Float64Array.of(0.5), values, flags: Uint32Array.of(1) };
  await send({ type: 'keyframes', chunk });
}

function writeResult(text) {
  const outputs = Object.entries(FILES).map(([kind, file]) => {
    const bytes = Buffer.from(`${kind} of ${text}`);
    writeFileSync(join(job.workDir, file), bytes);
    return { kind, file, bytes: bytes.length, sha256: sha256(bytes) };
  });
  const report = reportOf(outputs);
  writeFileSync(join(job.workDir, 'report.json'), JSON.stringify(report));
  return report;
}

function reportOf(outputs) {
  const region = { presence: 0, confidence: null };
  const size = { width: 2, height: 2, fps: 25, frameCount: 4, durationSeconds: 0.16 };
  const kind = { codec: 'h264', rotation: 0, variableFrameRate: false, hasAudio: false };
  return {
    format: 'avatar-tracker.report',
    version: 1,
    program: { name: 'quick', version: '0', node: process.version, platform: 'x' },
    source: { file: 'clip.mp4', sha256: 'ab', ...size, ...kind },
    options: job.options,
    models: [],
    frames: { decoded: 4, tracked: 4, motion: 4, truncated: false },
    regions: { body: region, leftHand: region, rightHand: region, face: region },
    quality: QUALITY,
    timings: { stages: { track: 0.01 }, totalSeconds: 0.01, fps: 400 },
    memory: { workerPeakMb: 1 },
    warnings: ['done by a quick worker'],
    outputs,
    unreal: join(job.outDir, FILES.script),
  };
}
