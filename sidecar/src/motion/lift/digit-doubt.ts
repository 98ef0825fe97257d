import { distanceVec } from '../../skeleton/vector.ts';
import type { HandEvidence } from './hand-evidence.ts';

/** Mean squared chord between the two accounts of a digit at which it is half in doubt; a seventh of what is usual. */
const HALF_IN_DOUBT = 0.03;

/**
 * How far a digit is in doubt: 0 where its two accounts agree, near 1 where they differ as usual, 1 where there is one.
 *
 * @param root hand landmark of its root.
 */
export function digitDoubt(evidence: HandEvidence, root: number): number {
  if (!evidence.metric) return 1;
  const apart = difference(evidence, root);
  return apart / (apart + HALF_IN_DOUBT);
}

/** Mean squared chord between the directions that the two accounts give a digit's segments. */
function difference({ picture, world }: HandEvidence, root: number): number {
  let sum = 0;
  for (let k = root; k < root + 3; k++) {
    const lengths = distanceVec(picture[k]!, picture[k + 1]!) * distanceVec(world[k]!, world[k + 1]!);
    let cosine = 0;
    for (let axis = 0; axis < 3; axis++) {
      cosine += (picture[k + 1]![axis]! - picture[k]![axis]!) * (world[k + 1]![axis]! - world[k]![axis]!);
    }
    sum += lengths > 0 ? 2 - (2 * cosine) / lengths : 0;
  }
  return sum / 3;
}
