import { SIDES } from '../../skeleton/body-bones.ts';
import { cameraToComponent } from '../../skeleton/component-space.ts';
import { vec3 } from '../../skeleton/vector.ts';
import { type ClipStore, ROW } from './clip-store.ts';
import type { Seen } from './find-seen.ts';
import { SHOULDER } from './landmark-points.ts';
import { LEG } from './regions.ts';

/** Share of a clip's frames in which a leg must be seen for the pelvis to move. */
const LEGS_SEEN = 0.5;

/** What is decided once for a clip. */
export interface ClipView {
  /** Whether pelvis and legs are solved; where they are not seen they hold the base pose. */
  readonly wholeBody: boolean;
  /**
   * Turn about the vertical from the camera's view to the character's, radians. In a half-body clip the
   * pelvis holds its base pose, so the performer's mean facing is laid on it; else the camera faces the character.
   */
  readonly heading: number;
}

export function measureView(clip: ClipStore, seen: Seen): ClipView {
  let frames = 0;
  let legs = 0;
  let x = 0;
  let y = 0;
  const left = vec3();
  const right = vec3();
  for (let i = 0; i < clip.length; i++) {
    if (seen.body[i] === 0) continue;
    frames++;
    if (SIDES.some((side) => seen[LEG[side]][i] === 1)) legs++;
    readWorld(left, clip, i, SHOULDER.l);
    readWorld(right, clip, i, SHOULDER.r);
    const across = Math.hypot(left[0]! - right[0]!, left[1]! - right[1]!);
    if (across === 0) continue;
    x += (left[0]! - right[0]!) / across;
    y += (left[1]! - right[1]!) / across;
  }
  const wholeBody = frames > 0 && legs >= frames * LEGS_SEEN;
  return { wholeBody, heading: wholeBody || frames === 0 ? 0 : -Math.atan2(y, x) };
}

/** A pose landmark in component axes, camera's heading, cm. */
function readWorld(out: Float64Array, clip: ClipStore, frame: number, landmark: number): void {
  const values = clip.values(frame);
  const at = clip.rowOf(frame) + ROW.world + landmark * 3;
  cameraToComponent(out, values[at]!, values[at + 1]!, values[at + 2]!, 100);
}
