import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Lanes } from '../../../sidecar/src/pipeline/lanes/start-lanes.ts';
import { FRAMES_IN_FLIGHT, trackFrames } from '../../../sidecar/src/pipeline/track-frames.ts';
import { AppError } from '../../../sidecar/src/protocol/errors.ts';
import type { Frame } from '../../../sidecar/src/protocol/frame.ts';
import type { Lane } from '../../../sidecar/src/tracking/mediapipe/create-lane.ts';
import type { PoseObservation } from '../../../sidecar/src/tracking/mediapipe/pose-tracker.ts';

const frame = (index: number): Frame => ({
  index,
  time: index / 10,
  width: 2,
  height: 2,
  data: new Uint8Array(12),
});
const pose = (index: number): PoseObservation => ({
  points: new Float64Array(33 * 4).fill(index),
  world: new Float64Array(33 * 3),
  score: 1,
});

function source(count: number) {
  const taken: number[] = [];
  return {
    taken,
    async *[Symbol.asyncIterator]() {
      for (let i = 0; i < count; i++) {
        taken.push(i);
        yield frame(i);
      }
    },
  };
}

/** Lanes that see a pose and nothing else; `delay` makes later frames faster than earlier ones. */
function fakeLanes(seen: (lane: Lane, frame: Frame, pose: PoseObservation | null) => void, delay = 0): Lanes {
  return {
    models: [],
    async track(lane: Lane, at: Frame, body: PoseObservation | null) {
      seen(lane, at, body);
      await wait(Math.max(0, delay - at.index));
      return (lane === 'pose' ? pose(at.index) : null) as never;
    },
    reset: async () => {},
    close: async () => [],
  };
}

describe('trackFrames', () => {
  it('gives frames in their order however the lanes overlap, each with its own pose', async () => {
    const bodies: (number | undefined)[] = [];
    const lanes = fakeLanes((lane, at, body) => {
      if (lane === 'face') bodies[at.index] = body?.points[0];
    }, 12);
    const order: number[] = [];
    for await (const { landmarks } of trackFrames(source(10), lanes)) {
      order.push(landmarks.frame);
      expect(landmarks.pose![0]![0]).toBe(landmarks.frame / 2);
      expect(landmarks.leftHand).toBeNull();
    }
    expect(order).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(bodies).toEqual(order);
  });

  it('says where another picture begins, to the lanes and in the landmarks', async () => {
    const size = 96;
    const picture = (index: number): Frame => {
      const data = new Uint8Array(size * size * 3);
      // stripes that lie, and from the tenth frame on stand
      for (let k = 0; k < size * size; k++) {
        const place = index < 10 ? Math.floor(k / size) : k % size;
        data.fill(place % 24 < 12 ? 40 : 200, k * 3, k * 3 + 3);
      }
      return { index, time: index / 25, width: size, height: size, data };
    };
    const told: string[] = [];
    const lanes = fakeLanes((lane, at) => {
      if (at.cut) told.push(`${lane} ${at.index}`);
    });
    const cuts: (boolean | undefined)[] = [];
    const frames = (async function* () {
      for (let i = 0; i < 15; i++) yield picture(i);
    })();
    for await (const { landmarks } of trackFrames(frames, lanes)) cuts.push(landmarks.cut);
    expect(cuts).toEqual(Array.from({ length: 15 }, (_, i) => (i === 10 ? true : undefined)));
    expect(told.sort()).toEqual(['face 10', 'leftHand 10', 'pose 10', 'rightHand 10']);
  });

  it('takes no more frames than may be in flight', async () => {
    const frames = source(100);
    const tracked = trackFrames(
      frames,
      fakeLanes(() => {}),
    );
    await tracked.next();
    expect(frames.taken.length).toBe(FRAMES_IN_FLIGHT);
    await tracked.return(undefined);
  });

  it('throws the failure of a lane when its frame comes', async () => {
    const lanes = fakeLanes((_, at) => {
      if (at.index === 2) throw new AppError('model.run-failed', 'broken');
    });
    const done: number[] = [];
    const run = async () => {
      for await (const { landmarks } of trackFrames(source(10), lanes)) done.push(landmarks.frame);
    };
    await expect(run()).rejects.toThrow('broken');
    expect(done).toEqual([0, 1]);
  });
});
