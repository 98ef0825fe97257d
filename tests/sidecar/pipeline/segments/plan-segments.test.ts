import { describe, expect, test } from 'vitest';
import { planSegments } from '../../../../sidecar/src/pipeline/segments/plan-segments.ts';

const plan = (
  durationSeconds: number,
  { indexed = true, from = null as number | null, to = null as number | null } = {},
) => planSegments({ durationSeconds, indexed }, { from, to });

describe('planSegments', () => {
  test.each([0, 5, 40, 59.9])('leaves a clip of %d s whole', (seconds) => {
    expect(plan(seconds)).toEqual([{ index: 0, runIn: 0, start: 0, end: null, fadeEnd: null }]);
  });

  test('cuts a longer one at fixed times; the last part has no end, whatever the container states', () => {
    expect(plan(130)).toEqual([
      { index: 0, runIn: 0, start: 0, end: 40, fadeEnd: 41 },
      { index: 1, runIn: 38, start: 40, end: 80, fadeEnd: 81 },
      { index: 2, runIn: 78, start: 80, end: null, fadeEnd: null },
    ]);
  });

  test('starts where the range starts', () => {
    expect(plan(300, { from: 10, to: 90 })).toEqual([
      { index: 0, runIn: 10, start: 10, end: 50, fadeEnd: 51 },
      { index: 1, runIn: 48, start: 50, end: null, fadeEnd: null },
    ]);
  });

  test('makes few parts of a file that is read from its beginning each time', () => {
    const parts = plan(3600, { indexed: false });
    expect(parts).toHaveLength(6);
    expect(parts[1]).toEqual({ index: 1, runIn: 598, start: 600, end: 1200, fadeEnd: 1201 });
    expect(plan(3600)).toHaveLength(90);
  });
});
