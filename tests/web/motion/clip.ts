import { keyframeLayout } from '../../../sidecar/src/protocol/keyframes.ts';
import { bytesOf } from '../../../sidecar/src/protocol/typed-bytes.ts';
import { type Clip, createClip, type Tables } from '../../../sidecar/web/src/motion/create-clip.ts';

const IDENTITY = [0, 0, 0, 1];

/** A root, a pelvis 90 cm up, and an arm of two bones along +X, 30 and 25 cm, with a fingertip bone of 2 cm. */
export function smallTables(fields: Partial<Tables> = {}): Tables {
  const rest = Float32Array.from(
    [
      [0, 0, 0, ...IDENTITY],
      [0, 0, 90, ...IDENTITY],
      [10, 0, 50, ...IDENTITY],
      [30, 0, 0, ...IDENTITY],
      [25, 0, 0, ...IDENTITY],
      [2, 0, 0, ...IDENTITY],
    ].flat(),
  );
  return {
    type: 'tables',
    job: 'j234567890',
    stream: 'recorded',
    fps: 10,
    bones: ['root', 'pelvis', 'upperarm_l', 'lowerarm_l', 'hand_l', 'index_03_l'],
    parents: [-1, 0, 1, 2, 3, 4],
    rest: bytesOf(rest),
    face: ['JawOpen', 'BrowInnerUp'],
    flags: ['leftHandBridged', 'leftLegUnseen'],
    ...fields,
  };
}

export interface SmallFrame {
  readonly time: number;
  readonly pelvis?: readonly number[];
  /** By bone index; the others are unturned. */
  readonly turns?: Readonly<Record<number, readonly number[]>>;
  readonly face?: readonly number[];
  /** body, left hand, right hand, face */
  readonly confidence?: readonly number[];
  readonly flags?: number;
}

/** Frames in the form in which a clip takes them. */
export function smallFrames(frames: readonly SmallFrame[], { bones, face }: Tables) {
  const { size } = keyframeLayout(bones.length, face.length);
  const rows = frames.flatMap((frame) => [
    ...(frame.pelvis ?? [0, 0, 90]),
    ...bones.flatMap((_, bone) => frame.turns?.[bone] ?? IDENTITY),
    ...(frame.face ?? face.map(() => 0)),
    ...(frame.confidence ?? [1, 1, 1, 1]),
  ]);
  if (rows.length !== frames.length * size) throw new Error('the rows have another size');
  return {
    times: Float64Array.from(frames, ({ time }) => time),
    values: Float32Array.from(rows),
    flags: Uint32Array.from(frames, ({ flags }) => flags ?? 0),
  };
}

export function smallClip(frames: readonly SmallFrame[], fields: Partial<Tables> = {}): Clip {
  const tables = smallTables(fields);
  const clip = createClip(tables);
  clip.append(smallFrames(frames, tables));
  return clip;
}
