import { expect, test } from 'vitest';
import { createProgressMeter } from '../../../sidecar/src/pipeline/progress-meter.ts';
import type { Progress } from '../../../sidecar/src/protocol/worker-messages.ts';

function meterAt(clock: { ms: number }) {
  const told: Progress[] = [];
  return {
    told,
    meter: createProgressMeter(
      (progress) => told.push(progress),
      () => clock.ms,
    ),
  };
}

test('tells the start, then at most every 100 ms, then the end', () => {
  const clock = { ms: 1000 };
  const { told, meter } = meterAt(clock);
  meter.start('track', 10);
  for (let i = 0; i < 10; i++) {
    clock.ms += 50;
    meter.step();
  }
  meter.finish();
  expect(told.map(({ framesDone }) => framesDone)).toEqual([0, 2, 4, 6, 8, 10, 10]);
  expect(told[0]).toEqual({ stage: 'track', framesDone: 0, framesTotal: 10, fps: 0, etaSeconds: null });
  expect(told[1]).toEqual({ stage: 'track', framesDone: 2, framesTotal: 10, fps: 20, etaSeconds: 0.4 });
  expect(told.at(-1)).toEqual({ stage: 'track', framesDone: 10, framesTotal: 10, fps: 20, etaSeconds: 0 });
});

test('more frames than the container states never give a negative time left', () => {
  const clock = { ms: 0 };
  const { told, meter } = meterAt(clock);
  meter.start('track', 1);
  clock.ms = 1000;
  meter.step();
  clock.ms = 2000;
  meter.step();
  expect(told.at(-1)).toMatchObject({ framesDone: 2, framesTotal: 2, etaSeconds: 0 });
});

test('an unknown total has no time left', () => {
  const clock = { ms: 0 };
  const { told, meter } = meterAt(clock);
  meter.start('track', null);
  clock.ms = 500;
  meter.step();
  expect(told.at(-1)).toEqual({ stage: 'track', framesDone: 1, framesTotal: null, fps: 2, etaSeconds: null });
  meter.finish();
  expect(told.at(-1)).toMatchObject({ framesDone: 1, framesTotal: 1 });
});
