import { describe, expect, it } from 'vitest';
import { baseShares, findGaps, STATE, statesOf } from '../../../../sidecar/src/motion/time/bridge-gaps.ts';
import { openClipFilter } from '../../../../sidecar/src/motion/time/clip-filter.ts';
import { clearDoubtfulHands } from '../../../../sidecar/src/motion/time/find-doubtful-hands.ts';
import {
  alignSigns,
  createRotationTracks,
  fillRotationGaps,
  readRotation,
  writeRotation,
} from '../../../../sidecar/src/motion/time/rotation-tracks.ts';
import { scenesOf } from '../../../../sidecar/src/motion/time/scenes.ts';
import { settleLimbRoll } from '../../../../sidecar/src/motion/time/settle-limb-roll.ts';
import { createRollSharer } from '../../../../sidecar/src/motion/time/share-forearm-roll.ts';
import { CUTOFFS, createTrackSmoother } from '../../../../sidecar/src/motion/time/smooth-rotations.ts';
import { metahumanSkeleton } from '../../../../sidecar/src/skeleton/metahuman-skeleton.ts';
import {
  angleQuat,
  axisAngleQuat,
  multiplyQuat,
  type Quat,
  quat,
  twistAboutX,
} from '../../../../sidecar/src/skeleton/quaternion.ts';
import { createRig } from '../../../../sidecar/src/skeleton/rig.ts';
import { vec3 } from '../../../../sidecar/src/skeleton/vector.ts';
import { aboutZ, angleAt, turningTrack } from './turning-track.ts';

const rig = createRig(metahumanSkeleton());
const aboutX = (angle: number): Quat => {
  const out = quat();
  axisAngleQuat(out, vec3(1, 0, 0), angle);
  return out;
};
const times = (frames: number, fps = 30): Float64Array =>
  Float64Array.from({ length: frames }, (_, i) => i / fps);

describe('findGaps', () => {
  it('bridges a short gap with two ends, and neither the long nor the open ones', () => {
    const seen = Uint8Array.from([0, 1, 1, 0, 0, 1, 1, ...new Array(20).fill(0), 1, 1, 0]);
    const gaps = findGaps(seen, times(seen.length));
    expect(gaps).toEqual([
      { from: 0, to: 1, before: false, after: true, bridged: false },
      { from: 3, to: 5, before: true, after: true, bridged: true },
      { from: 7, to: 27, before: true, after: true, bridged: false },
      { from: 29, to: 30, before: true, after: false, bridged: false },
    ]);
    const states = statesOf(gaps, seen.length);
    expect([...states.subarray(0, 7)]).toEqual([0, 1, 1, 2, 2, 1, 1]);
    expect(states[28]).toBe(STATE.seen);
  });

  it.each([
    [12, 1],
    [30, 1],
    [60, 2],
    [120, 4],
  ])('at %s frames a second, takes %s seen between gaps as unseen, and one more as seen', (fps, frames) => {
    const gapsWith = (shown: number) => {
      const seen = Uint8Array.from([1, 1, 0, ...new Array(shown).fill(1), 0, 1, 1]);
      return findGaps(seen, times(seen.length, fps));
    };
    expect(gapsWith(frames)).toMatchObject([{ from: 2, to: frames + 4, before: true, after: true }]);
    expect(gapsWith(frames + 1)).toHaveLength(2);
  });

  it('leaves what the clip begins or ends with', () => {
    const seen = Uint8Array.from([1, 0, 0, 1]);
    findGaps(seen, times(4));
    expect([...seen]).toEqual([1, 0, 0, 1]);
  });

  it('ends a gap at a cut, whose other side tells nothing', () => {
    const seen = Uint8Array.from([1, 1, 0, 0, 0, 1, 1]);
    expect(findGaps(seen, times(7), { cuts: [2] })).toEqual([
      { from: 2, to: 5, before: false, after: true, bridged: false },
    ]);
    expect(findGaps(seen, times(7), { cuts: [4] })).toEqual([
      { from: 2, to: 4, before: true, after: false, bridged: false },
      { from: 4, to: 5, before: false, after: true, bridged: false },
    ]);
  });

  it('measures gaps in seconds, not frames', () => {
    const seen = Uint8Array.from([1, 1, 0, 0, 0, 1, 1]);
    expect(findGaps(seen, times(7, 5))[0]!.bridged).toBe(false);
    expect(findGaps(seen, times(7, 60))[0]!.bridged).toBe(true);
  });
});

describe('baseShares', () => {
  const { base: B, seen: S, bridged: F } = STATE;

  it('goes to the base pose within 0.4 s of what is not there, and comes back as fast', () => {
    const states = Uint8Array.from([S, F, ...new Array(28).fill(B), F]);
    const shares = baseShares(states, times(31));
    expect([shares[1], shares[15], shares[30]]).toEqual([0, 1, 0]);
    expect(shares[7]).toBeCloseTo(0.5, 9);
    expect(shares[24]).toBeCloseTo(0.5, 9);
  });

  it('begins and ends with a scene', () => {
    const shares = [...baseShares(Uint8Array.from([S, B, B, B, S]), times(5, 5), [2])];
    expect(shares.map((share) => Number(share.toFixed(9)))).toEqual([0, 0.5, 1, 0.5, 0]);
    expect([...baseShares(Uint8Array.from([B, B]), times(2))]).toEqual([1, 1]);
  });
});

describe('fillRotationGaps', () => {
  it('goes evenly from end to end of a gap', () => {
    const tracks = turningTrack([0.2, 9, 9, 9, 1]);
    fillRotationGaps(tracks, 0, quat(), {
      gaps: [{ from: 1, to: 4, before: true, after: true, bridged: true }],
      times: times(5),
      shares: new Float64Array(5),
    });
    expect([0, 1, 2, 3, 4].map((i) => Number(angleAt(tracks, i).toFixed(3)))).toEqual([
      0.2, 0.4, 0.6, 0.8, 1,
    ]);
  });

  it('goes as far to the base pose as it is told, from the end that there is', () => {
    const tracks = turningTrack([9, 9, 1, 9, 9]);
    fillRotationGaps(tracks, 0, aboutZ(0.5), {
      gaps: [
        { from: 0, to: 2, before: false, after: true, bridged: false },
        { from: 3, to: 5, before: true, after: false, bridged: false },
      ],
      times: times(5),
      shares: Float64Array.of(1, 0.5, 0, 0, 0.2),
    });
    expect([0, 1, 2, 3, 4].map((i) => Number(angleAt(tracks, i).toFixed(3)))).toEqual([0.5, 0.75, 1, 1, 0.9]);
  });

  it('is the base pose throughout when nothing was seen', () => {
    const tracks = turningTrack([9, 9, 9]);
    fillRotationGaps(tracks, 0, aboutZ(0.25), {
      gaps: [{ from: 0, to: 3, before: false, after: false, bridged: false }],
      times: times(3),
      shares: new Float64Array(3).fill(1),
    });
    expect([0, 1, 2].map((i) => Number(angleAt(tracks, i).toFixed(6)))).toEqual([0.25, 0.25, 0.25]);
  });
});

describe('createTrackSmoother', () => {
  const cutoff = { still: 2, moving: 10 };
  const degrees = (radians: number): number => (radians * 180) / Math.PI;

  it('calms a trembling bone to a fifth', () => {
    const noise = Array.from({ length: 90 }, (_, i) => 0.01 * Math.sin(i * 2.4) + 0.01 * Math.cos(i * 2.9));
    const tracks = turningTrack(noise);
    createTrackSmoother(times(90)).rotations(tracks, 0, cutoff);
    const spread = (values: number[]): number =>
      Math.sqrt(values.reduce((sum, v) => sum + v * v, 0) / values.length);
    const after = Array.from({ length: 60 }, (_, i) => angleAt(tracks, i + 15));
    expect(spread(after)).toBeLessThan(spread(noise) / 5);
  });

  it('keeps the peak of a fast sign and does not delay it', () => {
    const swing = Array.from({ length: 60 }, (_, i) => 0.8 * Math.exp(-(((i - 30) / 4) ** 2)));
    const tracks = turningTrack(swing);
    createTrackSmoother(times(60)).rotations(tracks, 0, cutoff);
    const after = swing.map((_, i) => angleAt(tracks, i));
    expect(after.indexOf(Math.max(...after))).toBe(30);
    expect(Math.max(...after)).toBeGreaterThan(0.95 * 0.8);
  });

  it.each([25, 30, 60])(
    'keeps 95 % of the peak speed of a hand that turns 70 degrees in 0.25 s, at %s fps',
    (fps) => {
      const reach = (t: number): number => t ** 3 * (10 + t * (6 * t - 15));
      const angles = Array.from({ length: fps }, (_, i) => {
        const t = (i / fps - 0.4) / 0.25;
        return 1.22 * reach(Math.min(1, Math.max(0, t)));
      });
      const tracks = turningTrack(angles);
      createTrackSmoother(times(fps, fps)).rotations(tracks, 0, CUTOFFS.leftHand);
      const peak = (values: readonly number[]): number =>
        Math.max(...values.slice(1).map((value, i) => value - values[i]!));
      expect(peak(angles.map((_, i) => angleAt(tracks, i)))).toBeGreaterThan(0.95 * peak(angles));
    },
  );

  it('takes wide trembling for what gets nowhere, not for motion', () => {
    // a finger that a tracker sees bent now more, now less, at random; by its speed from frame to frame it would pass for motion, and 0.23 were left
    let seed = 1;
    const noise = Array.from({ length: 300 }, () => {
      seed = (seed * 48271) % 2147483647;
      return 0.3 * (seed / 2147483647 - 0.5);
    });
    const tracks = turningTrack(noise);
    createTrackSmoother(times(300)).rotations(tracks, 0, CUTOFFS.leftHand);
    const steps = (at: (i: number) => number): number =>
      Math.sqrt(noise.reduce((sum, _, i) => sum + (i === 0 ? 0 : (at(i) - at(i - 1)) ** 2), 0) / 299);
    expect(steps((i) => angleAt(tracks, i)) / steps((i) => noise[i]!)).toBeLessThan(0.2);
  });

  it('takes out a lone frame that jumps away and back', () => {
    const tracks = turningTrack([0, 0.01, 0.02, 1.5, 0.04, 0.05, 0.06]);
    createTrackSmoother(times(7)).rotations(tracks, 0, cutoff);
    expect(degrees(Math.max(...[0, 1, 2, 3, 4, 5, 6].map((i) => angleAt(tracks, i))))).toBeLessThan(5);
  });

  it('leaves a bone that never moves to the bit', () => {
    const tracks = turningTrack(new Array(10).fill(0.3));
    const before = tracks.values.slice();
    createTrackSmoother(times(10)).rotations(tracks, 0, cutoff);
    expect(tracks.values).toEqual(before);
  });

  it('smooths numbers without moving a straight line', () => {
    const line = Float32Array.from({ length: 40 }, (_, i) => i * 0.5);
    createTrackSmoother(times(40)).numbers(line, { stride: 1, offsets: [0] }, 3);
    for (let i = 0; i < 40; i++) expect(line[i]).toBeCloseTo(i * 0.5, 4);
  });
});

describe('alignSigns', () => {
  it('keeps neighbours on the same side of the sphere', () => {
    const tracks = turningTrack([0, 0.1, 0.2]);
    for (let k = 4; k < 8; k++) tracks.values[k] = -tracks.values[k]!;
    alignSigns(tracks);
    expect(tracks.values[7]).toBeGreaterThan(0);
    expect(angleAt(tracks, 1)).toBeCloseTo(0.1, 6);
  });
});

describe('settleLimbRoll', () => {
  it('gives a straight arm the roll of the bent frames around it, and leaves what hangs on it', () => {
    const { upperarm_l: upper, lowerarm_l: lower } = rig.bone;
    const tracks = createRotationTracks(41, rig.size);
    const told = new Float32Array(41).fill(1);
    const local = quat();
    for (let i = 0; i < 41; i++) {
      const straight = i > 18 && i < 22;
      if (straight) told[i] = 0;
      multiplyQuat(local, rig.rotations[upper]!, aboutX(straight ? -1 : 0.5));
      writeRotation(tracks, i, upper, local);
      writeRotation(tracks, i, lower, straight ? quat() : aboutZ(1));
    }
    const together = (frame: number): Quat => {
      const a = quat();
      const b = quat();
      readRotation(a, tracks, frame, upper);
      readRotation(b, tracks, frame, lower);
      multiplyQuat(a, a, b);
      return a;
    };
    const before = together(20);
    settleLimbRoll(tracks, rig, { upper, lower, told }, openClipFilter(times(41)));
    expect(angleQuat(together(20), before)).toBeLessThan(1e-3);
    multiplyQuat(local, rig.rotations[upper]!, aboutX(0.5));
    const after = quat();
    readRotation(after, tracks, 20, upper);
    expect(angleQuat(after, local)).toBeLessThan(0.05);
  });
});

describe('createRollSharer', () => {
  it('moves half of the roll and follows it past half a turn without a flip', () => {
    const { lowerarm_l: lower, hand_l: hand } = rig.bone;
    const frames = 40;
    const tracks = createRotationTracks(frames, rig.size);
    const local = quat();
    for (let i = 0; i < frames; i++) {
      multiplyQuat(local, aboutX(i * 0.1), rig.rotations[hand]!);
      writeRotation(tracks, i, hand, local);
      writeRotation(tracks, i, lower, rig.rotations[lower]!);
    }
    createRollSharer(rig, lower, hand)(tracks);
    const roll = (frame: number): number => {
      const out = quat();
      readRotation(out, tracks, frame, lower);
      return twistAboutX(out);
    };
    expect(roll(10)).toBeCloseTo(0.5, 5);
    for (let i = 1; i < frames; i++) expect(Math.abs(roll(i) - roll(i - 1))).toBeLessThan(0.06);
  });
});

describe('clearDoubtfulHands', () => {
  interface Clip {
    readonly fps?: number;
    /** Frames in which there is no hand. */
    readonly unseen?: readonly number[];
    readonly cuts?: readonly number[];
  }
  /** Frames of a hand that turns by these angles that were seen and are not believed. */
  const cleared = (angles: readonly number[], { fps = 30, unseen = [], cuts = [] }: Clip = {}): number[] => {
    const before = Uint8Array.from(angles, (_, i) => (unseen.includes(i) ? 0 : 1));
    const seen = before.slice();
    clearDoubtfulHands(seen, turningTrack([...angles]), 0, {
      times: times(angles.length, fps),
      scenes: scenesOf(cuts, angles.length),
    });
    return [...seen].flatMap((value, i) => (value === before[i] ? [] : [i]));
  };
  const still = (frames: number, angle = 0): number[] => new Array<number>(frames).fill(angle);
  const frames = (from: number, to: number): number[] =>
    Array.from({ length: to - from }, (_, k) => from + k);

  it('clears a short burst that ends where it began, and a wrist bent beyond any joint', () => {
    const angles = still(30, 0.1);
    angles[10] = angles[11] = angles[12] = 1.5;
    angles[20] = 2.5;
    angles[21] = 2.6;
    expect(cleared(angles)).toEqual([10, 11, 12, 20, 21]);
  });

  it('clears a burst for no longer than its two jumps are hard to believe', () => {
    const burst = (length: number, angle: number) =>
      cleared([...still(10), ...still(length, angle), ...still(10)]);
    expect(burst(6, 1.5)).toEqual(frames(10, 16));
    expect(burst(7, 1.5)).toEqual([]);
    expect(burst(2, 0.9)).toEqual([10, 11]);
    expect(burst(3, 0.9)).toEqual([]);
    expect(burst(1, 0.6)).toEqual([]);
  });

  it('believes a fast movement after frames that were misread', () => {
    const dip = [0, 0, 0, 0, -0.9, 0.5, 0.6, 0.7, 0.6, 0.5, 0.3, 0, 0, 0];
    expect(cleared(dip)).toEqual([4]);
  });

  it('clears a burst during which the hand moved on, and none that goes on from there', () => {
    const burst = (length: number, moved: number) =>
      cleared([...still(10), ...still(length, 1.8), ...still(18, moved)]);
    expect(burst(2, 0.85)).toEqual([10, 11]);
    expect(burst(4, 1.6)).toEqual([]);
  });

  it('clears what a hand jumps to before it is lost, if that is not long', () => {
    const lost = (shown: number) =>
      cleared([...still(10), ...still(shown, 1.5), ...still(20 - shown)], { unseen: frames(10 + shown, 20) });
    expect(lost(3)).toEqual([10, 11, 12]);
    expect(lost(5)).toEqual([]);
  });

  it('clears what is found for a moment between two gaps, if it jumps there or is a frame', () => {
    const found = (angles: readonly number[], fps = 30) =>
      cleared([...still(8), ...angles, ...still(12 - angles.length)], {
        fps,
        unseen: [...frames(5, 8), ...frames(8 + angles.length, 15)],
      });
    expect(found([0, 0.6, 0.6, 0.6])).toEqual([8, 9, 10, 11]);
    expect(found([0.2])).toEqual([8]);
    expect(found([0, 0.3, 0.3, 0.3])).toEqual([]);
    expect(found([0, 0.6, 0.6, 0.6, 0.6])).toEqual([]);
    expect(found([0.2], 5)).toEqual([]);
  });

  it('keeps a hand that turns and stays, and what another scene shows', () => {
    expect(cleared([...still(15), ...still(15, 1.5)])).toEqual([]);
    const scenes = [...still(15), ...still(3, 1.5), ...still(15)];
    expect(cleared(scenes)).toEqual([15, 16, 17]);
    expect(cleared(scenes, { cuts: [15, 18] })).toEqual([]);
  });

  it('keeps a clip of one frame, and of none', () => {
    expect(cleared([0.2])).toEqual([]);
    expect(cleared([])).toEqual([]);
  });

  it('keeps what a hand does in a frame of a slow clip, as fast as signing is', () => {
    expect(cleared([0, 0, 1.5, 0, 0], { fps: 5 })).toEqual([]);
    expect(cleared([0, 0, 1.5, 0, 0], { fps: 30 })).toEqual([2]);
  });
});
