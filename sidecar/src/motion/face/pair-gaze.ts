import { ARKIT_INDEX, ARKIT_NAMES, type ArkitName } from '../../skeleton/arkit.ts';

/** Values of both eyes that say the same of where they look. */
const SAME: readonly (readonly [ArkitName, ArkitName])[] = [
  ['EyeLookOutLeft', 'EyeLookInRight'],
  ['EyeLookInLeft', 'EyeLookOutRight'],
  ['EyeLookUpLeft', 'EyeLookUpRight'],
  ['EyeLookDownLeft', 'EyeLookDownRight'],
];

/**
 * Eyes look the same way; what one does alone is the mesh's doing. Both get their mean, in place, in frames that
 * show both; where one is covered the other is believed alone.
 *
 * @param arkit 52 values a frame, Apple's order. @param left @param right a byte a frame: 1 where that eye is seen.
 */
export function pairGaze(arkit: Float32Array, left: Uint8Array, right: Uint8Array): void {
  for (let i = 0; i < left.length; i++) {
    if (left[i] === 0 || right[i] === 0) continue;
    const at = i * ARKIT_NAMES.length;
    for (const [a, b] of SAME) {
      const mean = (arkit[at + ARKIT_INDEX[a]]! + arkit[at + ARKIT_INDEX[b]]!) / 2;
      arkit[at + ARKIT_INDEX[a]] = arkit[at + ARKIT_INDEX[b]] = mean;
    }
  }
}
