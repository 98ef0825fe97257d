// The service: start, idle, first keyframe, event loop, latency, throughput, 200 subscribers.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { keyframeLayout, unpackKeyframes } from '../../dist/protocol/keyframes.js';
import { sample } from './clips.mjs';
import { connect, watch } from './stream-client.mjs';
import { writeMotion } from './stream-data.mjs';

const CLI = fileURLToPath(new URL('../../bin/avatar-tracker.mjs', import.meta.url));
const SERVER = fileURLToPath(new URL('./stream-server.mjs', import.meta.url));
const RECORDED = 'recorded0000';
const FLOOD = 'flood0000000';
const SUBSCRIBERS = 200;
/** A minute of motion. */
const FRAMES = 1800;
/** The heap is tidied up once in the first half minute, 0.1 s of work: a shorter look sees it in full or not at all. */
const IDLE_SECONDS = 30;
const MB = 1e6;

const seconds = (s) => new Promise((resolve) => setTimeout(resolve, s * 1000));
const quantile = (values, q) =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(q * values.length))];

export async function measure({ work }) {
  const rows = [];
  const data = {};
  const add = (name, value, limit, unit, good = value <= limit) => {
    data[name] = value;
    rows.push([name, `${Number(value.toFixed(2))} ${unit}`, `${limit} ${unit}`, good ? 'ok' : 'OVER']);
  };
  await measureService(work, add);
  await measureStreams(work, add);
  return { data, tables: [{ title: 'Service', columns: ['what', 'measured', 'must', ''], rows }] };
}

/** The service as people start it, on the sample clip. */
async function measureService(work, add) {
  const token = randomBytes(32).toString('base64url');
  const args = ['serve', '--workspace', join(work, 'service'), '--log-level', 'error'];
  const started = performance.now();
  const child = spawn(process.execPath, [CLI, ...args], {
    env: { ...process.env, AVATAR_TRACKER_TOKEN: token },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const { http, ws } = await firstLine(child);
    add('start to listening', performance.now() - started, 1500, 'ms');
    add('processor time of it', cpuSeconds(child.pid) * 1000, 1500, 'ms');
    await seconds(3);
    const [cpu, since] = [cpuSeconds(child.pid), performance.now()];
    await seconds(IDLE_SECONDS);
    add('idle memory', residentBytes(child.pid) / MB, 120, 'MB');
    const share = (cpuSeconds(child.pid) - cpu) / ((performance.now() - since) / 1000);
    add('idle processor', share * 100, 1, '%');
    await track(ws, token); // brings the models into the cache
    await metrics(http, token); // starts counting anew
    add('first keyframe after submit', await track(ws, token), 2000, 'ms');
    const text = await metrics(http, token);
    const late = Number(/event_loop_delay_seconds\{quantile="0.99"\} (\S+)/.exec(text)[1]);
    add('event loop p99 while tracking', late * 1000, 20, 'ms');
  } finally {
    await end(child);
  }
}

/** Milliseconds from submit to the first keyframe of the sample; resolves when the job has ended. */
async function track(url, token) {
  let first = null;
  let submitted = 0;
  const client = await connect(url, token, ({ type }) => {
    if (type === 'keyframes') first ??= performance.now() - submitted;
  });
  const answered = client.next(({ type, requestId }) => type === 'job' && requestId === 7);
  submitted = performance.now();
  client.send({ type: 'submit', requestId: 7, input: { path: sample }, live: true });
  const { job } = await answered;
  const ended = client.next(({ type, stream }) => type === 'end' && stream === 'live');
  client.send(watch(job.id, 'live'));
  await ended;
  client.close();
  if (first === null) throw new Error('no keyframe came');
  return first;
}

/** The streams alone, with made-up motion. */
async function measureStreams(work, add) {
  const workspace = join(work, 'streams');
  mkdirSync(workspace, { recursive: true });
  const motion = join(workspace, 'motion.jsonl.gz');
  await writeMotion(motion, FRAMES);
  copyFileSync(sample, join(workspace, 'clip.mp4'));
  const token = randomBytes(32).toString('base64url');
  const child = spawn(process.execPath, [SERVER, workspace, motion, token], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const info = await firstLine(child);
    const delays = await measureLatency(info, token);
    add('solved to received, p50', quantile(delays, 0.5), 20, 'ms');
    add('solved to received, p99', quantile(delays, 0.99), 20, 'ms');
    const { rate, bytes } = await measureRate(info, token, child);
    add('chunks encoded, sent, decoded', rate, 20_000, 'frames/s', rate >= 20_000);
    add('bytes a frame', bytes, 1500, 'B');
    await measureCrowd(info, { token, child, add });
  } finally {
    await end(child);
  }
}

async function measureLatency({ ws, clip }, token) {
  const delays = [];
  const client = await connect(ws, token, (message) => {
    if (message.type !== 'keyframes') return;
    const { times } = unpackKeyframes(message, keyframeLayout(64, 52));
    delays.push(Number(process.hrtime.bigint()) / 1e6 - times[0]);
  });
  const answered = client.next(({ type, requestId }) => type === 'job' && requestId === 7);
  client.send({ type: 'submit', requestId: 7, input: { path: clip }, live: true });
  const { job } = await answered;
  const ended = client.next(({ type }) => type === 'end');
  client.send(watch(job.id, 'live'));
  await ended;
  client.close();
  return delays;
}

async function measureRate({ ws }, token, child) {
  let [frames, bytes, sum, first, last] = [0, 0, 0, 0, 0];
  const layout = keyframeLayout(64, 52);
  const client = await connect(ws, token, (message, size) => {
    if (message.type !== 'keyframes') return;
    sum += unpackKeyframes(message, layout).values[0];
    first ||= performance.now();
    last = performance.now();
    frames += message.count;
    bytes += size;
  });
  const answered = client.next(({ type }) => type === 'job');
  client.send(watch(FLOOD, 'live'));
  await answered;
  const ended = client.next(({ type }) => type === 'end');
  child.kill('SIGUSR2');
  await ended;
  client.close();
  if (!Number.isFinite(sum)) throw new Error('the numbers did not arrive');
  return { rate: frames / ((last - first) / 1000), bytes: bytes / frames };
}

async function measureCrowd({ ws }, { token, child, add }) {
  const counts = [];
  const open = (i) =>
    connect(ws, token, (message) => {
      if (message.type === 'keyframes') counts[i] = (counts[i] ?? 0) + message.count;
    });
  const alone = await open(SUBSCRIBERS);
  alone.send(watch(RECORDED, 'recorded'));
  await alone.next(({ type }) => type === 'end');
  alone.close();
  const clients = await Promise.all(Array.from({ length: SUBSCRIBERS }, (_, i) => open(i)));
  const stalled = await open(SUBSCRIBERS + 1);
  const before = residentBytes(child.pid);
  let peak = before;
  const timer = setInterval(() => {
    peak = Math.max(peak, residentBytes(child.pid));
  }, 50);
  stalled.send(watch(RECORDED, 'recorded'));
  stalled.socket.pause();
  const started = performance.now();
  const ends = clients.map((client) => client.next(({ type }) => type === 'end'));
  for (const client of clients) client.send(watch(RECORDED, 'recorded'));
  await Promise.all(ends);
  const wall = (performance.now() - started) / 1000;
  clearInterval(timer);
  const complete = counts.slice(0, SUBSCRIBERS).filter((count) => count === FRAMES).length;
  add(
    `subscribers of ${SUBSCRIBERS} that got all frames, one more stalled`,
    complete,
    SUBSCRIBERS,
    '',
    complete === SUBSCRIBERS,
  );
  add('memory that they cost the service', (peak - before) / MB, 100, 'MB');
  add('frames to all of them', (SUBSCRIBERS * FRAMES) / wall, 20_000, 'frames/s', true);
  for (const client of [...clients, stalled]) client.close();
}

async function metrics(http, token) {
  return (await fetch(`${http}/metrics`, { headers: { authorization: `Bearer ${token}` } })).text();
}

function firstLine(child) {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout.on('data', (chunk) => {
      text += chunk;
      if (text.includes('\n')) resolve(JSON.parse(text.split('\n')[0]));
    });
    child.once('exit', (code) => reject(new Error(`the service ended with ${code}`)));
  });
}

async function end(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await gone;
}

/** Where the system has no /proc these are not measured. */
function cpuSeconds(pid) {
  if (!existsSync('/proc/self/stat')) return Number.NaN;
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

function residentBytes(pid) {
  if (!existsSync('/proc/self/stat')) return Number.NaN;
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) * 1024;
}
