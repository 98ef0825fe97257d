import { expect, test } from 'vitest';
import { createStageClock } from '../../../sidecar/src/pipeline/stage-clock.ts';

test('adds up the time of a stage over its steps, failed ones too, in order of their start', async () => {
  let ms = 0;
  const clock = createStageClock(() => ms);
  await clock.time('probe', async () => {
    ms += 100;
  });
  const value = await clock.time('track', () => {
    ms += 250;
    return 7;
  });
  const failure = clock.time('probe', () => {
    ms += 50;
    throw new Error('no');
  });
  await expect(failure).rejects.toThrow('no');
  expect(value).toBe(7);
  expect(Object.entries(clock.stages)).toEqual([
    ['probe', expect.closeTo(0.15, 9)],
    ['track', 0.25],
  ]);
  expect(clock.total()).toBe(0.4);
});
