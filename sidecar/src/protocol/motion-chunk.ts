/**
 * Motion as numbers: what the worker sends up while it solves. A row holds, as float32, the pelvis (3, cm), a
 * rotation a bone (4), a value a face curve, a value an ARKit shape, the confidence of the regions (4).
 */
export interface MotionTables {
  /** Frames a second of the motion; a live one follows the clip's own frames. */
  readonly fps: number;
  /** Bone names in row order, and the index of each one's parent, -1 for the root. */
  readonly bones: readonly string[];
  readonly parents: readonly number[];
  /** Reference pose, 7 a bone: translation (cm), rotation x, y, z, w; parent-local. */
  readonly rest: Float32Array;
  /** `CTRL_expressions_*` names in row order. */
  readonly curves: readonly string[];
  /** ARKit names in row order. */
  readonly arkit: readonly string[];
  /** Names of the bits of a frame's flags, from bit 0. */
  readonly flags: readonly string[];
}

export interface MotionChunk {
  readonly firstFrame: number;
  readonly count: number;
  /** Seconds of the clip, one a frame. */
  readonly times: Float64Array;
  /** `rowLayout(tables).size` values a frame. */
  readonly values: Float32Array;
  /** Bits a frame, see {@link MotionTables.flags}. */
  readonly flags: Uint32Array;
}

/** Where each part of a row starts, and its size. */
export function rowLayout({ bones, curves, arkit }: Pick<MotionTables, 'bones' | 'curves' | 'arkit'>) {
  const rotations = 3;
  const face = rotations + bones.length * 4;
  const shapes = face + curves.length;
  const confidence = shapes + arkit.length;
  return { pelvis: 0, rotations, curves: face, arkit: shapes, confidence, size: confidence + 4 };
}
