import { describe, expect, it } from 'vitest';
import type { Frame } from '../../../../sidecar/src/protocol/frame.ts';
import type { Model } from '../../../../sidecar/src/protocol/model.ts';
import type { Roi } from '../../../../sidecar/src/tracking/mediapipe/roi.ts';
import { createSecondLook } from '../../../../sidecar/src/tracking/mediapipe/second-look.ts';

const frame: Frame = { index: 0, time: 0, width: 400, height: 400, data: new Uint8Array(400 * 400 * 3) };

/** Shoulders at the top, left forearm from (200, 200) to a wrist at (200, 300). */
function pose(wristVisibility = 1): Float64Array {
  const points = new Float64Array(33 * 4);
  const put = (k: number, x: number, y: number, visibility = 1) => {
    points.set([x, y, 0, visibility], k * 4);
  };
  put(11, 220, 100);
  put(12, 120, 100);
  put(23, 200, 290);
  put(24, 140, 290);
  put(13, 200, 200);
  put(15, 200, 300, wristVisibility);
  return points;
}

/** A landmark model that sees a hand whose every point lies at the middle of its region. */
function landmarkModel({ score = 0.9, handedness = 0.1 } = {}): Model & { runs: number } {
  const model = {
    input: new Float32Array(224 * 224 * 3),
    runs: 0,
    run: async () => {
      model.runs++;
      const middle = Float32Array.from({ length: 63 }, (_, k) => (k % 3 === 2 ? 0 : 112));
      return [middle, Float32Array.of(score), Float32Array.of(handedness), new Float32Array(63)];
    },
  };
  return model as unknown as Model & { runs: number };
}

const square = (cx: number, cy: number): Roi => ({ cx, cy, width: 60, height: 60, rotation: 0 });

/** A palm detector that finds palms in these places and notes where it looked. */
function detector(palms: Roi[]) {
  const regions: Roi[] = [];
  const find = async (_: Frame, region: Roi) => {
    regions.push(region);
    return palms;
  };
  return { regions, palms: async () => find };
}

describe('createSecondLook', () => {
  it('looks beyond the wrist and takes the palm that hangs on it', async () => {
    const { regions, palms } = detector([square(40, 40), square(205, 320)]);
    const look = createSecondLook('left', { landmarks: landmarkModel(), palms });
    const hand = await look(frame, pose(), null);
    expect(regions).toEqual([{ cx: 200, cy: 335, width: 200, height: 200, rotation: 0 }]);
    expect([hand!.points[0], hand!.points[1]]).toEqual([205, 320]);
  });

  it('leaves the other hand alone', async () => {
    const { palms } = detector([square(205, 320)]);
    const look = createSecondLook('left', { landmarks: landmarkModel({ handedness: 0.9 }), palms });
    expect(await look(frame, pose(), null)).toBeNull();
  });

  it('follows the hand of the frame before without looking for palms', async () => {
    const { regions, palms } = detector([]);
    const look = createSecondLook('left', { landmarks: landmarkModel(), palms });
    const last = Float64Array.from({ length: 63 }, (_, k) => [205 + (k % 7), 310 + (k % 11), 0][k % 3]!);
    expect(await look(frame, pose(), last)).not.toBeNull();
    expect(regions).toEqual([]);
  });

  it('does not look for a hand that is out of sight', async () => {
    const { regions, palms } = detector([square(205, 320)]);
    const landmarks = landmarkModel();
    const look = createSecondLook('left', { landmarks, palms });
    expect(await look(frame, pose(0.2), null)).toBeNull();
    expect(regions).toEqual([]);
    expect(landmarks.runs).toBe(0);
  });

  it('looks ever more seldom for a hand that stays away', async () => {
    const { regions, palms } = detector([]);
    const look = createSecondLook('left', { landmarks: landmarkModel(), palms });
    const looked: number[] = [];
    for (let k = 0; k < 32; k++) {
      const before = regions.length;
      await look(frame, pose(), null);
      if (regions.length > before) looked.push(k);
    }
    expect(looked).toEqual([0, 1, 3, 7, 15, 23, 31]);
  });
});
