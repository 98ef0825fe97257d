import { SIDES } from '../../skeleton/body-bones.ts';
import { type Vec3, vec3 } from '../../skeleton/vector.ts';
import type { ClipStore } from './clip-store.ts';
import type { Seen } from './find-seen.ts';
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

/** @param shoulderLine writes the line from the performer's right shoulder to the left one, component axes. */
export function measureView(
  clip: ClipStore,
  seen: Seen,
  shoulderLine: (out: Vec3, frame: number) => void,
): ClipView {
  let frames = 0;
  let legs = 0;
  let x = 0;
  let y = 0;
  const line = vec3();
  for (let i = 0; i < clip.length; i++) {
    if (seen.body[i] === 0) continue;
    frames++;
    if (SIDES.some((side) => seen[LEG[side]][i] === 1)) legs++;
    shoulderLine(line, i);
    const across = Math.hypot(line[0]!, line[1]!);
    if (across === 0) continue;
    x += line[0]! / across;
    y += line[1]! / across;
  }
  const wholeBody = frames > 0 && legs >= frames * LEGS_SEEN;
  return { wholeBody, heading: wholeBody || frames === 0 ? 0 : -Math.atan2(y, x) };
}
