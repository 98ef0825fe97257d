import { HAND_LANDMARKS } from '../../protocol/landmarks.ts';
import type { Side } from '../../skeleton/body-bones.ts';
import {
  axisAngleQuat,
  conjugateQuat,
  multiplyQuat,
  type Quat,
  quat,
  rotateVec,
  setQuat,
} from '../../skeleton/quaternion.ts';
import {
  addScaledVec,
  lengthVec,
  normalizeVec,
  scaleVec,
  setVec,
  type Vec3,
  vec3,
} from '../../skeleton/vector.ts';
import { DIGIT_ROOT } from '../clip/landmark-points.ts';
import { createLeastSquares, type LeastSquares } from '../solve/least-squares.ts';
import type { HandEvidence } from './hand-evidence.ts';
import { PALM_LENGTH, PALM_POINTS, palmShape } from './palm.ts';
import { PHALANGES, SEGMENT_STARTS } from './phalanges.ts';
import { createPalmReader } from './read-palm.ts';

/** How far off the turn is that the palm is read with, radians; and that of a hand without metric points. */
const TURN = 0.15;
const TURN_OF_PICTURE = 0.5;
/** How far off a palm's points are across the view, standard deviations in lengths of the palm. */
const ACROSS = 0.025;
/** And the joints of the digits, which lie on it as their shape says. */
const DIGIT_ACROSS = 0.2;
/** How far off the size is that the points in picture and depth tell, logarithm. */
const SIZE = 0.5;
const STEPS = 5;
/** Longest turn of one step, radians. */
const LARGEST_STEP = 0.5;
/** A step shorter than this is the last one, radians. */
const SETTLED = 2e-2;
/**
 * Points that a palm is laid by: without the thumb's root, which the networks have half a palm's length from the wrist on
 * a hand that shows its back, and a quarter on one that shows its palm.
 */
const FLAT = PALM_POINTS.filter((landmark) => landmark !== DIGIT_ROOT.thumb);
/** And after them by the middle joints and the tips of the digits, where their shape is known. */
const LAID = [...FLAT, ...Object.values(DIGIT_ROOT).flatMap((root) => [root + 1, root + 3])];

/**
 * Writes the palm's turn from its own frame to the view along the hand's ray; returns the size of the picture's palm
 * over that palm.
 *
 * @param digits unit vectors along their segments in the palm's frame, thumb to pinky, from root to tip; null where
 *   they are not known.
 */
export type PalmFit = (out: Quat, evidence: HandEvidence, digits: readonly Vec3[] | null) => number;

/**
 * Lays the palm that the networks have of everybody over what is seen, near the turn that it is read with: the picture
 * tells how it lies across the view, and by how short it looks beside its breadth how far it is tipped. Where the shape of
 * the digits is known, the hand as a whole is laid.
 *
 * @param phalanges lengths of the digits' segments, cm, thumb to pinky, from root to tip.
 */
export function createPalmFit(side: Side, phalanges: ArrayLike<number>): PalmFit {
  const readPalm = createPalmReader(side);
  const palm = createView(side, phalanges);
  const system = createLeastSquares(4);
  const unknowns = new Float64Array(4);
  const axis = vec3();
  const turn = quat();

  return (out, evidence, digits) => {
    palm.look(evidence, digits);
    let size = palm.expected;
    if (!readPalm(out, evidence)) return Math.exp(size);
    palm.read.set(out);
    for (let k = 0; k < STEPS; k++) {
      palm.weigh(system, out, size);
      unknowns.fill(0);
      system.step(unknowns);
      setVec(axis, unknowns[0]!, unknowns[1]!, unknowns[2]!);
      const angle = normalizeVec(axis, axis);
      const share = Math.min(1, LARGEST_STEP / (angle || 1));
      axisAngleQuat(turn, axis, angle * share);
      multiplyQuat(out, turn, out);
      size += unknowns[3]! * share;
      if (angle < SETTLED) break;
    }
    return Math.exp(size);
  };
}

/** A hand and what is seen of it, about the middle of its palm, in lengths of the performer's palm. */
function createView(side: Side, phalanges: ArrayLike<number>) {
  const hand = averageHand(side);
  const points = () => LAID.map(() => vec3());
  const [rest, picture] = [points(), points()];
  gather(rest, hand);
  const spread = spreadOf(rest);
  const row = new Float64Array(4);
  const moved = vec3();
  const left = quat();
  let turnError = TURN;
  let laid = FLAT.length;

  const view = {
    /** Size of the picture's palm before it is laid, logarithm. */
    expected: 0,
    /** The turn that it is read with. */
    read: quat(),
    look: (evidence: HandEvidence, digits: readonly Vec3[] | null): void => {
      turnError = evidence.metric ? TURN : TURN_OF_PICTURE;
      gather(picture, evidence.picture);
      view.expected = Math.log((spreadOf(picture) || spread) / spread);
      laid = digits === null ? FLAT.length : LAID.length;
      if (digits === null) return;
      bend(hand, digits, phalanges);
      gather(rest, hand);
    },
    /** Fills the equations of a small turn and growth. */
    weigh: (system: LeastSquares, rotation: Quat, size: number): void => {
      system.reset();
      const scale = Math.exp(size);
      for (let k = 0; k < laid; k++) {
        const across = k < FLAT.length ? ACROSS : DIGIT_ACROSS;
        rotateVec(moved, rotation, rest[k]!);
        const [x, y, z] = [moved[0]! * scale, moved[1]! * scale, moved[2]! * scale];
        setRow(row, 0, z, -y, x);
        add(system, row, picture[k]![0]! - x, across);
        setRow(row, y, -x, 0, z);
        add(system, row, picture[k]![2]! - z, across);
      }
      turnLeft(left, rotation, view.read);
      for (let axis = 0; axis < 3; axis++) {
        setRow(row, +(axis === 0), +(axis === 1), +(axis === 2), 0);
        add(system, row, left[axis]! * 2, turnError);
      }
      setRow(row, 0, 0, 0, 1);
      add(system, row, view.expected - size, SIZE);
    },
  };
  return view;
}

/** By hand landmark: an average palm; its digits are to be bent. */
function averageHand(side: Side): Vec3[] {
  const hand = Array.from({ length: HAND_LANDMARKS }, () => vec3());
  palmShape(side).forEach((point, k) => {
    hand[PALM_POINTS[k]!]!.set(point);
  });
  return hand;
}

/** Places the joints of the digits along their segments. */
function bend(hand: readonly Vec3[], digits: readonly Vec3[], phalanges: ArrayLike<number>): void {
  for (let k = 0; k < PHALANGES; k++) {
    const start = SEGMENT_STARTS[k]!;
    addScaledVec(hand[start + 1]!, hand[start]!, digits[k]!, phalanges[k]!);
  }
}

/** Adds an equation. @param left what it leaves. @param error its standard deviation. */
function add(system: LeastSquares, row: Float64Array, left: number, error: number): void {
  system.add(row, left, 1 / (error * error));
}

/** The turn in space that leads from one to another, the short way. */
function turnLeft(out: Quat, from: Quat, to: Quat): void {
  conjugateQuat(out, from);
  multiplyQuat(out, to, out);
  if (out[3]! < 0) setQuat(out, -out[0]!, -out[1]!, -out[2]!, -out[3]!);
}

function setRow(row: Float64Array, a: number, b: number, c: number, grown: number): void {
  row[0] = a;
  row[1] = b;
  row[2] = c;
  row[3] = grown;
}

/** The points that are laid about the middle of the palm's, in its lengths. @param points by hand landmark. */
function gather(out: readonly Vec3[], points: readonly Vec3[]): void {
  let x = 0;
  let y = 0;
  let z = 0;
  for (const landmark of FLAT) {
    const point = points[landmark]!;
    x += point[0]! / FLAT.length;
    y += point[1]! / FLAT.length;
    z += point[2]! / FLAT.length;
  }
  for (let k = 0; k < LAID.length; k++) {
    const point = points[LAID[k]!]!;
    setVec(out[k]!, point[0]! - x, point[1]! - y, point[2]! - z);
    scaleVec(out[k]!, out[k]!, 1 / PALM_LENGTH);
  }
}

/** Root of the squared distances of the palm's points from their middle, summed. */
function spreadOf(points: readonly Vec3[]): number {
  let sum = 0;
  for (let k = 0; k < FLAT.length; k++) sum += lengthVec(points[k]!) ** 2;
  return Math.sqrt(sum);
}
