import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { REGIONS } from '../../../../sidecar/src/motion/clip/regions.ts';
import { STATE } from '../../../../sidecar/src/motion/time/bridge-gaps.ts';
import { createHandDoubt } from '../../../../sidecar/src/motion/time/doubt-hands-live.ts';
import { createLiveBridge } from '../../../../sidecar/src/motion/time/live-bridge.ts';
import { createLiveFilter } from '../../../../sidecar/src/motion/time/live-filter.ts';
import { createRotationFilter } from '../../../../sidecar/src/motion/time/one-euro.ts';
import { CUTOFFS } from '../../../../sidecar/src/motion/time/smooth-rotations.ts';
import type { TimeFilter } from '../../../../sidecar/src/motion/time/time-filter.ts';
import { aboutZ, angleOf, anglesOf, turningTrack } from './turning-track.ts';

const FPS = 30;
const times = (from: number, to: number): Float64Array =>
  Float64Array.from({ length: to - from }, (_, i) => (from + i) / FPS);

describe('createRotationFilter', () => {
  const run = (angles: readonly number[], cutoff = CUTOFFS.leftHand): number[] => {
    const filter = createRotationFilter();
    return angles.map((angle, i) => {
      const q = aboutZ(angle);
      filter(q, i / FPS, cutoff);
      return angleOf(q);
    });
  };

  /** Delay of the swing at `hertz`, seconds: the phase that the output lost. */
  function delayOf(angles: readonly number[], hertz: number, cutoff = CUTOFFS.leftHand): number {
    const phase = (values: readonly number[]): number => {
      let sine = 0;
      let cosine = 0;
      values.forEach((value, i) => {
        if (i < FPS) return;
        sine += value * Math.sin((2 * Math.PI * hertz * i) / FPS);
        cosine += value * Math.cos((2 * Math.PI * hertz * i) / FPS);
      });
      return Math.atan2(cosine, sine);
    };
    return (phase(angles) - phase(run(angles, cutoff))) / (2 * Math.PI * hertz);
  }

  it.each(REGIONS)('delays a swing of %s by less than a frame at 30 fps', (region) => {
    for (const hertz of [0.5, 1, 2]) {
      const swing = Array.from(
        { length: 5 * FPS },
        (_, i) => 0.5 * Math.sin((2 * Math.PI * hertz * i) / FPS),
      );
      const delay = delayOf(swing, hertz, CUTOFFS[region]);
      expect(delay, `${hertz} Hz`).toBeGreaterThan(0);
      expect(delay, `${hertz} Hz`).toBeLessThan(1 / FPS);
    }
  });

  it('calms a trembling bone to a third', () => {
    const noise = Array.from({ length: 120 }, (_, i) => 0.01 * Math.sin(i * 2.4) + 0.01 * Math.cos(i * 2.9));
    const spread = (values: readonly number[]): number => Math.hypot(...values.slice(30));
    expect(spread(run(noise))).toBeLessThan(spread(noise) / 3);
  });

  it('passes the first value, and a constant one to the last digit', () => {
    for (const angle of run(new Array(20).fill(0.7))) expect(angle).toBeCloseTo(0.7, 12);
  });

  it('goes the short way whatever the sign of the quaternion', () => {
    const filter = createRotationFilter();
    const a = aboutZ(0.2);
    filter(a, 0, CUTOFFS.leftHand);
    const b = aboutZ(0.21).map((value) => -value);
    filter(b, 1 / FPS, CUTOFFS.leftHand);
    expect(Math.abs(angleOf(b))).toBeGreaterThan(0.2);
    expect(Math.abs(Math.sin(angleOf(b) / 2))).toBeLessThan(Math.sin(0.105 + 1e-9));
  });
});

describe('createLiveFilter', () => {
  const pieces = (cuts: readonly number[]) => {
    const marks = [0, ...[...new Set(cuts)].sort((a, b) => a - b), 60];
    return marks.slice(1).map((to, k) => [marks[k]!, to] as const);
  };
  const angles = Array.from({ length: 60 }, (_, i) => Math.sin(i / 5) * 0.9 + (i % 7 === 0 ? 0.1 : 0));
  const seen = Uint8Array.from({ length: 60 }, (_, i) => (i > 20 && i < 44 && i !== 30 ? 0 : 1));

  function filtered(cuts: readonly number[]): number[] {
    const open = createLiveFilter();
    return pieces(cuts).flatMap(([from, to]) => {
      const filter: TimeFilter = open(times(from, to));
      const tracks = turningTrack(angles.slice(from, to));
      const window = seen.slice(from, to);
      filter.doubtHands(window, tracks, 0, 'l');
      const bridge = filter.bridge('leftHand', window);
      bridge.rotations(tracks, 0, aboutZ(0.3));
      filter.rotations(tracks, 0, CUTOFFS.leftHand);
      const numbers = Float32Array.from(angles.slice(from, to));
      bridge.numbers(numbers, 1);
      filter.numbers('key', numbers, { stride: 1, offsets: [0] }, 4);
      return [...anglesOf(tracks), ...numbers, ...bridge.states];
    });
  }

  it('gives the same whatever the windows that the frames come in', () => {
    const columns = (cuts: readonly number[]): number[][] => {
      const values = filtered(cuts);
      const out: number[][] = [[], [], []];
      let at = 0;
      for (const [from, to] of pieces(cuts)) {
        for (const column of out) {
          column.push(...values.slice(at, at + to - from));
          at += to - from;
        }
      }
      return out;
    };
    const whole = columns([]);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 59 }), { maxLength: 20 }), (cuts) => {
        expect(columns(cuts)).toEqual(whole);
      }),
      { numRuns: 40 },
    );
  });
});

describe('createLiveBridge', () => {
  it('holds what was seen for half a second, goes to the base pose, and comes back without a jump', () => {
    const frames = 90;
    const seen = Uint8Array.from({ length: frames }, (_, i) => (i >= 10 && i < 60 ? 0 : 1));
    const tracks = turningTrack(Array.from({ length: frames }, (_, i) => (i < 60 ? 1 : -1)));
    const bridge = createLiveBridge()(seen, times(0, frames));
    bridge.rotations(tracks, 0, aboutZ(0.2));
    const shown = anglesOf(tracks);
    expect(shown[9]).toBeCloseTo(1, 6);
    expect(shown[24]).toBeCloseTo(1, 6);
    expect(bridge.states[24]).toBe(STATE.bridged);
    expect(shown[50]).toBeCloseTo(0.2, 6);
    expect(bridge.states[50]).toBe(STATE.base);
    expect(bridge.states[60]).toBe(STATE.base);
    expect(bridge.states[61]).toBe(STATE.seen);
    expect(shown[66]).toBeCloseTo(-1, 6);
    for (let i = 61; i < 67; i++) expect(shown[i - 1]! - shown[i]!).toBeLessThan(0.6);
  });

  it('does not believe a lone frame after a gap, but the first frame of all', () => {
    const seen = Uint8Array.from([1, 0, 0, 1, 0, 0]);
    const { states } = createLiveBridge()(seen, times(0, 6));
    expect([...states]).toEqual([STATE.seen, ...new Array(5).fill(STATE.bridged)]);
    expect([...seen]).toEqual([1, 0, 0, 0, 0, 0]);
  });

  it('is at the base pose until something is seen, and numbers at 0', () => {
    const tracks = turningTrack([9, 9, 1]);
    const values = Float32Array.from([9, 9, 1]);
    const bridge = createLiveBridge()(Uint8Array.from([0, 0, 1]), times(0, 3));
    bridge.rotations(tracks, 0, aboutZ(0.25));
    bridge.numbers(values, 1);
    expect(anglesOf(tracks).map((angle) => Number(angle.toFixed(6)))).toEqual([0.25, 0.25, 1]);
    expect([...values]).toEqual([0, 0, 1]);
    expect([...bridge.states]).toEqual([STATE.base, STATE.base, STATE.seen]);
  });
});

describe('createHandDoubt', () => {
  it('takes a jump back for two frames, and believes it when it stays', () => {
    const seen = new Uint8Array(12).fill(1);
    const tracks = turningTrack([0, 0, 0, 1.5, 1.5, 0, 0, 1.5, 1.5, 1.5, 1.5, 1.5]);
    createHandDoubt()(seen, tracks, { hand: 0, times: times(0, 12) });
    expect([...seen]).toEqual([1, 1, 1, 0, 0, 1, 1, 0, 0, 1, 1, 1]);
  });

  it('never believes a wrist bent beyond any joint', () => {
    const seen = new Uint8Array(6).fill(1);
    createHandDoubt()(seen, turningTrack([0, 2.4, 2.4, 2.4, 2.4, 0]), { hand: 0, times: times(0, 6) });
    expect([...seen]).toEqual([1, 0, 0, 0, 0, 1]);
  });
});
