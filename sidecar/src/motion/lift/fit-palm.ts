import { HAND_LANDMARKS } from '../../protocol/landmarks.ts';
import type { Side } from '../../skeleton/body-bones.ts';
import {
  angleQuat,
  axisAngleQuat,
  frameQuat,
  multiplyQuat,
  type Quat,
  quat,
  rotateVec,
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
import { createPalmFrame, PALM_LENGTH, PALM_POINTS, palmShape } from './palm.ts';
import { createPalmMismatch } from './palm-mismatch.ts';
import { AVERAGE_PHALANGES, PHALANGES, SEGMENT_STARTS } from './phalanges.ts';

/**
 * How far off a palm's points are, standard deviations in lengths of the palm: the picture's across the view, its
 * network's depth, and the depth of the metric points. Across the view these say nothing of their own: how long a palm
 * looks there follows from how far they tip it.
 */
const ACROSS = 0.025;
const PICTURE_ALONG = 0.22;
const WORLD_ALONG = 0.1;
/** And how far off the joints of the digits are, which lie on it as their shape says: the picture's, across the view. */
const DIGIT_ACROSS = 0.2;
/** Mismatch with a rigid palm that doubles this error. */
const WORLD_MISMATCH = 0.05;
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
/** Answers on both sides of the picture that lie nearer to each other than this are one, radians. */
const SQUARE_ON = 0.35;

/**
 * Writes the palm's turn from its own frame to the view along the hand's ray; returns the size of the picture's palm
 * over that palm.
 *
 * @param digits unit vectors along their segments in the palm's frame, thumb to pinky, from root to tip; null where
 *   they are not known.
 */
export type PalmFit = (out: Quat, evidence: HandEvidence, digits: readonly Vec3[] | null) => number;

/**
 * Lays the palm that the networks have of everybody over what is seen. How far it is tipped shows in how short it looks
 * beside its breadth. Whether it is tipped to the camera or away from it is for the depths to say: the search starts from
 * both, and takes the likelier answer. Where the shape of the digits is known, the hand as a whole is laid: how far it
 * is tipped shows in its length too.
 *
 * @param phalanges lengths of the digits' segments, cm, thumb to pinky, from root to tip.
 */
export function createPalmFit(side: Side, phalanges: ArrayLike<number> = AVERAGE_PHALANGES): PalmFit {
  const palm = createView(side, phalanges);
  const palmFrame = createPalmFrame();
  const system = createLeastSquares(4);
  const unknowns = new Float64Array(4);
  const axis = vec3();
  const turn = quat();
  const mirrored = quat();
  /** Of the picture's palm over the performer's, logarithm. */
  let size = 0;

  /** Leads a turn to the likeliest one near it, in place; returns how unlikely it is before the last step. */
  const search = (rotation: Quat): number => {
    size = palm.expected;
    let cost = 0;
    for (let k = 0; k < STEPS; k++) {
      cost = palm.weigh(system, rotation, size);
      unknowns.fill(0);
      if (system.step(unknowns) === 0) break;
      setVec(axis, unknowns[0]!, unknowns[1]!, unknowns[2]!);
      const angle = normalizeVec(axis, axis);
      const share = Math.min(1, LARGEST_STEP / (angle || 1));
      axisAngleQuat(turn, axis, angle * share);
      multiplyQuat(rotation, turn, rotation);
      size += unknowns[3]! * share;
      if (angle < SETTLED) break;
    }
    return cost;
  };

  return (out, evidence, digits) => {
    palm.look(evidence, digits);
    if (!palmFrame(out, evidence.world) && !palmFrame(out, evidence.picture)) return Math.exp(palm.expected);
    const cost = search(out);
    const found = size;
    mirrorDepth(mirrored, out);
    if (angleQuat(out, mirrored) < SQUARE_ON || search(mirrored) >= cost) return Math.exp(found);
    out.set(mirrored);
    return Math.exp(size);
  };
}

/** A hand and what is seen of it, about the middle of its palm, in lengths of the performer's palm. */
function createView(side: Side, phalanges: ArrayLike<number>) {
  const hand = averageHand(side);
  const points = () => LAID.map(() => vec3());
  const [rest, picture, world] = [points(), points(), points()];
  gather(rest, hand, 1 / PALM_LENGTH);
  const spread = spreadOf(rest);
  const mismatch = createPalmMismatch(palmShape(side));
  let worldAlong = WORLD_ALONG;
  const row = new Float64Array(4);
  const moved = vec3();
  let metric = false;
  let laid = FLAT.length;

  const view = {
    /** Size of the picture's palm before it is laid, logarithm. */
    expected: 0,
    look: (evidence: HandEvidence, digits: readonly Vec3[] | null): void => {
      metric = evidence.metric;
      worldAlong = WORLD_ALONG * (1 + mismatch(evidence.world) / WORLD_MISMATCH);
      gather(picture, evidence.picture, 1 / PALM_LENGTH);
      gather(world, evidence.world, 1);
      const unit = spread / (spreadOf(world) || spread);
      for (const point of world) scaleVec(point, point, unit);
      view.expected = Math.log((spreadOf(picture) || spread) / spread);
      laid = digits === null ? FLAT.length : LAID.length;
      if (digits === null) return;
      bend(hand, digits, phalanges);
      gather(rest, hand, 1 / PALM_LENGTH);
    },
    /**
     * Fills the equations of a small turn and growth; returns the palm's squared error in standard deviations. Digits
     * have no say in that: where another hand covers them they may be read as anything, and would turn the palm over.
     */
    weigh: (system: LeastSquares, rotation: Quat, size: number): number => {
      system.reset();
      const scale = Math.exp(size);
      let cost = 0;
      for (let k = 0; k < laid; k++) {
        const flat = k < FLAT.length;
        const across = flat ? ACROSS : DIGIT_ACROSS;
        rotateVec(moved, rotation, rest[k]!);
        const [x, y, z] = [moved[0]! * scale, moved[1]! * scale, moved[2]! * scale];
        setRow(row, 0, z, -y, x);
        const right = add(system, row, picture[k]![0]! - x, across);
        setRow(row, y, -x, 0, z);
        const up = add(system, row, picture[k]![2]! - z, across);
        if (!flat) continue;
        cost += right + up;
        setRow(row, -z, 0, x, y);
        cost += add(system, row, picture[k]![1]! - y, PICTURE_ALONG);
        if (!metric) continue;
        setRow(row, -moved[2]!, 0, moved[0]!, 0);
        cost += add(system, row, world[k]![1]! - moved[1]!, worldAlong);
      }
      return cost;
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

/** Adds an equation; returns its squared error. @param left what it leaves. @param error its standard deviation. */
function add(system: LeastSquares, row: Float64Array, left: number, error: number): number {
  const weight = 1 / (error * error);
  system.add(row, left, weight);
  return left * left * weight;
}

function setRow(row: Float64Array, a: number, b: number, c: number, grown: number): void {
  row[0] = a;
  row[1] = b;
  row[2] = c;
  row[3] = grown;
}

/** The points that are laid about the middle of the palm's, times a factor. @param points by hand landmark. */
function gather(out: readonly Vec3[], points: readonly Vec3[], factor: number): void {
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
    setVec(out[k]!, (point[0]! - x) * factor, (point[1]! - y) * factor, (point[2]! - z) * factor);
  }
}

/** Root of the squared distances of the palm's points from their middle, summed. */
function spreadOf(points: readonly Vec3[]): number {
  let sum = 0;
  for (let k = 0; k < FLAT.length; k++) sum += lengthVec(points[k]!) ** 2;
  return Math.sqrt(sum);
}

/** The turn of the same palm with its depth the other way round. */
function mirrorDepth(out: Quat, turn: Quat): void {
  const along = vec3(1, 0, 0);
  const across = vec3(0, 1, 0);
  for (const axis of [along, across]) {
    rotateVec(axis, turn, axis);
    axis[1] = -axis[1]!;
  }
  frameQuat(out, along, across);
}
