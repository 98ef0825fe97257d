import type { Frame } from '../../protocol/frame.ts';
import type { Side } from './hand-roi.ts';
import { type Roi, rotationTo } from './roi.ts';

/** Pose landmarks of each side, and the trunk's corners. */
const ARM = {
  left: { elbow: 13, wrist: 15, pinky: 17, index: 19 },
  right: { elbow: 14, wrist: 16, pinky: 18, index: 20 },
} as const;
const SHOULDERS = [11, 12] as const;
const HIPS = [23, 24] as const;
/** A wrist less visible than this is behind something. */
const MIN_WRIST_VISIBILITY = 0.5;
/** A forearm over the shoulder line and over the trunk, at least: it may point at the camera. */
const FOREARM_OVER_SHOULDERS = 0.6;
const FOREARM_OVER_TRUNK = 0.4;
/** Where palms are looked for: how far beyond the wrist the middle lies, and the side, in forearms. */
const BEYOND_WRIST = 0.35;
const SURROUNDINGS = 2;
/**
 * A hand's region by the arm alone: how far beyond the wrist its middle lies, and its side, in forearms. Found on
 * clips at a quarter of their size, hands 15 pixels long, against the landmarks of the full size: as many hands as
 * by the original's own way, 0.07 hand lengths off where that is 0.08.
 */
const HAND_MIDDLE = 0.33;
const HAND_SIDE = { alongHand: 1.1, alongArm: 0.8 } as const;
const UP = Math.PI / 2;

/** An arm whose wrist is in sight: where its hand is to be looked for. Pixels. */
export interface Arm {
  readonly wrist: { readonly x: number; readonly y: number };
  /** Of the other arm, wherever the body model thinks it is. */
  readonly otherWrist: { readonly x: number; readonly y: number };
  /** Length of the forearm, were it across the view. */
  readonly forearm: number;
  /** Where the hand lies by the arm's size: along the body's own hand points, then along the forearm. */
  readonly hands: readonly Roi[];
  /** Where to look for palms. */
  readonly surroundings: Roi;
}

/**
 * @param pose 33 points: x, y in pixels, z, visibility.
 * @returns null when the wrist is hidden or out of the picture.
 */
export function findArm({ width, height }: Frame, pose: Float64Array, side: Side): Arm | null {
  const { elbow, wrist, pinky, index } = ARM[side];
  const at = (k: number, axis: number) => pose[k * 4 + axis]!;
  const x = at(wrist, 0);
  const y = at(wrist, 1);
  if (at(wrist, 3) < MIN_WRIST_VISIBILITY || x < 0 || y < 0 || x > width || y > height) return null;
  const across = x - at(elbow, 0);
  const down = y - at(elbow, 1);
  const forearm = Math.max(Math.hypot(across, down), leastForearm(pose));
  const handRegion = (dx: number, dy: number, share: number): Roi => {
    const shift = (HAND_MIDDLE * forearm) / Math.max(Math.hypot(dx, dy), Number.EPSILON);
    const size = forearm * share;
    return {
      cx: x + dx * shift,
      cy: y + dy * shift,
      width: size,
      height: size,
      rotation: rotationTo(UP, 0, 0, dx, dy),
    };
  };
  const knuckles = (axis: number) => (2 * at(index, axis) + at(pinky, axis)) / 3;
  const other = ARM[side === 'left' ? 'right' : 'left'].wrist;
  return {
    wrist: { x, y },
    otherWrist: { x: at(other, 0), y: at(other, 1) },
    forearm,
    hands: [
      handRegion(knuckles(0) - x, knuckles(1) - y, HAND_SIDE.alongHand),
      handRegion(across, down, HAND_SIDE.alongArm),
    ],
    surroundings: {
      cx: x + across * BEYOND_WRIST,
      cy: y + down * BEYOND_WRIST,
      width: forearm * SURROUNDINGS,
      height: forearm * SURROUNDINGS,
      rotation: 0,
    },
  };
}

/** What a forearm measures at least, by the trunk, pixels. */
function leastForearm(pose: Float64Array): number {
  const middle = (pair: readonly [number, number], axis: number) =>
    (pose[pair[0] * 4 + axis]! + pose[pair[1] * 4 + axis]!) / 2;
  const [left, right] = SHOULDERS;
  const shoulders = Math.hypot(
    pose[left * 4]! - pose[right * 4]!,
    pose[left * 4 + 1]! - pose[right * 4 + 1]!,
  );
  const trunk = Math.hypot(middle(SHOULDERS, 0) - middle(HIPS, 0), middle(SHOULDERS, 1) - middle(HIPS, 1));
  return Math.max(shoulders * FOREARM_OVER_SHOULDERS, trunk * FOREARM_OVER_TRUNK);
}
