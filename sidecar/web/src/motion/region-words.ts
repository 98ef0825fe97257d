import type { Region } from '../../../src/protocol/report.ts';

export const REGION_WORDS: Readonly<Record<Region, string>> = {
  body: 'Body',
  leftHand: 'Left hand',
  rightHand: 'Right hand',
  face: 'Face',
};
