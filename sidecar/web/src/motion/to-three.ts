/*
 * The one place where Unreal's component space becomes that of three.js.
 * Unreal: left-handed, Z up, centimetres; the character faces +Y, its left is +X.
 * three.js: right-handed, Y up, metres; the figure faces +Z (the viewer), its left is +X.
 * Forward and up change places. That is a reflection of the numbers, and so is the change of handedness: the
 * two undo each other, and the figure's left hand stays its left hand.
 */

const METRES = 0.01;

/** Anything that holds numbers by index. */
type Numbers = ArrayLike<number>;
type Target = { [index: number]: number };

/** A point (cm) as metres of three.js, written to `out` from `at`. */
export function pointToThree(out: Target, p: Numbers, at = 0): void {
  out[at] = p[0]! * METRES;
  out[at + 1] = p[2]! * METRES;
  out[at + 2] = p[1]! * METRES;
}

/** A rotation x, y, z, w: the axis is reflected like a point, and the sense of the turn with it. */
export function rotationToThree(out: Target, q: Numbers, at = 0): void {
  out[at] = -q[0]!;
  out[at + 1] = -q[2]!;
  out[at + 2] = -q[1]!;
  out[at + 3] = q[3]!;
}
