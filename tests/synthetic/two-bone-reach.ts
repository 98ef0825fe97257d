import {
  add,
  cross,
  dot,
  fromAxes,
  length,
  normalize,
  orthogonalTo,
  type Quat,
  scale,
  subtract,
  turnX,
  type Vec3,
} from './vector.ts';

/** Share of the full length that a limb reaches at most: a straight limb has no defined hinge. */
const MAX_STRETCH = 0.998;
const DEGREES = 180 / Math.PI;

export interface Reach {
  /** Where the limb starts, in the frame of its parent joint. */
  readonly from: Vec3;
  /** Where its end should be, same frame. */
  readonly to: Vec3;
  readonly upper: number;
  readonly lower: number;
  /** Direction to which the middle joint (elbow, knee) points, same frame. */
  readonly pole: Vec3;
  /** Which way the hinge closes in the rest frame: +1 folds the end forward (elbow), -1 backward (knee). */
  readonly fold: 1 | -1;
}

/**
 * Turns of the two bones of a limb that hangs along -y at rest, so that its end is at `to`, or as near as the
 * limb is long. The hinge is the rest frame's x axis, so the lower bone only bends.
 */
export function twoBoneReach({ from, to, upper, lower, pole, fold }: Reach): { upper: Quat; lower: Quat } {
  const wanted = subtract(to, from);
  const nearest = Math.abs(upper - lower) / MAX_STRETCH;
  const distance = Math.max(nearest, Math.min(length(wanted), (upper + lower) * MAX_STRETCH));
  const aim = normalize(wanted);
  const side = orthogonalTo(aim, pole);
  const cosine = (upper * upper + distance * distance - lower * lower) / (2 * upper * distance);
  const along = upper * cosine;
  const middle = add(scale(aim, along), scale(side, Math.sqrt(Math.max(0, upper * upper - along * along))));
  const down = normalize(middle);
  const onward = normalize(subtract(scale(aim, distance), middle));
  const y = scale(down, -1);
  const z = scale(orthogonalTo(down, onward), fold);
  const bend = Math.acos(Math.max(-1, Math.min(1, dot(down, onward)))) * DEGREES;
  return { upper: fromAxes(cross(y, z), y, z), lower: turnX(-fold * bend) };
}
