import type { Frame } from '../../../../sidecar/src/protocol/frame.ts';

/** What a made-up picture shows. */
export interface Scene {
  /** Which of endless backgrounds. */
  readonly kind: number;
  /** How far the camera has turned, pixels. */
  readonly across?: number;
  readonly down?: number;
  /** How far a bright square has gone to and fro, pixels. */
  readonly hand?: number;
  /** Factor and offset of the brightness. */
  readonly gain?: number;
  readonly light?: number;
  /** Another background that shines through. */
  readonly into?: { readonly kind: number; readonly share: number };
  /** A brightness that covers all. */
  readonly towards?: { readonly value: number; readonly share: number };
}

const SIZE = 96;
const HAND = 12;
const WAY = SIZE - HAND;

/** Waves of four directions that differ from kind to kind. */
function background(kind: number, x: number, y: number): number {
  let value = 120;
  for (let k = 1; k <= 4; k++) {
    const turn = kind * 2.4 + k * 1.7;
    value += 20 * Math.sin((x * Math.cos(turn) + y * Math.sin(turn)) / (4 + 2 * k) + kind * k);
  }
  return value;
}

export function madeUpPicture(scene: Scene): Omit<Frame, 'index' | 'time'> {
  const { kind, across = 0, down = 0, hand, gain = 1, light = 0, into, towards } = scene;
  const data = new Uint8Array(SIZE * SIZE * 3);
  const left = hand === undefined ? SIZE : Math.abs((hand % (2 * WAY)) - WAY);
  for (let y = 0; y < SIZE; y++) {
    for (let x = 0; x < SIZE; x++) {
      let value = background(kind, x + across, y + down);
      if (into) value += (background(into.kind, x + across, y + down) - value) * into.share;
      if (x >= left && x < left + HAND && y >= 40 && y < 40 + HAND) value = 230;
      value = value * gain + light;
      if (towards) value += (towards.value - value) * towards.share;
      const at = (y * SIZE + x) * 3;
      data[at] = data[at + 1] = data[at + 2] = Math.round(Math.min(255, Math.max(0, value)));
    }
  }
  return { width: SIZE, height: SIZE, data };
}
