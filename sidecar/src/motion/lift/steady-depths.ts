import type { TimeFilter } from '../time/time-filter.ts';
import type { BodyReader } from './body-evidence.ts';
import { LIFTED_BONES } from './lifted-bones.ts';

/**
 * Cut-off of what the networks say of a bone's depth, Hz. They change their mind from frame to frame, by up to 28 cm for a
 * single one; how fast a limb moves, picture and length tell.
 */
const DEPTH_HERTZ = 2;
const BONES = LIFTED_BONES.length;
const COLUMNS = { stride: BONES, offsets: LIFTED_BONES.map((_, k) => k) };

/** Frames of a clip that follow each other. */
interface DepthWindow {
  readonly from: number;
  /** A byte a frame: 1 where there is a body. */
  readonly seen: Uint8Array;
  /** Without it each frame is by itself. */
  readonly filter: TimeFilter | undefined;
}

/** A row a frame: how far each of `LIFTED_BONES` goes to the camera, cm; steadied over time. */
export function steadyDepths(read: BodyReader, { from, seen, filter }: DepthWindow): Float32Array {
  const rows = new Float32Array(seen.length * BONES);
  for (let i = 0; i < seen.length; i++) {
    if (seen[i] === 0) continue;
    const { bones } = read(from + i);
    for (let k = 0; k < BONES; k++) rows[i * BONES + k] = bones[k]![1]!;
  }
  if (filter === undefined) return rows;
  filter.numbers('depths', rows, COLUMNS, DEPTH_HERTZ);
  // where nothing is seen there is no depth to count
  const told = Float32Array.from(seen);
  filter.numbers('depths told', told, { stride: 1, offsets: [0] }, DEPTH_HERTZ);
  for (let k = 0; k < rows.length; k++) rows[k]! /= told[Math.floor(k / BONES)]! || 1;
  return rows;
}
