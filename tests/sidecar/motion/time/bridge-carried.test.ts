import { describe, expect, it } from 'vitest';
import { toldAfter } from '../../../../sidecar/src/motion/time/bridge-carried.ts';
import { STATE } from '../../../../sidecar/src/motion/time/bridge-gaps.ts';
import { openClipFilter } from '../../../../sidecar/src/motion/time/clip-filter.ts';
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
  const { states, rotations } = openClipFilter(times(seen.length), cuts).bridge('leftHand', seen, carrier);
  rotations(tracks, 0, aboutZ(BASE));
  return { states: [...states], angles: anglesOf(tracks) };
}

describe('bridgeCarried', () => {
  const inSight = (frames: number) => bytes([1, frames]);
  const half = (i: number): number => (i < 60 ? 0.4 : 1.2);

  it('goes from where it was to where it is next, at whatever length', () => {
    const seen = bytes([1, 60], [0, 239], [1, 61]);
    const { states, angles } = bridged(seen, inSight(360), { angle: half });
    expect(states).toEqual([...bytes([S, 60], [F, 239], [S, 61])]);
    expect(angles[60]).toBeCloseTo(0.4 + 0.8 / 240, 6);
    expect(angles[179]).toBeCloseTo(0.8, 6);
  });

  it('holds the open ends of a clip', () => {
    const seen = bytes([0, 90], [1, 60], [0, 90]);
    const { states, angles } = bridged(seen, inSight(240), { angle: (i) => (i < 120 ? 0.4 : 1.2) });
    expect(states).toEqual([...bytes([F, 90], [S, 60], [F, 90])]);
    expect([angles[0], angles[239]].map((angle) => Number(angle!.toFixed(6)))).toEqual([0.4, 1.2]);
  });

  it('goes to the base pose while what carries it is out of sight, and comes back, without a jump', () => {
    const seen = bytes([1, 30], [0, 120], [1, 30]);
    const carrier = bytes([1, 60], [0, 60], [1, 60]);
    const { states, angles } = bridged(seen, carrier, { angle: () => 0.5 });
    // what is nearer to where it was than to the base pose is filled in: 0.2 s, six frames, the last of them on the edge
    expect(states.slice(0, 65)).toEqual([...bytes([S, 30], [F, 35])]);
    expect(states.slice(67, 113)).toEqual([...bytes([B, 46])]);
    expect(states.slice(115)).toEqual([...bytes([F, 35], [S, 30])]);
    expect(angles[59]).toBeCloseTo(0.5, 6);
    expect(angles[90]).toBeCloseTo(BASE, 6);
    for (let i = 1; i < 180; i++) expect(Math.abs(angles[i]! - angles[i - 1]!)).toBeLessThan(0.2);
  });

  it('says how far each frame is told by what was seen', () => {
    const seen = bytes([1, 2], [0, 60], [1, 2], [0, 30]);
    const told = openClipFilter(times(94)).bridge('leftHand', seen, inSight(94)).told!;
    expect([told[0], told[1], told[62], told[63]]).toEqual([1, 1, 1, 1]);
    expect(told[31]).toBeCloseTo(toldAfter(1), 9);
    expect(told[93]).toBeCloseTo(toldAfter(1), 9);
  });

  it('takes a short loss of what carries it for sight', () => {
    const seen = bytes([1, 30], [0, 60], [1, 30]);
    const carrier = bytes([1, 40], [0, 14], [1, 66]);
    expect(bridged(seen, carrier, { angle: () => 0 }).states).toEqual([...bytes([S, 30], [F, 60], [S, 30])]);
    carrier.fill(0, 40, 56);
    expect(bridged(seen, carrier, { angle: () => 0 }).states.slice(47, 49)).toEqual([B, B]);
  });

  it('knows nothing of a scene in which the part is never seen', () => {
    const seen = bytes([1, 30], [0, 60]);
    const carrier = inSight(90);
    const { states, angles } = bridged(seen, carrier, { angle: () => 0.5, cuts: [40] });
    expect(states).toEqual([...bytes([S, 30], [F, 10], [B, 50])]);
    expect(angles[39]).toBeCloseTo(0.5, 6);
    for (const angle of angles.slice(40)) expect(angle).toBeCloseTo(BASE, 6);
  });
});

describe('createLiveBridge with what carries the part', () => {
  const run = (seen: Uint8Array, carrier: Uint8Array) => {
    const tracks = turningTrack([...seen].map((value, i) => (value === 1 ? (i < 30 ? 0.2 : 0.6) : 9)));
    const { states, rotations } = createLiveBridge()(seen, times(seen.length), carrier);
    rotations(tracks, 0, aboutZ(BASE));
    return { states: [...states], angles: anglesOf(tracks) };
  };

  it('stays where it was', () => {
    const { states, angles } = run(bytes([1, 60], [0, 120]), bytes([1, 180]));
    expect(states).toEqual([...bytes([S, 60], [F, 120])]);
    expect([angles[60], angles[179]].map((angle) => Number(angle!.toFixed(6)))).toEqual([0.6, 0.6]);
  });

  it('goes to the base pose when that is lost too, and comes back with it', () => {
    const { states, angles } = run(bytes([1, 60], [0, 180]), bytes([1, 90], [0, 60], [1, 90]));
    expect(states[149]).toBe(B);
    expect(states[150]).toBe(F);
    expect(angles[149]).toBeCloseTo(BASE, 6);
    expect(angles[239]).toBeCloseTo(0.6, 6);
    for (let i = 61; i < 240; i++) expect(Math.abs(angles[i]! - angles[i - 1]!)).toBeLessThan(0.25);
  });
});
