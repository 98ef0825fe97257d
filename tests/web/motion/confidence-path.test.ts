import { describe, expect, test } from 'vitest';
import { confidencePath, LANE_COLUMNS, summarise } from '../../../sidecar/web/src/motion/confidence-path.ts';
import { smallClip } from './clip.ts';

const clipOf = (values: readonly number[]) =>
  smallClip(values.map((value, i) => ({ time: i / 10, confidence: [1, value, 1, 1] })));

describe('confidence over the time', () => {
  test('a step a frame, up to where the next one starts', () => {
    expect(confidencePath(clipOf([1, 0.5]), 'leftHand', 0.2)).toBe('M0 1V0H300V1ZM300 1V0.5H600V1Z');
  });

  test('what was not seen is left out, and what is after the motion too', () => {
    expect(confidencePath(clipOf([0, 1, 0]), 'leftHand', 0.6)).toBe('M100 1V0H200V1Z');
  });

  test('one bad frame among many in a column stays visible', () => {
    const values = Array.from({ length: LANE_COLUMNS * 4 }, (_, i) => (i === 1001 ? 0.25 : 1));
    expect(confidencePath(clipOf(values), 'leftHand', 240)).toBe(
      'M0 1V0H250V1ZM250 1V0.75H251V1ZM251 1V0H600V1Z',
    );
  });

  test('nothing without frames or length', () => {
    expect(confidencePath(clipOf([]), 'leftHand', 1)).toBe('');
    expect(confidencePath(clipOf([1]), 'leftHand', 0)).toBe('');
  });

  test('the mean is that of the frames in which it was seen', () => {
    expect(summarise(clipOf([1, 0.5, 0, 0]), 'leftHand')).toEqual({ mean: 0.75, presence: 0.5 });
    expect(summarise(clipOf([0]), 'leftHand')).toEqual({ mean: 0, presence: 0 });
  });
});
