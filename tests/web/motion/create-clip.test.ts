import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createClip } from '../../../sidecar/web/src/motion/create-clip.ts';
import { nearest } from '../../../sidecar/web/src/motion/find-frame.ts';
import { smallClip, smallFrames, smallTables } from './clip.ts';

describe('clip', () => {
  test('keeps every frame over many chunks', () => {
    const tables = smallTables();
    const clip = createClip(tables);
    for (let chunk = 0; chunk < 40; chunk++) {
      const frames = Array.from({ length: 30 }, (_, i) => chunk * 30 + i);
      clip.append(
        smallFrames(
          frames.map((frame) => ({ time: frame / 10, pelvis: [frame, 0, 90] })),
          tables,
        ),
      );
    }
    expect(clip.count).toBe(1200);
    for (const frame of [0, 29, 30, 255, 256, 1199]) {
      expect(clip.timeOf(frame)).toBe(frame / 10);
      expect(clip.row(frame)[0]).toBe(frame);
    }
  });

  test('knows confidence and flags of a frame by their names', () => {
    const clip = smallClip([
      { time: 0, confidence: [1, 0.5, 0.25, 0], flags: 0b10 },
      { time: 0.1, flags: 0b01 },
    ]);
    expect(clip.confidence(0, 'leftHand')).toBe(0.5);
    expect(clip.confidence(0, 'rightHand')).toBe(0.25);
    expect(clip.confidence(0, 'face')).toBe(0);
    expect(clip.flags(0)).toEqual(['leftLegUnseen']);
    expect(clip.flags(1)).toEqual(['leftHandBridged']);
  });

  test('finds the frame nearest to a time', () => {
    const clip = smallClip([{ time: 0 }, { time: 0.1 }, { time: 0.3 }]);
    expect([-1, 0, 0.04, 0.06, 0.19, 0.21, 9].map((time) => clip.frameAt(time))).toEqual([
      0, 0, 0, 1, 1, 2, 2,
    ]);
    expect(smallClip([]).frameAt(1)).toBe(-1);
  });

  test('nearest is what looking at every time gives', () => {
    const times = fc.uniqueArray(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(times, fc.integer({ min: -10, max: 1010 }), (values, time) => {
        const sorted = Float64Array.from(values.sort((a, b) => a - b));
        const found = nearest(sorted, sorted.length, time);
        expect(Math.abs(sorted[found]! - time)).toBe(
          Math.min(...sorted.map((other) => Math.abs(other - time))),
        );
      }),
    );
  });
});
