import { describe, expect, it } from 'vitest';
import { pairGaze } from '../../../../sidecar/src/motion/face/pair-gaze.ts';
import { ARKIT_INDEX } from '../../../../sidecar/src/skeleton/arkit.ts';

describe('pairGaze', () => {
  const { EyeLookOutLeft, EyeLookInRight, EyeLookDownLeft, EyeLookDownRight, EyeBlinkLeft } = ARKIT_INDEX;
  const paired = (left: number, right: number): Float32Array => {
    const arkit = new Float32Array(52);
    arkit[EyeLookOutLeft] = 0.5;
    arkit[EyeLookInRight] = 0.25;
    arkit[EyeLookDownLeft] = -0.5;
    arkit[EyeBlinkLeft] = 1;
    pairGaze(arkit, Uint8Array.of(left), Uint8Array.of(right));
    return arkit;
  };

  it('lets both eyes look where they look on the whole, and winks as they wink', () => {
    const arkit = paired(1, 1);
    expect([arkit[EyeLookOutLeft], arkit[EyeLookInRight]]).toEqual([0.375, 0.375]);
    expect([arkit[EyeLookDownLeft], arkit[EyeLookDownRight]]).toEqual([-0.25, -0.25]);
    expect(arkit[EyeBlinkLeft]).toBe(1);
  });

  it('leaves an eye alone whose other is not seen', () => {
    for (const arkit of [paired(1, 0), paired(0, 1)])
      expect([arkit[EyeLookOutLeft], arkit[EyeLookInRight]]).toEqual([0.5, 0.25]);
  });
});
