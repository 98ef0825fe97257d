import { gzipSync } from 'node:zlib';
import type { MotionFrame, MotionHeader } from '../../../sidecar/src/protocol/motion.ts';
import {
  type MotionChunk,
  type MotionTables,
  rowLayout,
} from '../../../sidecar/src/protocol/motion-chunk.ts';
import { ARKIT_NAMES } from '../../../sidecar/src/skeleton/arkit.ts';

const BONES = [
  { name: 'root', parent: -1, translation: [0, 0, 0], rotation: [0, 0, 0, 1] },
  { name: 'pelvis', parent: 0, translation: [0, 0, 96.5], rotation: [0.5, 0.5, 0.5, 0.5] },
] satisfies MotionHeader['skeleton']['bones'];

/** A frame whose numbers tell which one it is, all exact in float32. */
export function motionFrame(frame: number): MotionFrame {
  return {
    frame,
    time: frame / 32,
    pelvis: [frame, 0.5 - frame, 96.5],
    rotations: [
      [0, 0, 0, 1],
      [0.5, -0.5, 0.5, -0.5],
    ],
    curves: [0.25, frame],
    arkit: { JawOpen: 0.5, TongueOut: frame },
    confidence: { body: 1, leftHand: 0.75, rightHand: 0.5, face: 0 },
    flags: frame >= 40 ? ['leftHandBridged', 'faceUnseen'] : frame % 2 === 1 ? ['leftHandBridged'] : [],
  };
}

/** A motion file of so many frames. */
export function motionFile(frames: number): Buffer {
  const header: MotionHeader = {
    format: 'avatar-tracker.motion',
    version: 1,
    source: {
      file: 'a.mp4',
      sha256: '0',
      width: 8,
      height: 8,
      fps: 32,
      frameCount: frames,
      durationSeconds: frames / 32,
    },
    fps: 32,
    frameCount: frames,
    skeleton: { name: 'two', bones: BONES },
    curves: ['CTRL_expressions_jawOpen', 'CTRL_expressions_other'],
    settings: {},
  };
  const lines = [header, ...Array.from({ length: frames }, (_, i) => motionFrame(i))];
  return gzipSync(`${lines.map((line) => JSON.stringify(line)).join('\n')}\n`);
}

export const TABLES: MotionTables = {
  fps: 32,
  bones: BONES.map(({ name }) => name),
  parents: BONES.map(({ parent }) => parent),
  rest: Float32Array.from(BONES.flatMap(({ translation, rotation }) => [...translation, ...rotation])),
  curves: ['CTRL_expressions_jawOpen', 'CTRL_expressions_other'],
  arkit: ARKIT_NAMES,
  flags: ['leftHandBridged', 'faceUnseen'],
};

/** A live chunk of one frame: the row counts up from `frame`. */
export function liveChunk(frame: number): MotionChunk {
  const { size } = rowLayout(TABLES);
  return {
    firstFrame: frame,
    count: 1,
    times: Float64Array.of(frame / 32),
    values: Float32Array.from({ length: size }, (_, i) => frame + i),
    flags: Uint32Array.of(2),
  };
}
