import { SIDES } from '../../skeleton/body-bones.ts';
import type { TimeFilter } from '../time/time-filter.ts';
import type { BodyEvidence, BodyReader } from './body-evidence.ts';
import { LIFTED_BONES } from './lifted-bones.ts';

/**
 * Cut-off of what the networks say of a bone's depth, Hz. They change their mind from frame to frame, by up to 28 cm for a
 * single one; how fast a limb moves, picture and length tell.
 */
const DEPTH_HERTZ = 2;
const BONES = LIFTED_BONES.length;
/** The bones, then how far each arm is learnt. */
const ROW = BONES * 3 + SIDES.length;
const DEPTHS = { stride: ROW, offsets: LIFTED_BONES.map((_, k) => k * 3 + 1) };

/** Frames of a clip that follow each other. */
interface BoneWindow {
  readonly from: number;
  /** A byte a frame: 1 where there is a body. */
  readonly seen: Uint8Array;
  /** Without it each frame is by itself. */
  readonly filter: TimeFilter | undefined;
}

/** Writes a window's frame, counted from its first, over what was read of it. */
export type BoneWriter = (out: Pick<BodyEvidence, 'bones' | 'learnt'>, frame: number) => void;

/** Reads the bones of a window once; how far they go to the camera is steadied over time. */
export function steadyBones(read: BodyReader, { from, seen, filter }: BoneWindow): BoneWriter {
  const rows = new Float32Array(seen.length * ROW);
  for (let i = 0; i < seen.length; i++) {
    if (seen[i] === 0) continue;
    const { bones, learnt } = read(from + i);
    for (let k = 0; k < BONES; k++) rows.set(bones[k]!, i * ROW + k * 3);
    SIDES.forEach((side, k) => {
      rows[i * ROW + BONES * 3 + k] = learnt[side];
    });
  }
  if (filter !== undefined) steady(rows, seen, filter);
  return ({ bones, learnt }, frame) => {
    const at = frame * ROW;
    for (let k = 0; k < BONES; k++)
      for (let axis = 0; axis < 3; axis++) bones[k]![axis] = rows[at + k * 3 + axis]!;
    SIDES.forEach((side, k) => {
      learnt[side] = rows[at + BONES * 3 + k]!;
    });
  };
}

function steady(rows: Float32Array, seen: Uint8Array, filter: TimeFilter): void {
  filter.numbers('depths', rows, DEPTHS, DEPTH_HERTZ);
  // where nothing is seen there is no depth to count
  const told = Float32Array.from(seen);
  filter.numbers('depths told', told, { stride: 1, offsets: [0] }, DEPTH_HERTZ);
  for (let i = 0; i < told.length; i++)
    for (const offset of DEPTHS.offsets) rows[i * ROW + offset]! /= told[i]! || 1;
}
