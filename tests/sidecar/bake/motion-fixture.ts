import { readFileSync } from 'node:fs';
import type { MotionFrame, MotionHeader, Skeleton } from '../../../sidecar/src/protocol/motion.ts';
import { FACE_CURVES } from '../../../sidecar/src/skeleton/face-curves.ts';
import { metahumanSkeleton } from '../../../sidecar/src/skeleton/metahuman-skeleton.ts';

/** Three bones by hand: the pelvis 90 cm above the root and the spine 10 cm above it. */
export const smallSkeleton: Skeleton = {
  name: 'small',
  bones: [
    { name: 'root', parent: -1, translation: [0, 0, 0], rotation: [0, 0, 0, 1] },
    { name: 'pelvis', parent: 0, translation: [0, 2, 90], rotation: [0, 0, 0, 1] },
    { name: 'spine_01', parent: 1, translation: [10, 0, 0], rotation: [0, 0, 0, 1] },
  ],
};

export const smallCurves = ['CTRL_expressions_jawOpen', 'CTRL_expressions_eyeBlinkL'];

export interface MotionOptions {
  fps?: number;
  frames?: number;
  skeleton?: Skeleton;
  curves?: readonly string[];
  file?: string;
}

export function makeHeader(options: MotionOptions = {}): MotionHeader {
  const {
    fps = 30,
    frames = 4,
    skeleton = smallSkeleton,
    curves = smallCurves,
    file = 'hello.mp4',
  } = options;
  return {
    format: 'avatar-tracker.motion',
    version: 1,
    source: {
      file,
      sha256: 'ab'.repeat(32),
      width: 640,
      height: 480,
      fps,
      frameCount: frames,
      durationSeconds: 1,
    },
    fps,
    frameCount: frames,
    skeleton,
    curves: [...curves],
    settings: { mode: 'smart' },
  };
}

/** Every bone turns at its own pace about its own axis, the pelvis sways, every curve has its own wave. */
export function makeFrame(header: MotionHeader, index: number): MotionFrame {
  const time = index / header.fps;
  return {
    frame: index,
    time,
    pelvis: [Math.sin(time), 2 + time / 10, 88 + Math.cos(time)],
    rotations: header.skeleton.bones.map(({ rotation }, bone) => turned(rotation, bone, time)),
    curves: header.curves.map((_, curve) => 0.5 + 0.5 * Math.sin(time + curve)),
    arkit: {},
    confidence: { body: 1, leftHand: 1, rightHand: 1, face: 1 },
    flags: [],
  };
}

export function* makeFrames(header: MotionHeader): Generator<MotionFrame> {
  for (let index = 0; index < header.frameCount; index++) yield makeFrame(header, index);
}

/** The whole MetaHuman: 64 bones, every face curve. */
export function metahumanHeader(options: Omit<MotionOptions, 'skeleton' | 'curves'> = {}): MotionHeader {
  return makeHeader({ ...options, skeleton: metahumanSkeleton(), curves: FACE_CURVES });
}

/** The motion's float32 value of a number, as every key holds it. */
export const float32 = Math.fround;

export function readData(path: string): { keys: number; width: number; values: Float32Array } {
  const bytes = readFileSync(path);
  return {
    keys: bytes.readUInt32LE(8),
    width: bytes.readUInt32LE(12),
    values: new Float32Array(bytes.buffer.slice(bytes.byteOffset + 16, bytes.byteOffset + bytes.length)),
  };
}

function turned(
  [x, y, z, w]: readonly [number, number, number, number],
  bone: number,
  time: number,
): [number, number, number, number] {
  const angle = 0.4 * Math.sin(time * (1 + bone / 7) + bone);
  const s = Math.sin(angle / 2);
  const c = Math.cos(angle / 2);
  const axis = bone % 3;
  const [a, b, d] = [axis === 0 ? s : 0, axis === 1 ? s : 0, axis === 2 ? s : 0];
  return [
    w * a + x * c + y * d - z * b,
    w * b - x * d + y * c + z * a,
    w * d + x * b - y * a + z * c,
    w * c - x * a - y * b - z * d,
  ];
}
