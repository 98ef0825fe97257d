import {
  addScaledVec,
  crossVec,
  lengthOf,
  normalizeVec,
  setVec,
  type Vec3,
  vec3,
} from '../../skeleton/vector.ts';

const STEPS = 8;
/** Longest turn of one step, radians. */
const LARGEST_STEP = 0.5;
/** A step shorter than this is the last one, radians. */
const SETTLED = 1e-2;

/** How far the evidence is off for one joint against another, standard deviations in cm. */
export interface BoneErrors {
  /** Of the picture's points, across the view. */
  readonly picture: number;
  /** Of the network's metric points, across the view and along it. */
  readonly across: number;
  readonly along: number;
}

/** What is known of a bone of known length. Pixels are right of and above the optical axis. */
export interface BoneEvidence {
  errors: BoneErrors;
  /** cm. */
  length: number;
  fromX: number;
  fromY: number;
  toX: number;
  toY: number;
  /** Distance of its start from the camera along the optical axis, cm. */
  fromDepth: number;
}

/** The half of space that a search starts in: towards the camera or away from it. */
export type DepthSide = 1 | -1;

/**
 * Direction of a bone (component axes, y towards the camera) from its picture, its length and the network's
 * metric points: the most likely one near the given side of the picture plane, since a picture alone does not
 * tell towards from away. Returns how unlikely it is: the squared error in standard deviations.
 */
export type BoneLift = (out: Vec3, evidence: BoneEvidence, world: Vec3, side: DepthSide) => number;

/** A direction under search and its residuals: picture across and up, world x, y, z. */
interface Search {
  readonly direction: Vec3;
  readonly error: Float64Array;
  readonly first: Vec3;
  readonly second: Vec3;
}

/** @param focal of the camera, pixels. */
export function createBoneLift(focal: number): BoneLift {
  const search: Search = { direction: vec3(), error: new Float64Array(5), first: vec3(), second: vec3() };
  const { direction } = search;

  return (out, evidence, world, side) => {
    setVec(direction, world[0]!, Math.abs(world[1]!) * side, world[2]!);
    if (normalizeVec(direction, direction) === 0) direction[2] = -1;
    let cost = measure(search, evidence, world, focal);
    for (let k = 0; k < STEPS; k++) {
      const turned = step(search, evidence);
      cost = measure(search, evidence, world, focal);
      if (turned < SETTLED) break;
    }
    setVec(out, direction[0]!, direction[1]!, direction[2]!);
    return cost;
  };
}

/** Fills the residuals; returns their squared sum. */
function measure({ direction, error }: Search, evidence: BoneEvidence, world: Vec3, focal: number): number {
  const { length, errors } = evidence;
  const depth = evidence.fromDepth - length * direction[1]!;
  const across = (evidence.toX * depth - evidence.fromX * evidence.fromDepth) / focal;
  const above = (evidence.toY * depth - evidence.fromY * evidence.fromDepth) / focal;
  error[0] = (length * direction[0]! - across) / errors.picture;
  error[1] = (length * direction[2]! - above) / errors.picture;
  error[2] = (length * direction[0]! - world[0]!) / errors.across;
  error[3] = (length * direction[1]! - world[1]!) / errors.along;
  error[4] = (length * direction[2]! - world[2]!) / errors.across;
  let sum = 0;
  for (let k = 0; k < 5; k++) sum += error[k]! * error[k]!;
  return sum;
}

/** One Gauss-Newton step over the sphere of directions; returns its angle, radians. */
function step({ direction, error, first, second }: Search, { length, errors }: BoneEvidence): number {
  setVec(second, 0.3, 0.5, 0.8);
  crossVec(first, direction, second);
  normalizeVec(first, first);
  crossVec(second, direction, first);
  const across = length * length * (1 / errors.picture ** 2 + 1 / errors.across ** 2);
  const along = (length / errors.along) ** 2;
  const aa = across * (first[0]! * first[0]! + first[2]! * first[2]!) + along * first[1]! * first[1]! + 1e-3;
  const ab = across * (first[0]! * second[0]! + first[2]! * second[2]!) + along * first[1]! * second[1]!;
  const bb =
    across * (second[0]! * second[0]! + second[2]! * second[2]!) + along * second[1]! * second[1]! + 1e-3;
  const ga = -slope(error, first, errors) * length;
  const gb = -slope(error, second, errors) * length;
  const scale = 1 / (aa * bb - ab * ab);
  const alongA = (bb * ga - ab * gb) * scale;
  const alongB = (aa * gb - ab * ga) * scale;
  const size = lengthOf(alongA, alongB);
  const limit = size > LARGEST_STEP ? LARGEST_STEP / size : 1;
  addScaledVec(direction, direction, first, alongA * limit);
  addScaledVec(direction, direction, second, alongB * limit);
  normalizeVec(direction, direction);
  return size * limit;
}

/** Slope of the squared error along a unit tangent for each cm of length, halved. */
function slope(error: Float64Array, t: Vec3, errors: BoneErrors): number {
  const picture = (error[0]! * t[0]! + error[1]! * t[2]!) / errors.picture;
  const across = (error[2]! * t[0]! + error[4]! * t[2]!) / errors.across;
  return picture + across + (error[3]! * t[1]!) / errors.along;
}
