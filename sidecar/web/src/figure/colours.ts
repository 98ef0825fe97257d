import type { BoneSide } from '../motion/bones.ts';

/** The performer's left is orange, the right is blue: apart for every kind of colour vision, and from skin. */
export const SIDE_COLOURS: Readonly<Record<BoneSide, string>> = {
  left: '#ff9514',
  right: '#1eaaff',
  middle: '#f0f0f0',
};
