import { describe, expect, it } from 'vitest';
import { bridgeCarried, sayAfter, sayBetween } from '../../../../sidecar/src/motion/time/bridge-carried.ts';
import { STATE } from '../../../../sidecar/src/motion/time/bridge-gaps.ts';
import { createLiveBridge } from '../../../../sidecar/src/motion/time/live-bridge.ts';
import { aboutZ, anglesOf, turningTrack } from './turning-track.ts';

const FPS = 30;
const BASE = -1;
const { base: B, seen: S, bridged: F } = STATE;
const times = (frames: number): Float64Array => Float64Array.from({ length: frames }, (_, i) => i / FPS);
const bytes = (...runs: [value: number, frames: number][]): Uint8Array =>
  Uint8Array.from(runs.flatMap(([value, frames]) => new Array<number>(frames).fill(value)));

/** Angles and states of a part that turns by `angles` where it is seen. */
function bridged(
  seen: Uint8Array,
  carrier: Uint8Array,
  { angle, cuts = [] }: { angle: (i: number) => number; cuts?: readonly number[] },
) {
  const tracks = turningTrack([...seen].map((value, i) => (value === 1 ? angle(i) : 9)));
  const { states, rotations } = bridgeCarried(seen, carrier, { times: times(seen.length), cuts });
  rotations(tracks, 0, aboutZ(BASE));
  return { states: [...states], angles: anglesOf(tracks) };
}

describe('sayBetween', () => {
  it('shares evenly between ends that are near, and leaves the rest to the usual place', () => {
    const near = sayBetween(0.01, 0.03);
    expect(near.before).toBeCloseTo(0.75, 3);
    expect(near.after).toBeCloseTo(0.25, 3);
    const far = sayBetween(2, 2);
    expect(far.before).toBe(far.after);
    expect(far.before).toBeCloseTo(sayAfter(2), 2);
    expect(sayBetween(0, 1)).toEqual({ before: 1, after: 0 });
    expect(sayBetween(0.5, Number.POSITIVE_INFINITY)).toEqual({ before: sayAfter(0.5), after: 0 });
    expect(sayBetween(Number.POSITIVE_INFINITY, 0.5)).toEqual({ before: 0, after: sayAfter(0.5) });
    expect(sayBetween(Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY)).toEqual({ before: 0, after: 0 });
  });
});

describe('bridgeCarried', () => {
  const inSight = (frames: number) => bytes([1, frames]);
  const half = (i: number): number => (i < 60 ? 0.4 : 1.2);

  it('goes from where it was to its mean and on to where it is next, at whatever length', () => {
    const seen = bytes([1, 60], [0, 240], [1, 60]);
    const { states, angles } = bridged(seen, inSight(360), { angle: half });
    expect(states).toEqual([...bytes([S, 60], [F, 240], [S, 60])]);
    expect(angles[60]).toBeCloseTo(0.4 + 0.4 * (1 - sayAfter(1 / FPS)), 3);
    expect(angles[180]).toBeCloseTo(0.8, 2);
    expect(angles[299]).toBeCloseTo(1.2 - 0.4 * (1 - sayAfter(1 / FPS)), 3);
  });

  it('fills the open ends of a clip', () => {
    const seen = bytes([0, 90], [1, 60], [0, 90]);
    const { states, angles } = bridged(seen, inSight(240), { angle: (i) => (i < 120 ? 0.4 : 1.2) });
    expect(states).toEqual([...bytes([F, 90], [S, 60], [F, 90])]);
    expect(angles[89]).toBeCloseTo(0.4 + 0.4 * (1 - sayAfter(1 / FPS)), 6);
    expect(angles[0]).toBeCloseTo(0.8 - 0.4 * sayAfter(3), 6);
    expect(angles[239]).toBeCloseTo(0.8 + 0.4 * sayAfter(3), 6);
  });

  it('goes to the base pose while what carries it is out of sight, and comes back, without a jump', () => {
    const seen = bytes([1, 30], [0, 120], [1, 30]);
    const carrier = bytes([1, 60], [0, 60], [1, 60]);
    const { states, angles } = bridged(seen, carrier, { angle: () => 0.5 });
    expect(states).toEqual([...bytes([S, 30], [F, 30], [B, 60], [F, 30], [S, 30])]);
    expect(angles[59]).toBeCloseTo(0.5, 6);
    expect(angles[90]).toBeCloseTo(BASE, 6);
    for (let i = 1; i < 180; i++) expect(Math.abs(angles[i]! - angles[i - 1]!)).toBeLessThan(0.2);
  });

  it('says how far each frame is told by what was seen', () => {
    const seen = bytes([1, 2], [0, 60], [1, 2], [0, 30]);
    const { told } = bridgeCarried(seen, inSight(94), { times: times(94), cuts: [] });
    expect([told[0], told[1], told[62], told[63]]).toEqual([1, 1, 1, 1]);
    const { before, after } = sayBetween(30.5 / FPS, 30.5 / FPS);
    expect(told[32]).toBeCloseTo(before + after, 3);
    expect(told[93]).toBeCloseTo(sayAfter(1), 9);
  });

  it('takes a short loss of what carries it for sight', () => {
    const seen = bytes([1, 30], [0, 60], [1, 30]);
    const carrier = bytes([1, 40], [0, 14], [1, 66]);
    expect(bridged(seen, carrier, { angle: () => 0 }).states).toEqual([...bytes([S, 30], [F, 60], [S, 30])]);
    carrier.fill(0, 40, 56);
    expect(bridged(seen, carrier, { angle: () => 0 }).states.slice(40, 56)).toEqual([...bytes([B, 16])]);
  });

  it('knows nothing of a scene in which the part is never seen', () => {
    const seen = bytes([1, 30], [0, 60]);
    const carrier = inSight(90);
    const { states, angles } = bridged(seen, carrier, { angle: () => 0.5, cuts: [40] });
    expect(states).toEqual([...bytes([S, 30], [F, 10], [B, 50])]);
    expect(angles[39]).toBeCloseTo(0.5, 6);
    for (const angle of angles.slice(40)) expect(angle).toBeCloseTo(BASE, 6);
  });

  it('means the usual of each scene by itself', () => {
    const seen = bytes([1, 30], [0, 150], [1, 30]);
    const { angles } = bridged(seen, inSight(210), { angle: (i) => (i < 90 ? 0.2 : 1), cuts: [100] });
    expect(angles[99]).toBeCloseTo(0.2, 6);
    expect(angles[100]).toBeCloseTo(1, 6);
  });
});

describe('createLiveBridge with what carries the part', () => {
  const run = (seen: Uint8Array, carrier: Uint8Array) => {
    const tracks = turningTrack([...seen].map((value, i) => (value === 1 ? (i < 30 ? 0.2 : 0.6) : 9)));
    const { states, rotations } = createLiveBridge()(seen, times(seen.length), carrier);
    rotations(tracks, 0, aboutZ(BASE));
    return { states: [...states], angles: anglesOf(tracks) };
  };

  it('goes from where it was to the mean of what was seen so far, and stays there', () => {
    const { states, angles } = run(bytes([1, 60], [0, 120]), bytes([1, 180]));
    expect(states).toEqual([...bytes([S, 60], [F, 120])]);
    expect(angles[60]).toBeCloseTo(0.4 + 0.2 * sayAfter(1 / FPS), 6);
    expect(angles[179]).toBeCloseTo(0.4 + 0.2 * sayAfter(4), 6);
  });

  it('goes to the base pose when that is lost too, and comes back with it', () => {
    const { states, angles } = run(bytes([1, 60], [0, 180]), bytes([1, 90], [0, 60], [1, 90]));
    expect(states[149]).toBe(B);
    expect(states[150]).toBe(F);
    expect(angles[149]).toBeCloseTo(BASE, 6);
    expect(angles[239]).toBeCloseTo(0.4, 2);
    for (let i = 61; i < 240; i++) expect(Math.abs(angles[i]! - angles[i - 1]!)).toBeLessThan(0.25);
  });
});
