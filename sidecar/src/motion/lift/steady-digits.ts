import type { Side } from '../../skeleton/body-bones.ts';
import { quat, unrotateVec } from '../../skeleton/quaternion.ts';
import { normalizeVec, setVec, subVec, type Vec3, vec3 } from '../../skeleton/vector.ts';
import { type ClipStore, HAS } from '../clip/clip-store.ts';
import { PHALANGES, SEGMENT_STARTS } from '../clip/measure-hand.ts';
import type { TimeFilter } from '../time/time-filter.ts';
import type { HandReader } from './hand-evidence.ts';
import { createPalmFrame } from './palm.ts';

/**
 * Cut-off of a handshape by the metric points, Hz. They alone tell how far a digit is bent to the camera, and change
 * their mind about it from frame to frame; how fast a hand moves, the picture tells.
 */
const SHAPE_HERTZ = 1.3;
const ROW = PHALANGES * 3;

/** Frames of a clip that follow each other. */
export interface DigitWindow {
  readonly from: number;
  readonly frames: number;
  /** Without it each frame is by itself. */
  readonly filter: TimeFilter | undefined;
}

/**
 * A row a frame: directions of the digits' segments by the network's metric points, in those points' own palm frame,
 * where a handshape stays what it is however the hand turns; steadied over time. x, y, z of each in the order of
 * `SEGMENT_STARTS`, of any length; 0 where there are none.
 */
export type SteadyDigits = (side: Side, window: DigitWindow) => Float32Array;

export function createSteadyDigits(clip: ClipStore, read: HandReader): SteadyDigits {
  const palmFrame = createPalmFrame();
  const palm = quat();
  const along = vec3();

  const writeShape = (row: Float32Array, at: number, world: readonly Vec3[]): void => {
    for (let k = 0; k < PHALANGES; k++) {
      const start = SEGMENT_STARTS[k]!;
      subVec(along, world[start + 1]!, world[start]!);
      normalizeVec(along, along);
      unrotateVec(along, palm, along);
      row.set(along, at + k * 3);
    }
  };

  return (side, { from, frames, filter }) => {
    const rows = new Float32Array(frames * ROW);
    let any = false;
    for (let i = 0; i < frames; i++) {
      if ((clip.has(from + i) & HAS.handWorld[side]) === 0) continue;
      const { world } = read(from + i, side);
      if (!palmFrame(palm, world)) continue;
      writeShape(rows, i * ROW, world);
      any = true;
    }
    if (any && filter !== undefined) {
      for (let offset = 0; offset < ROW; offset++)
        filter.numbers(`digits ${side} ${offset}`, rows, { stride: ROW, offset }, SHAPE_HERTZ);
    }
    return rows;
  };
}

/** Reads a frame's row into unit vectors. */
export function readDigits(out: readonly Vec3[], rows: Float32Array, frame: number): void {
  for (let k = 0; k < PHALANGES; k++) {
    const at = frame * ROW + k * 3;
    setVec(out[k]!, rows[at]!, rows[at + 1]!, rows[at + 2]!);
    normalizeVec(out[k]!, out[k]!);
  }
}
