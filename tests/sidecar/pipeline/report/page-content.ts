import type { PageContent } from '../../../../sidecar/src/pipeline/report/page/render-page.ts';
import type { Quality } from '../../../../sidecar/src/protocol/quality.ts';
import type { Report } from '../../../../sidecar/src/protocol/report.ts';
import { landmarkFrame } from './landmark-frame.ts';

/** A JPEG of one grey pixel. */
const PIXEL = Buffer.from(
  '/9j/4AAQSkZJRgABAQEAYABgAAD/2wBDAAgGBgcGBQgHBwcJCQgKDBQNDAsLDBkSEw8UHRofHh0aHBwgJC4nICIsIxwcKDcpLDAxNDQ0Hyc5PTgyPC4zNDL/wAALCAABAAEBAREA/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUFBAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi4+Tl5ufo6erx8vP09fb3+Pn6/9oACAEBAAA/APn+v//Z',
  'base64',
);

const quality: Quality = {
  confidence: {
    seconds: 0.5,
    parts: {
      body: [1, 1, 0.9, 1],
      leftHand: [0, 0.9, 0.8, 0],
      rightHand: [0.9, 0.5, 0.9, 0.9],
      face: [0, 0, 0, 0],
    },
  },
  problems: {
    spans: [
      { part: 'leftHand', state: 'unseen', from: 0, to: 0.5 },
      { part: 'mouth', state: 'bridged', from: 1, to: 1.2 },
    ],
    omitted: 0,
    seconds: { leftHand: { bridged: 0, unseen: 0.5 }, mouth: { bridged: 0.2, unseen: 0 } },
  },
  contacts: [{ kind: 'fingerThumb', a: 'thumb_l', b: 'index_l', from: 10, to: 20 }],
  tremble: {
    head: { allMm: 0.5, stillMm: 0.2 },
    leftFingertips: null,
    rightFingertips: { allMm: 9, stillMm: null },
  },
  boneLengths: { upperArm: 0.04, calf: null },
  footSlideMm: 1.25,
  reprojection: { leftHand: { thumb: 12, index: 6, middle: 5, ring: 4, pinky: 40 }, rightHand: null },
  worst: [{ frame: 30, time: 1, score: 0.9, reasons: ['left hand bridged'] }],
};

const report: Report = {
  format: 'avatar-tracker.report',
  version: 1,
  program: { name: 'avatar-tracker', version: '1.0.0', node: 'v20.19.0', platform: 'linux-x64' },
  source: {
    file: 'a <b>&"clip".mp4',
    sha256: 'ab'.repeat(32),
    width: 640,
    height: 480,
    fps: 30,
    frameCount: 60,
    durationSeconds: 2,
    codec: 'h264',
    rotation: 0,
    variableFrameRate: false,
    hasAudio: false,
  },
  options: { mode: 'smart' } as Report['options'],
  models: [{ file: 'pose.tflite', sha256: 'cd'.repeat(32), provider: 'cpu', runs: 60, seconds: 1.5 }],
  frames: { decoded: 60, tracked: 60, motion: 60, truncated: false },
  regions: {
    body: { presence: 1, confidence: 0.98 },
    leftHand: { presence: 0.5, confidence: 0.85 },
    rightHand: { presence: 1, confidence: 0.8 },
    face: { presence: 0, confidence: null },
  },
  quality,
  timings: { stages: { track: 2.5, solve: 0.1 }, totalSeconds: 3, fps: 20 },
  memory: { workerPeakMb: 400 },
  warnings: ['The clip <breaks> off.'],
  outputs: [],
  unreal: 'py "x"',
};

export const pageContent: PageContent = {
  report,
  quality,
  timeline: { from: 0, to: 2, fps: 30 },
  worst: [
    { ...quality.worst[0]!, landmarks: landmarkFrame(30), picture: PIXEL },
    { frame: 50, time: 1.7, score: 0.2, reasons: ['face unseen'], landmarks: null, picture: null },
  ],
};
