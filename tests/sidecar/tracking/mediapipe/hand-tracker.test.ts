import { describe, expect, it } from 'vitest';
import type { Frame } from '../../../../sidecar/src/protocol/frame.ts';
import type { Model } from '../../../../sidecar/src/protocol/model.ts';
import { createHandTracker } from '../../../../sidecar/src/tracking/mediapipe/hand-tracker.ts';
import type { PoseObservation } from '../../../../sidecar/src/tracking/mediapipe/pose-tracker.ts';
import { armPose } from '../support/arm-pose.ts';

const ANCHORS = 2016;
const BOX_VALUES = 18;
const frame: Frame = { index: 0, time: 0, width: 400, height: 400, data: new Uint8Array(400 * 400 * 3) };

/** Of each frame: nothing, or the hand of a side. */
type Shown = null | 'left' | 'right';

/** A tracker of the left hand in pictures without a body; tells in which frames it looked for palms. */
function followed(shown: readonly Shown[], bodies: readonly number[] = []) {
  let now: Shown = null;
  const searched: number[] = [];
  let at = 0;
  const boxes = new Float32Array(ANCHORS * BOX_VALUES);
  // the first anchor's palm: 40 pixels of 192 wide and high, wrist below, middle knuckle above
  boxes.set([0, 0, 40, 40, 0, 20, 0, 0, 0, -20]);
  const palm = {
    input: new Float32Array(192 * 192 * 3),
    run: async () => {
      searched.push(at);
      return [boxes, new Float32Array(ANCHORS).fill(-50).fill(now === null ? -50 : 5, 0, 1)];
    },
  };
  const points = Float32Array.from({ length: 63 }, (_, k) => 60 + ((k * 37) % 100));
  const landmarks = {
    input: new Float32Array(224 * 224 * 3),
    run: async () => [
      points,
      Float32Array.of(now === null ? 0 : 0.9),
      Float32Array.of(now === 'right' ? 0.9 : 0.1),
      new Float32Array(63),
    ],
  };
  const tracker = createHandTracker(
    'left',
    {
      findRegion: async () => null,
      landmarks: landmarks as unknown as Model,
      palms: async () => palm as unknown as Model,
    },
    { secondLook: false, averageHands: false },
  );
  const body: PoseObservation = { points: armPose(), world: new Float64Array(99), score: 1 };
  return (async () => {
    const found: number[] = [];
    for (; at < shown.length; at++) {
      now = shown[at]!;
      if (await tracker.track(frame, bodies.includes(at) ? body : null)) found.push(at);
    }
    return { searched, found };
  })();
}
const times = <T>(count: number, value: T): T[] => new Array<T>(count).fill(value);

describe('createHandTracker without a body', () => {
  it('looks in every frame while no hand is there', async () => {
    const { searched } = await followed(times(12, null));
    expect(searched).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  });

  it('looks in every fourth frame at last while the picture shows the other hand alone', async () => {
    const { searched, found } = await followed(times(20, 'right'));
    expect(searched).toEqual([0, 1, 3, 7, 11, 15, 19]);
    expect(found).toEqual([]);
  });

  it('finds its hand when it comes, three frames late at most, and follows it without searching', async () => {
    for (let first = 8; first < 12; first++) {
      const { searched, found } = await followed([
        ...times<Shown>(first, 'right'),
        ...times<Shown>(8, 'left'),
      ]);
      expect(found[0]! - first).toBeLessThanOrEqual(3);
      expect(found).toEqual(Array.from({ length: first + 8 - found[0]! }, (_, k) => found[0]! + k));
      expect(searched.at(-1)).toBe(found[0]);
    }
  });

  it('looks at once for a hand that it has lost, and for the first of an empty picture', async () => {
    const lost = await followed([...times<Shown>(3, 'left'), ...times<Shown>(4, 'right')]);
    expect(lost.searched).toEqual([0, 4, 5]);
    const empty = await followed([...times<Shown>(9, 'right'), ...times<Shown>(8, null)]);
    expect(empty.searched).toEqual([0, 1, 3, 7, 11, 12, 13, 14, 15, 16]);
  });

  it('looks at once when the body has gone', async () => {
    const { searched } = await followed(times(12, 'right'), [8, 9]);
    expect(searched).toEqual([0, 1, 3, 7, 10, 11]);
  });
});

describe('createHandTracker with a body', () => {
  const body: PoseObservation = { points: armPose(), world: new Float64Array(99), score: 1 };

  /** Follows one region about the left wrist, whose hand is the left one so far, reading by reading. */
  function follower(lefts: readonly number[], secondLook: boolean) {
    const model = {
      input: new Float32Array(224 * 224 * 3),
      runs: 0,
      run: async () => {
        const left = lefts[model.runs++]!;
        const raw = Float32Array.from({ length: 63 }, (_, k) => [112, 112, 0][k % 3]!);
        raw.set([112, 111, 0], 5 * 3);
        raw.set([113, 112, 0], 17 * 3);
        return [raw, Float32Array.of(0.9), Float32Array.of(1 - left), raw];
      },
    };
    const region = { cx: 200, cy: 310, width: 60, height: 60, rotation: 0 };
    const tracker = createHandTracker(
      'left',
      {
        findRegion: async () => region,
        landmarks: model as unknown as Model,
        palms: async () => Promise.reject(new Error('no palms are looked for')),
      },
      { secondLook, averageHands: false },
    );
    return { track: () => tracker.track(frame, body), runs: () => model.runs };
  }

  it('reads a hand again that the model takes for the other one', async () => {
    const { track, runs } = follower([0.1, 0.9, 0.9], true);
    expect(await track()).not.toBeNull();
    expect(runs()).toBe(3);
  });

  it('reads one that it believes once, and without a second look every one', async () => {
    const believed = follower([0.9], true);
    expect(await believed.track()).not.toBeNull();
    expect(believed.runs()).toBe(1);
    const original = follower([0.1], false);
    expect((await original.track())!.points[0]).toBeCloseTo(200, 9);
    expect(original.runs()).toBe(1);
  });
});
