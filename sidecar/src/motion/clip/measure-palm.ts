import type { Side } from '../../skeleton/body-bones.ts';
import { quat, unrotateVec } from '../../skeleton/quaternion.ts';
import { type Vec3, vec3 } from '../../skeleton/vector.ts';
import { createHandReader } from '../lift/hand-evidence.ts';
import { createPalmFrame, PALM_POINTS } from '../lift/palm.ts';
import type { Camera } from '../lift/view-ray.ts';
import { type ClipStore, HAS } from './clip-store.ts';

/** Frames that are looked at, at most: spread over the clip. */
const LOOKS = 1500;

/**
 * The rigid shape of a performer's palm: its points (in the order of `PALM_POINTS`, cm) in the palm's own
 * frame, medians over the clip; null for a hand that has no metric points.
 */
export function measurePalm(clip: ClipStore, side: Side, camera: Camera): readonly Vec3[] | null {
  const read = createHandReader(clip, camera);
  const palmFrame = createPalmFrame();
  const frame = quat();
  const local = vec3();
  const columns: number[][] = PALM_POINTS.flatMap(() => [[], [], []]);
  const step = Math.max(1, Math.floor(clip.length / LOOKS));
  for (let index = 0; index < clip.length; index += step) {
    if ((clip.has(index) & HAS.handWorld[side]) === 0) continue;
    const { world } = read(index, side);
    if (!palmFrame(frame, world)) continue;
    for (const [k, point] of PALM_POINTS.entries()) {
      unrotateVec(local, frame, world[point]!);
      for (let axis = 0; axis < 3; axis++) columns[k * 3 + axis]!.push(local[axis]!);
    }
  }
  if (columns[0]!.length === 0) return null;
  const medians = columns.map((column) => {
    column.sort((a, b) => a - b);
    return column[column.length >> 1]!;
  });
  return PALM_POINTS.map((_, k) => vec3(medians[k * 3], medians[k * 3 + 1], medians[k * 3 + 2]));
}
