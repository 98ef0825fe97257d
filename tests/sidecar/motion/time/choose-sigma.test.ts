import { describe, expect, it } from 'vitest';
import { chooseSigma } from '../../../../sidecar/src/motion/time/choose-sigma.ts';

const limits = { least: 0.01, most: 0.1 };

/** A turn about z as quaternions. */
function rowsOf(angles: readonly number[]): Float64Array {
  return Float64Array.from(angles.flatMap((angle) => [0, 0, Math.sin(angle / 2), Math.cos(angle / 2)]));
}

/** The widths for a turn that is seen with some error; the error goes up and down from frame to frame. */
function widths(turn: (time: number) => number, { frames = 60, fps = 30, error = 0 } = {}): number[] {
  const times = Float64Array.from({ length: frames }, (_, i) => i / fps);
  const sigma = new Float64Array(frames);
  const calm = rowsOf([...times].map(turn));
  const source = rowsOf([...times].map((time, i) => turn(time) + (i % 2 === 0 ? error : -error)));
  chooseSigma(sigma, { source, calm, times, scene: { from: 0, to: frames }, limits });
  return [...sigma];
}

describe('chooseSigma', () => {
  it('is the widest where nothing bends, however fast it moves', () => {
    for (const speed of [0, 12]) {
      const found = widths((time) => speed * time, { error: 0.01 });
      for (const sigma of found.slice(8, -8)) expect(sigma).toBeCloseTo(limits.most, 10);
    }
  });

  it('is the one that errs least where it bends', () => {
    // to and fro by e is off the cubic by 8 e / 3, of which a frame of its own has 1.394 and three in space 1.28
    const deviation = ((8 / 3) * 0.02) / 1.394 / 1.28;
    const noise = (3 * deviation ** 2) / 30 / (2 * Math.sqrt(Math.PI));
    const found = widths((time) => 20 * (time - 1) ** 2, { error: 0.02 });
    expect(found[30]! / (1.2 * (noise / 40 ** 2) ** 0.2)).toBeCloseTo(1, 1);
  });

  it('is the narrowest where there is no noise, and where a bend is sharp', () => {
    expect(widths((time) => 5 * (time - 1) ** 2)[30]).toBe(limits.least);
    expect(widths((time) => 20 * (time - 1) ** 2, { error: 0.0005 })[30]).toBe(limits.least);
  });

  it('does not take frames that were filled in for calm ones', () => {
    const half = (error: number) =>
      widths((time) => 20 * (time - 1) ** 2 * (time > 0.5 ? 1 : 0), { error })[45]!;
    expect(half(0.02)).toBeGreaterThan(limits.least);
  });

  it('asks the same of 60 frames a second as of 30', () => {
    const swing = (time: number): number => 0.3 * Math.sin(6 * time);
    const slow = widths(swing, { error: 0.01 });
    const fast = widths((time) => swing(time), { frames: 120, fps: 60, error: 0 });
    // the error of the faster one is the slower one's, held for two frames
    const times = Float64Array.from({ length: 120 }, (_, i) => i / 60);
    const source = rowsOf([...times].map((time, i) => swing(time) + ((i >> 1) % 2 === 0 ? 0.01 : -0.01)));
    const sigma = new Float64Array(120);
    chooseSigma(sigma, {
      source,
      calm: rowsOf([...times].map(swing)),
      times,
      scene: { from: 0, to: 120 },
      limits,
    });
    expect(sigma[60]! / slow[30]!).toBeCloseTo(1, 1);
    expect(fast[60]).toBe(limits.least);
  });
});
