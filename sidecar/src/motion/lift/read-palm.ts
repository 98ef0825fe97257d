import type { Side } from '../../skeleton/body-bones.ts';
import { angleQuat, frameQuat, multiplyQuat, powQuat, type Quat, quat } from '../../skeleton/quaternion.ts';
import { normalizeVec, setVec, vec3 } from '../../skeleton/vector.ts';
import type { HandEvidence } from './hand-evidence.ts';
import { createHandInputs, HAND_INPUTS } from './hand-inputs.ts';
import weights from './learnt-palms.data.json' with { type: 'json' };
import { createPalmFrame } from './palm.ts';
import { createNetwork } from './small-network.ts';

/** Angle between the palms of the two accounts at which it is half in doubt, radians; a tenth of what is usual. */
const HALF_IN_DOUBT = 0.05;

/** Writes the palm's turn from its own frame to the view along the hand's ray; false for a palm without extent. */
export type PalmReader = (out: Quat, evidence: HandEvidence) => boolean;

/**
 * The turn of the palm that the tracker's points mean, learnt from rendered hands: of people it has not learnt from the
 * palm's two axes are 7.5 degrees off (scripts/train/train-hands.mjs). The less the two accounts differ, the less there is
 * to mend, and the more the picture's is taken as it is; so it is where there are no metric points.
 */
export function createPalmReader(side: Side): PalmReader {
  const writeInputs = createHandInputs(side);
  const network = createNetwork(weights);
  const palmFrame = createPalmFrame();
  const inputs = new Float32Array(HAND_INPUTS);
  const along = vec3();
  const across = vec3();
  const turn = quat();
  const metric = quat();
  const mirror = side === 'l' ? -1 : 1;

  return (out, evidence) => {
    if (!palmFrame(out, evidence.picture)) return false;
    if (!palmFrame(metric, evidence.world) || !writeInputs(inputs, evidence)) return true;
    const apart = angleQuat(out, metric) ** 2;
    const { values } = network(inputs);
    setVec(along, values[0]!, values[1]!, values[2]! * mirror);
    setVec(across, values[3]!, values[4]!, values[5]! * mirror);
    normalizeVec(along, along);
    if (!frameQuat(turn, along, across)) return true;
    powQuat(turn, turn, apart / (apart + HALF_IN_DOUBT ** 2));
    multiplyQuat(out, out, turn);
    return true;
  };
}
