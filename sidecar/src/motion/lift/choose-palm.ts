import { angleQuat, type Quat, quat } from '../../skeleton/quaternion.ts';
import type { Vec3 } from '../../skeleton/vector.ts';
import { createPalmFit, type Trust } from './fit-palm.ts';
import type { HandEvidence } from './hand-evidence.ts';
import { createPalmFrame } from './palm.ts';
import { createPalmMismatch } from './palm-mismatch.ts';

/** The accounts' palms differ by more than this where one of them is plainly wrong, radians. */
const DISPUTE = 0.7;
/** How far off an account's palm usually is, radians, and the mismatch with a rigid palm that doubles it. */
const WORLD_ERROR = 0.26;
const WORLD_MISMATCH = 0.05;
const PICTURE_ERROR = 0.44;
const PICTURE_MISMATCH = 0.1;
/** Squared error, in standard deviations, from which an account counts as wrong altogether. */
const LARGEST_COST = 4;
const PARTIES: readonly Trust[] = [
  { picture: 1, world: 1 },
  { picture: 0, world: 1 },
  { picture: 1, world: 0 },
];

/**
 * The palm's turn from its own frame to the view along the hand's ray: the fit of both accounts, or, where they
 * cannot both be true (as on a hand that points at the camera), the fit that the one whose palm is more of a
 * rigid palm speaks for.
 *
 * @param shape the palm's points in its own frame, order of `PALM_POINTS`.
 */
export function createPalmChoice(shape: readonly Vec3[]): (out: Quat, evidence: HandEvidence) => void {
  const layPalm = createPalmFit(shape);
  const mismatch = createPalmMismatch(shape);
  const palmFrame = createPalmFrame();
  const fitted = quat();
  const world = quat();
  const picture = quat();

  return (out, evidence) => {
    layPalm(out, evidence, PARTIES[0]!);
    if (!evidence.metric || !palmFrame(world, evidence.world) || !palmFrame(picture, evidence.picture))
      return;
    if (angleQuat(world, picture) < DISPUTE) return;
    const worldError = WORLD_ERROR * (1 + mismatch(evidence.world) / WORLD_MISMATCH);
    const pictureError = PICTURE_ERROR * (1 + mismatch(evidence.picture) / PICTURE_MISMATCH);
    let least = Infinity;
    for (const party of PARTIES) {
      layPalm(fitted, evidence, party);
      const cost =
        Math.min(LARGEST_COST, (angleQuat(fitted, world) / worldError) ** 2) +
        Math.min(LARGEST_COST, (angleQuat(fitted, picture) / pictureError) ** 2);
      if (cost >= least) continue;
      least = cost;
      out.set(fitted);
    }
  };
}
