import { HAND_LANDMARKS } from '../../protocol/landmarks.ts';
import { SIDES, type Side } from '../../skeleton/body-bones.ts';
import { type ClipStore, HAS, ROW } from '../clip/clip-store.ts';
import { EAR, HAND_WRIST, NOSE, WRIST } from '../clip/landmark-points.ts';
import { easeShare } from '../time/bridge-gaps.ts';
import type { Camera } from './view-ray.ts';

/**
 * The networks of the hand and of the body see a wrist each in its own way, and err apart, the hand's half as much: the
 * wrist is drawn so far to where the hand's has it.
 */
const HAND_SHARE = 0.7;
/** A hand whose middle is this near to the face's covers it, and one this far from it does not, cm. */
const ON_FACE = 9;
const BESIDE_FACE = 16;

/** A body in the picture. */
interface SeenBody {
  /** Pixels right of the optical axis, and above it, by pose landmark. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Distance of the hips from the camera, cm. */
  readonly depth: number;
  /** How far each hand covers the face, 0 to 1. */
  readonly onFace: Record<Side, number>;
}

/** Moves the body's wrists towards where the hands of a frame begin, and tells which of these cover the face. */
export type HandJoiner = (body: SeenBody, frame: number) => void;

export function createHandJoiner(clip: ClipStore, camera: Camera): HandJoiner {
  const right = (value: number): number => (value - 0.5) * camera.width;
  const above = (value: number): number => (0.5 - value) * camera.height;

  return ({ x, y, depth, onFace }, frame) => {
    const values = clip.values(frame);
    const cm = depth / camera.focal;
    for (const side of SIDES) {
      onFace[side] = 0;
      if ((clip.has(frame) & HAS.hand[side]) === 0) continue;
      const start = clip.rowOf(frame) + ROW.hand[side];
      let middleX = 0;
      let middleY = 0;
      for (let k = 0; k < HAND_LANDMARKS; k++) {
        middleX += right(values[start + k * 3]!) / HAND_LANDMARKS;
        middleY += above(values[start + k * 3 + 1]!) / HAND_LANDMARKS;
      }
      const fromFaceX = middleX - (x[NOSE]! + x[EAR.l]! + x[EAR.r]!) / 3;
      const fromFaceY = middleY - (y[NOSE]! + y[EAR.l]! + y[EAR.r]!) / 3;
      onFace[side] = easeShare(
        (BESIDE_FACE - Math.hypot(fromFaceX, fromFaceY) * cm) / (BESIDE_FACE - ON_FACE),
      );
      const wrist = WRIST[side];
      x[wrist]! += (right(values[start + HAND_WRIST * 3]!) - x[wrist]!) * HAND_SHARE;
      y[wrist]! += (above(values[start + HAND_WRIST * 3 + 1]!) - y[wrist]!) * HAND_SHARE;
    }
  };
}
