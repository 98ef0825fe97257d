import type { Side } from '../../skeleton/body-bones.ts';
import { mixVec, setVec, subVec, type Vec3, vec3 } from '../../skeleton/vector.ts';
import { ELBOW, NOSE, SHOULDER, WRIST } from '../clip/landmark-points.ts';
import weights from './learnt-arms.data.json' with { type: 'json' };
import { LIFTED_BONES } from './lifted-bones.ts';
import { createNetwork } from './small-network.ts';

/**
 * How far a body is from those that were learnt from (see `createNetwork`) up to which it is one of them, and from which
 * on it is not: signers are at 0.3 to 1.9, somebody who balances on one leg is at 5 to 26.
 */
const ALIKE = 2;
const OTHER = 3;
/** The network speaks of decimetres. */
const DM = 10;
/** What turns an arm into a left one. */
const MIRROR = { l: 1, r: -1 } as const;

/** A body by pose landmark. */
interface SeenBody {
  /** Pixels right of the optical axis, and above it. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Component axes about the hips, cm. */
  readonly world: readonly Vec3[];
  /** Distance of the hips from the camera, cm. */
  readonly depth: number;
}

/**
 * Mends the upper arm and the forearm of a side among `bones`, in the order of `LIFTED_BONES`. Returns how far they are
 * learnt, 0 to 1: bodies in poses that nothing was learnt of keep what they have.
 */
export type ArmReader = (bones: readonly Vec3[], body: SeenBody, side: Side) => number;

/**
 * The tracker sees bent elbows at their outer side, and has all forearms point about as far to the camera as most do: one
 * that is raised to the face up to 18 cm too far, one that hangs 8 cm too little. What its points look like for arms that
 * are known, a small network has learnt from 5,400 rendered pictures, each of another person in another pose of signing,
 * seen from up to 60 degrees aside (scripts/train/train-arms.mjs). On clips of other bodies by other renderers, which it has not seen, upper arms are a
 * quarter to a third nearer to the truth with it, forearms as near as without, and wrists by an eighth to a quarter.
 *
 * @param focal of the camera, pixels.
 */
export function createArmReader(focal: number): ArmReader {
  const network = createNetwork(weights);
  const inputs = new Float32Array(ARM_INPUTS);
  const writeInputs = createArmInputs(focal);
  const bone = vec3();
  const upper = { l: upperArmOf('l'), r: upperArmOf('r') };

  return (bones, body, side) => {
    writeInputs(inputs, body, side);
    const { values, strangeness } = network(inputs);
    const share = Math.min(1, Math.max(0, (OTHER - strangeness) / (OTHER - ALIKE)));
    for (const k of [0, 1]) {
      const at = upper[side] + k;
      setVec(bone, values[k * 3]! * DM * MIRROR[side], values[k * 3 + 1]! * DM, values[k * 3 + 2]! * DM);
      mixVec(bones[at]!, bones[at]!, bone, share);
    }
    return share;
  };
}

const upperArmOf = (side: Side): number =>
  LIFTED_BONES.findIndex(({ length, from }) => length === 'upperArm' && from[0] === SHOULDER[side]);

export const ARM_INPUTS = 33;

/** Writes what the network is shown of an arm, a right one as its mirror image. */
export type ArmInputs = (out: Float32Array, body: SeenBody, side: Side) => void;

/** The trunk's line, then both arms and the nose from the middle of the shoulders: metric, and in the picture, cm. */
export function createArmInputs(focal: number): ArmInputs {
  const neck = vec3();
  const from = vec3();
  const points = { l: pointsOf('l', 'r'), r: pointsOf('r', 'l') };

  return (out, { x, y, world, depth }, side) => {
    const mirror = MIRROR[side];
    const cm = depth / focal;
    mixVec(neck, world[SHOULDER.l]!, world[SHOULDER.r]!, 0.5);
    const neckX = (x[SHOULDER.l]! + x[SHOULDER.r]!) / 2;
    const neckY = (y[SHOULDER.l]! + y[SHOULDER.r]!) / 2;
    let at = 0;
    const put = (point: Vec3): void => {
      out[at++] = point[0]! * mirror;
      out[at++] = point[1]!;
      out[at++] = point[2]!;
    };
    put(neck);
    for (const k of points[side]) {
      subVec(from, world[k]!, neck);
      put(from);
      out[at++] = (x[k]! - neckX) * cm * mirror;
      out[at++] = (y[k]! - neckY) * cm;
    }
  };
}

const pointsOf = (side: Side, other: Side): readonly number[] => [
  SHOULDER[side],
  ELBOW[side],
  WRIST[side],
  ELBOW[other],
  WRIST[other],
  NOSE,
];
