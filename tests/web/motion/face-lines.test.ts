import { describe, expect, test } from 'vitest';
import { type FacePoint, faceLines } from '../../../sidecar/web/src/motion/face-lines.ts';

const lines = (values: Record<string, number>) => faceLines(new Map(Object.entries(values)));
const height = (points: readonly FacePoint[]) =>
  Math.max(...points.map(([, y]) => y)) - Math.min(...points.map(([, y]) => y));
const width = (points: readonly FacePoint[]) =>
  Math.max(...points.map(([x]) => x)) - Math.min(...points.map(([x]) => x));

describe('face', () => {
  const rest = lines({});

  test('the figure’s left eye is on +x, and a closed lid is a line', () => {
    expect(rest.get('eyeLeft')!.every(([x]) => x > 0)).toBe(true);
    const wink = lines({ EyeBlinkLeft: 1 });
    expect(height(wink.get('eyeLeft')!)).toBeCloseTo(0, 12);
    expect(height(wink.get('eyeRight')!)).toBeCloseTo(height(rest.get('eyeRight')!), 12);
  });

  test('an open jaw opens the mouth, a pucker narrows it, a smile lifts its corners', () => {
    expect(height(lines({ JawOpen: 1 }).get('mouth')!)).toBeCloseTo(height(rest.get('mouth')!) + 0.34, 12);
    expect(width(lines({ MouthPucker: 1 }).get('mouth')!)).toBeCloseTo(width(rest.get('mouth')!) / 2, 12);
    const smile = lines({ MouthSmileLeft: 1, MouthSmileRight: 1 }).get('mouth')!;
    expect(smile[0]![1] - rest.get('mouth')![0]![1]).toBeCloseTo(0.14, 12);
  });

  test('brows go up inside, outside, and down, each on its own side', () => {
    const brow = (values: Record<string, number>, side: string) => lines(values).get(`brow${side}`)!;
    const [inner, , outer] = rest.get('browLeft')!;
    expect(brow({ BrowInnerUp: 1 }, 'Left')[0]![1] - inner![1]).toBeCloseTo(0.16, 12);
    expect(brow({ BrowOuterUpLeft: 1 }, 'Left')[2]![1] - outer![1]).toBeCloseTo(0.16, 12);
    expect(brow({ BrowOuterUpLeft: 1 }, 'Right')).toEqual(rest.get('browRight'));
    expect(brow({ BrowDownRight: 1 }, 'Right')[0]![1]).toBeLessThan(rest.get('browRight')![0]![1]);
  });
});
