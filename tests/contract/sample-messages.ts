import { defaultTrackOptions } from '../../sidecar/src/protocol/default-options.ts';
import type { Artifact, Job } from '../../sidecar/src/protocol/job.ts';
import type { ClientMessage, ServerMessage } from '../../sidecar/src/protocol/messages.ts';
import { bytesOf } from '../../sidecar/src/protocol/typed-bytes.ts';

const job = '0c7f2k9m4q';

const options = defaultTrackOptions('fast');

const queued: Job = {
  id: job,
  name: 'Grüße 手話',
  state: 'queued',
  priority: -1,
  input: { path: '/clips/Grüße 手話.mp4', name: 'Grüße 手話.mp4' },
  options,
  skeleton: 'f_med_nrw',
  assetPath: '/Game/Signs',
  live: true,
  webhook: null,
  attempts: 0,
  createdAt: '2026-01-02T03:04:05.678Z',
  startedAt: null,
  finishedAt: null,
  notBefore: null,
  progress: null,
  error: null,
  warnings: [],
};

const failed: Job = {
  ...queued,
  state: 'failed',
  priority: 100,
  assetPath: null,
  attempts: 3,
  startedAt: '2026-01-02T03:04:06.000Z',
  finishedAt: '2026-01-02T03:05:06.000Z',
  progress: { stage: 'track', framesDone: 70000, framesTotal: null, fps: 24.5, etaSeconds: null },
  error: {
    code: 'input.not-video',
    message: 'This is no video.',
    fix: 'Give a video file that ffmpeg can read.',
  },
  warnings: ['The clip breaks off.'],
};

const artifact: Artifact = {
  name: 'motion.jsonl.gz',
  kind: 'motion',
  bytes: 123456,
  sha256: '0123456789abcdef'.repeat(4),
  contentType: 'application/gzip',
};

/** One or more messages of each type; every number survives float32, so that each language compares exactly. */
export const CLIENT_SAMPLES: Readonly<Record<string, ClientMessage>> = {
  hello: {
    type: 'hello',
    protocol: 1,
    token: `${'A0-_'.repeat(10)}xyz`,
    client: { name: 'unreal-plugin', version: '5.5.4' },
  },
  skeleton: {
    type: 'skeleton',
    requestId: 1,
    name: 'm_tal_ovw',
    bones: [
      { name: 'root', parent: -1, translation: [0, 0, 0], rotation: [0, 0, 0, 1] },
      { name: 'pelvis', parent: 0, translation: [0.25, -1.5, 96.125], rotation: [0.5, -0.5, 0.5, 0.5] },
    ],
  },
  submit: { type: 'submit', requestId: 2, input: { path: '/clips/a.mp4' } },
  submitAll: {
    type: 'submit',
    requestId: 65536,
    input: { path: 'C:\\clips\\Grüße 手話.mp4' },
    options,
    name: 'Grüße 手話',
    priority: -1,
    skeleton: 'f_med_nrw',
    assetPath: '/Game/Signs',
    live: true,
    webhook: 'https://example.com/hook',
  },
  cancel: { type: 'cancel', requestId: 3, job },
  retry: { type: 'retry', requestId: 128, job },
  list: { type: 'list', requestId: 256 },
  listSome: { type: 'list', requestId: 257, state: 'failed', limit: 1000, before: job },
  watchLive: { type: 'watch', requestId: 4, job, stream: 'live', face: 'arkit', fromSequence: 0 },
  watchRecorded: { type: 'watch', requestId: 5, job, stream: 'recorded', face: 'ctrl', fromSequence: 70000 },
  unwatch: { type: 'unwatch', requestId: 4294967295, job },
};

const float32 = (...values: number[]) => bytesOf(Float32Array.from(values));
const float64 = (...values: number[]) => bytesOf(Float64Array.from(values));
const uint32 = (...values: number[]) => bytesOf(Uint32Array.from(values));

/** Two bones and one face value: a row is pelvis 3, rotations 8, face 1, confidence 4. */
const row = (x: number) => [x, -x, 96.5, 0, 0, 0, 1, 0.5, 0.5, -0.5, 0.5, x / 4, 1, 0.75, 0.5, 0];

export const SERVER_SAMPLES: Readonly<Record<string, ServerMessage>> = {
  welcome: {
    type: 'welcome',
    protocol: 1,
    server: { name: 'avatar-tracker', version: '0.1.0' },
    heartbeatSeconds: 10,
    limits: { messageBytes: 1048576, watches: 16 },
  },
  skeletonAccepted: { type: 'skeletonAccepted', requestId: 1, skeleton: 's_0123456789abcdef', bones: 64 },
  job: { type: 'job', requestId: 2, job: queued },
  jobChanged: { type: 'job', requestId: null, job: failed },
  jobs: { type: 'jobs', requestId: 256, jobs: [failed, queued] },
  jobsNone: { type: 'jobs', requestId: 256, jobs: [] },
  progress: {
    type: 'progress',
    job,
    progress: { stage: 'track', framesDone: 120, framesTotal: 300, fps: 24.5, etaSeconds: 7.25 },
  },
  tables: {
    type: 'tables',
    job,
    stream: 'recorded',
    fps: 30,
    bones: ['root', 'pelvis'],
    parents: [-1, 0],
    rest: float32(0, 0, 0, 0, 0, 0, 1, 0.25, -1.5, 96.125, 0.5, -0.5, 0.5, 0.5),
    face: ['JawOpen'],
    flags: ['leftHandBridged', 'faceUnseen'],
  },
  keyframes: {
    type: 'keyframes',
    job,
    stream: 'recorded',
    sequence: 1,
    firstFrame: 30,
    count: 2,
    times: float64(1, 1.03125),
    values: float32(...row(1), ...row(-2)),
    flags: uint32(0, 3),
  },
  keyframesOne: {
    type: 'keyframes',
    job,
    stream: 'live',
    sequence: 4294967295,
    firstFrame: 100000,
    count: 1,
    times: float64(4166.625),
    values: float32(...row(0.5)),
    flags: uint32(2147483649),
  },
  end: { type: 'end', job, stream: 'recorded', frames: 32, dropped: 0 },
  endLive: { type: 'end', job, stream: 'live', frames: 250, dropped: 51 },
  result: {
    type: 'result',
    job,
    artifacts: [artifact, { ...artifact, name: 'build_animation.py', kind: 'script', bytes: 0 }],
    script: '/data/jobs/0c7f2k9m4q/build_animation.py',
    unreal: 'py "/data/jobs/0c7f2k9m4q/build_animation.py"',
  },
  resultBare: { type: 'result', job, artifacts: [], script: null, unreal: null },
  error: {
    type: 'error',
    requestId: 2,
    job: null,
    code: 'input.not-found',
    message: '/clips/a.mp4 does not exist.',
    fix: 'Check the path of the file.',
  },
  errorOfJob: {
    type: 'error',
    requestId: null,
    job,
    code: 'internal',
    message: 'Something broke.',
    fix: 'This is a defect: please report it with the log.',
  },
};
