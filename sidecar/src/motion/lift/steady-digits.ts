import type { Side } from '../../skeleton/body-bones.ts';
import { normalizeVec, setVec, type Vec3, vec3 } from '../../skeleton/vector.ts';
import { type ClipStore, HAS } from '../clip/clip-store.ts';
import type { TimeFilter } from '../time/time-filter.ts';
import type { HandReader } from './hand-evidence.ts';
import { PHALANGES } from './phalanges.ts';
import { createShapeReader } from './read-shape.ts';

/**
 * Cut-off of a handshape, Hz. It alone tells how far a digit is bent to the camera, and changes from frame to frame what
 * it tells; how fast a hand moves, the picture tells.
 */
const SHAPE_HERTZ = 1.3;
const ROW = PHALANGES * 3;
const COLUMNS = { stride: ROW, offsets: Array.from({ length: ROW }, (_, k) => k) };

/** Frames of a clip that follow each other. */
export interface DigitWindow {
  readonly from: number;
  readonly frames: number;
  /** Without it each frame is by itself. */
  readonly filter: TimeFilter | undefined;
}

/**
 * Writes the directions of the digits' segments in a frame of a window, counted from its first, in the palm's frame, where
 * a handshape stays what it is however the hand turns; steadied over time. Unit vectors in the order of `SEGMENT_STARTS`;
 * 0 where there are none.
 */
export type DigitReader = (out: readonly Vec3[], frame: number) => void;

/** Opens a window; its hands are not read before the first of them is asked for. */
export type SteadyDigits = (side: Side, window: DigitWindow) => DigitReader;

export function createSteadyDigits(clip: ClipStore, read: HandReader): SteadyDigits {
  const readShape = { l: createShapeReader('l'), r: createShapeReader('r') };
  const shape = Array.from({ length: PHALANGES }, () => vec3());

  const steady = (side: Side, { from, frames, filter }: DigitWindow): Float32Array => {
    const rows = new Float32Array(frames * ROW);
    let any = false;
    for (let i = 0; i < frames; i++) {
      if ((clip.has(from + i) & HAS.handWorld[side]) === 0) continue;
      if (!readShape[side](shape, read(from + i, side))) continue;
      for (let k = 0; k < PHALANGES; k++) rows.set(shape[k]!, i * ROW + k * 3);
      any = true;
    }
    if (any) filter?.numbers(`digits ${side}`, rows, COLUMNS, SHAPE_HERTZ);
    return rows;
  };

  return (side, window) => {
    let rows: Float32Array | null = null;
    return (out, frame) => {
      rows ??= steady(side, window);
      readRow(out, rows, frame * ROW);
    };
  };
}

function readRow(out: readonly Vec3[], rows: Float32Array, start: number): void {
  for (let k = 0; k < PHALANGES; k++) {
    const at = start + k * 3;
    setVec(out[k]!, rows[at]!, rows[at + 1]!, rows[at + 2]!);
    normalizeVec(out[k]!, out[k]!);
  }
}
