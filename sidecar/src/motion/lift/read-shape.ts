import type { Side } from '../../skeleton/body-bones.ts';
import { quat, unrotateVec } from '../../skeleton/quaternion.ts';
import { mixVec, normalizeVec, setVec, subVec, type Vec3, vec3 } from '../../skeleton/vector.ts';
import { digitDoubt } from './digit-doubt.ts';
import type { HandEvidence } from './hand-evidence.ts';
import { createHandInputs, HAND_INPUTS } from './hand-inputs.ts';
import weights from './learnt-shapes.data.json' with { type: 'json' };
import { createPalmFrame } from './palm.ts';
import { PHALANGES, SEGMENT_STARTS } from './phalanges.ts';
import { createNetwork } from './small-network.ts';

/**
 * Writes the directions of the digits' segments in the palm's frame, unit vectors, thumb to pinky, from root to tip;
 * false for a palm without extent.
 */
export type ShapeReader = (out: readonly Vec3[], evidence: HandEvidence) => boolean;

/**
 * The handshape that the tracker's points mean. What they show is biased, most of all in depth, and alike on everybody: a
 * network has learnt how from rendered hands whose joints are known (scripts/train/train-hands.mjs). The less the two
 * accounts differ, the less there is to mend, and the more the metric one is taken as it is.
 */
export function createShapeReader(side: Side): ShapeReader {
  const writeInputs = createHandInputs(side);
  const network = createNetwork(weights);
  const palmFrame = createPalmFrame();
  const inputs = new Float32Array(HAND_INPUTS);
  const palm = quat();
  const learnt = vec3();
  const mirror = side === 'l' ? -1 : 1;

  return (out, evidence) => {
    const { world } = evidence;
    if (!writeInputs(inputs, evidence) || !palmFrame(palm, world)) return false;
    const { values } = network(inputs);
    let doubt = 0;
    for (let k = 0; k < PHALANGES; k++) {
      if (k % 3 === 0) doubt = digitDoubt(evidence, SEGMENT_STARTS[k]!);
      const along = out[k]!;
      const start = SEGMENT_STARTS[k]!;
      subVec(along, world[start + 1]!, world[start]!);
      normalizeVec(along, along);
      unrotateVec(along, palm, along);
      setVec(learnt, values[k * 3]!, values[k * 3 + 1]!, values[k * 3 + 2]! * mirror);
      normalizeVec(learnt, learnt);
      mixVec(along, along, learnt, doubt);
      normalizeVec(along, along);
    }
    return true;
  };
}
