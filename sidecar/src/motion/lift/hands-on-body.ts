import { SIDES } from '../../skeleton/body-bones.ts';
import { type ClipStore, HAS, ROW } from '../clip/clip-store.ts';
import { HAND_WRIST, WRIST } from '../clip/landmark-points.ts';
import type { Camera } from './view-ray.ts';

/**
 * The networks of the hand and of the body see a wrist each in its own way, and err apart, the hand's half as much: the
 * wrist is drawn so far to where the hand's has it.
 */
const HAND_SHARE = 0.7;
/** A body in the picture. */
interface SeenBody {
  /** Pixels right of the optical axis, and above it, by pose landmark. */
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** Moves the body's wrists towards where the hands of a frame begin. */
export type HandJoiner = (body: SeenBody, frame: number) => void;

export function createHandJoiner(clip: ClipStore, camera: Camera): HandJoiner {
  const right = (value: number): number => (value - 0.5) * camera.width;
  const above = (value: number): number => (0.5 - value) * camera.height;

  return ({ x, y }, frame) => {
    const values = clip.values(frame);
    for (const side of SIDES) {
      if ((clip.has(frame) & HAS.hand[side]) === 0) continue;
      const start = clip.rowOf(frame) + ROW.hand[side] + HAND_WRIST * 3;
      const wrist = WRIST[side];
      x[wrist]! += (right(values[start]!) - x[wrist]!) * HAND_SHARE;
      y[wrist]! += (above(values[start + 1]!) - y[wrist]!) * HAND_SHARE;
    }
  };
}
