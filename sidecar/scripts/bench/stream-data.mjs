// Motion of a whole body for the stream bench: real tables, numbers that do not compress.
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { createGzip } from 'node:zlib';
import { rowLayout } from '../../dist/protocol/motion-chunk.js';
import { ARKIT_NAMES } from '../../dist/skeleton/arkit.js';
import { FACE_CURVES } from '../../dist/skeleton/face-curves.js';
import { metahumanSkeleton } from '../../dist/skeleton/metahuman-skeleton.js';

const FPS = 30;
export const CHUNK_FRAMES = 30;

export function liveTables() {
  const { bones } = metahumanSkeleton();
  return {
    fps: FPS,
    bones: bones.map(({ name }) => name),
    parents: bones.map(({ parent }) => parent),
    rest: Float32Array.from(bones.flatMap(({ translation, rotation }) => [...translation, ...rotation])),
    curves: FACE_CURVES,
    arkit: ARKIT_NAMES,
    flags: ['leftHandBridged'],
  };
}

export const rowSize = (tables) => rowLayout(tables).size;

/** A chunk with another number in every place. */
export function makeChunk(tables, firstFrame) {
  const size = rowSize(tables);
  return {
    firstFrame,
    count: CHUNK_FRAMES,
    times: Float64Array.from({ length: CHUNK_FRAMES }, (_, i) => (firstFrame + i) / FPS),
    values: Float32Array.from({ length: CHUNK_FRAMES * size }, (_, i) => Math.sin(i + firstFrame)),
    flags: new Uint32Array(CHUNK_FRAMES),
  };
}

/** Writes a motion file of so many frames. */
export async function writeMotion(file, frames) {
  const skeleton = metahumanSkeleton();
  const source = {
    file: 'bench.mp4',
    sha256: '0',
    width: 8,
    height: 8,
    fps: FPS,
    frameCount: frames,
    durationSeconds: frames / FPS,
  };
  const header = {
    format: 'avatar-tracker.motion',
    version: 1,
    source,
    fps: FPS,
    frameCount: frames,
    skeleton,
    curves: FACE_CURVES,
    settings: {},
  };
  const gzip = createGzip({ level: 1 });
  const to = gzip.pipe(createWriteStream(file));
  gzip.write(`${JSON.stringify(header)}\n`);
  for (let frame = 0; frame < frames; frame++)
    if (!gzip.write(`${JSON.stringify(motionFrame(skeleton, frame))}\n`)) await once(gzip, 'drain');
  gzip.end();
  await once(to, 'close');
}

function motionFrame({ bones }, frame) {
  const number = (i) => Math.sin(frame * 0.1 + i);
  return {
    frame,
    time: frame / FPS,
    pelvis: [number(0), number(1), 96],
    rotations: bones.map((_, i) => [number(i), number(i + 1), number(i + 2), number(i + 3)]),
    curves: FACE_CURVES.map((_, i) => number(i) ** 2),
    arkit: Object.fromEntries(ARKIT_NAMES.map((name, i) => [name, number(i) ** 2])),
    confidence: { body: 1, leftHand: 0.9, rightHand: 0.8, face: 0.7 },
    flags: frame % 100 === 0 ? ['leftHandBridged'] : [],
  };
}
