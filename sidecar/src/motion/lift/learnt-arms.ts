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
 * are known, a small network has learnt from 2,000 rendered pictures, each of another person in another pose of signing,
 * seen from up to 60 degrees aside. On clips of other bodies by other renderers, which it has not seen, upper arms are a
 * quarter to a third nearer to the truth with it, forearms as near as without, and wrists by an eighth to a quarter.
 *
 * @param focal of the camera, pixels.
 */
export function createArmReader(focal: number): ArmReader {
  const network = createNetwork(weights);
  const inputs = new Float64Array(weights.mean.length);
  const outputs = new Float64Array(weights.outBias.length);
  const neck = vec3();
  const bone = vec3();
  const arms = { l: armOf('l'), r: armOf('r') };

  return (bones, { x, y, world, depth }, side) => {
    const { points, upper, mirror } = arms[side];
    const cm = depth / focal;
    mixVec(neck, world[SHOULDER.l]!, world[SHOULDER.r]!, 0.5);
    const neckX = (x[SHOULDER.l]! + x[SHOULDER.r]!) / 2;
    const neckY = (y[SHOULDER.l]! + y[SHOULDER.r]!) / 2;
    let at = 0;
    const put = (point: Vec3): void => {
      inputs[at++] = point[0]! * mirror;
      inputs[at++] = point[1]!;
      inputs[at++] = point[2]!;
    };
    put(neck);
    for (const k of points) {
      subVec(bone, world[k]!, neck);
      put(bone);
      inputs[at++] = (x[k]! - neckX) * cm * mirror;
      inputs[at++] = (y[k]! - neckY) * cm;
    }
    const strangeness = network(outputs, inputs);
    const share = Math.min(1, Math.max(0, (OTHER - strangeness) / (OTHER - ALIKE)));
    for (const k of [0, 1]) {
      setVec(bone, outputs[k * 3]! * mirror, outputs[k * 3 + 1]!, outputs[k * 3 + 2]!);
      mixVec(bones[upper + k]!, bones[upper + k]!, bone, share);
    }
    return share;
  };
}

/** Points that tell of an arm, its first bone, and what turns it into a left one. */
function armOf(side: Side) {
  const other = side === 'l' ? 'r' : 'l';
  return {
    points: [SHOULDER[side], ELBOW[side], WRIST[side], ELBOW[other], WRIST[other], NOSE],
    upper: LIFTED_BONES.findIndex(({ length, from }) => length === 'upperArm' && from[0] === SHOULDER[side]),
    mirror: side === 'l' ? 1 : -1,
  };
}
