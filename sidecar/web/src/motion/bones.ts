import type { Region } from '../../../src/protocol/report.ts';

/** The performer's side of a bone. */
export type BoneSide = 'left' | 'right' | 'middle';

/** How a bone of the skeleton is shown. */
export interface BoneLook {
  readonly side: BoneSide;
  /** The region whose confidence it has. */
  readonly region: Region;
  /** Half its width, cm. */
  readonly radius: number;
}

const HAND = /^(hand|index|middle|ring|pinky|thumb)_/;
/** Half widths in cm by the start of a bone's name; the first that fits. */
const RADII: readonly (readonly [RegExp, number])[] = [
  [/_metacarpal_/, 0.75],
  [/^(index|middle|ring|pinky)_/, 0.72],
  [/^thumb_/, 0.85],
  [/^hand_/, 1.2],
  [/^lowerarm_/, 2.7],
  [/^upperarm_/, 3.6],
  [/^clavicle_/, 3.4],
  [/^thigh_/, 6],
  [/^calf_/, 3.8],
  [/^(foot|ball)_/, 3],
  [/^(neck|head)/, 4.2],
  // under the trunk's own shape
  [/^(spine|pelvis)/, 4],
];
const OTHER_RADIUS = 1.5;

/** By the names of a MetaHuman's bones; other skeletons are shown plainer. */
export function boneLook(name: string): BoneLook {
  const side = name.endsWith('_l') ? 'left' : name.endsWith('_r') ? 'right' : 'middle';
  const hand = HAND.test(name) && side !== 'middle';
  const region = hand ? (side === 'left' ? 'leftHand' : 'rightHand') : 'body';
  const radius = RADII.find(([start]) => start.test(name))?.[1] ?? OTHER_RADIUS;
  return { side, region, radius };
}

/** The last bone of a finger: its tip is no bone of its own. */
export function endsFinger(name: string): boolean {
  return /^(index|middle|ring|pinky|thumb)_03_/.test(name);
}
