import type { Frame } from '../../protocol/frame.ts';
import type { Model } from '../../protocol/model.ts';
import { handRoiFromLandmarks, type Side } from './hand-roi.ts';
import type { PalmDetector } from './palm-detector.ts';
import { type ReadHand, readHand } from './read-hand.ts';
import type { Roi } from './roi.ts';

/** Pose landmarks: of each side, and the trunk's corners. */
const ARM = { left: { elbow: 13, wrist: 15 }, right: { elbow: 14, wrist: 16 } } as const;
const SHOULDERS = [11, 12] as const;
const HIPS = [23, 24] as const;
/** A wrist less visible than this is behind something. */
const MIN_WRIST_VISIBILITY = 0.5;
/** A forearm over the shoulder line and over the trunk, at least: it may point at the camera. */
const FOREARM_OVER_SHOULDERS = 0.6;
const FOREARM_OVER_TRUNK = 0.4;
/** The region: how far beyond the wrist its middle lies, and its side, in forearms. */
const BEYOND_WRIST = 0.35;
const REGION_SIDE = 2;
/** A hand further from the body's wrist than this is another's, forearms. */
const WRIST_REACH = 0.5;
/** Frames between two looks for a hand that stays away. */
const LONGEST_WAIT = 8;

/**
 * Looks for a hand where the body's own hand points led to none: where it was in the frame before, then for
 * palms in a region beyond the wrist. `last` is the hand of the frame before, if there was one.
 */
export type SecondLook = (
  frame: Frame,
  pose: Float64Array,
  last: Float64Array | null,
) => Promise<ReadHand | null>;

/**
 * A hand counts when it hangs on the body's wrist and the landmark model takes it for this side.
 * @param palms finds palms in a region; asked for when the first hand is lost
 */
export function createSecondLook(
  side: Side,
  models: { readonly landmarks: Model; readonly palms: () => Promise<PalmDetector> },
): SecondLook {
  let misses = 0;
  let wait = 0;

  return async (frame, pose, last) => {
    const arm = findArm(frame, pose, side);
    if (arm === null) return null;
    const own = (hand: ReadHand | null): hand is ReadHand =>
      hand !== null &&
      hand.side === side &&
      Math.hypot(hand.points[0]! - arm.x, hand.points[1]! - arm.y) < WRIST_REACH * arm.forearm;
    if (last !== null) {
      const followed = await readHand(frame, handRoiFromLandmarks(last), models.landmarks);
      if (own(followed)) return followed;
    }
    if (wait-- > 0) return null;
    const findPalms = await models.palms();
    for (const roi of await findPalms(frame, arm.region)) {
      const found = await readHand(frame, roi, models.landmarks);
      if (!own(found)) continue;
      misses = wait = 0;
      return found;
    }
    wait = Math.min(LONGEST_WAIT, 2 ** misses++) - 1;
    return null;
  };
}

interface Arm {
  /** The wrist, pixels. */
  readonly x: number;
  readonly y: number;
  /** Length of the forearm, were it across the view, pixels. */
  readonly forearm: number;
  /** Where to look for palms. */
  readonly region: Roi;
}

/** Null when the wrist is hidden or out of the picture. */
function findArm({ width, height }: Frame, pose: Float64Array, side: Side): Arm | null {
  const { elbow, wrist } = ARM[side];
  const at = (k: number, axis: number) => pose[k * 4 + axis]!;
  const x = at(wrist, 0);
  const y = at(wrist, 1);
  if (at(wrist, 3) < MIN_WRIST_VISIBILITY || x < 0 || y < 0 || x > width || y > height) return null;
  const across = x - at(elbow, 0);
  const down = y - at(elbow, 1);
  const middle = (pair: readonly [number, number], axis: number) =>
    (at(pair[0], axis) + at(pair[1], axis)) / 2;
  const [left, right] = SHOULDERS;
  const shoulders = Math.hypot(at(left, 0) - at(right, 0), at(left, 1) - at(right, 1));
  const trunk = Math.hypot(middle(SHOULDERS, 0) - middle(HIPS, 0), middle(SHOULDERS, 1) - middle(HIPS, 1));
  const forearm = Math.max(
    Math.hypot(across, down),
    shoulders * FOREARM_OVER_SHOULDERS,
    trunk * FOREARM_OVER_TRUNK,
  );
  const region: Roi = {
    cx: x + across * BEYOND_WRIST,
    cy: y + down * BEYOND_WRIST,
    width: forearm * REGION_SIDE,
    height: forearm * REGION_SIDE,
    rotation: 0,
  };
  return { x, y, forearm, region };
}
