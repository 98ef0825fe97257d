import { describe, expect, it } from 'vitest';
import type { Frame } from '../../../../sidecar/src/protocol/frame.ts';
import type { Model } from '../../../../sidecar/src/protocol/model.ts';
import { findArm } from '../../../../sidecar/src/tracking/mediapipe/find-arm.ts';
import { createReadAgain } from '../../../../sidecar/src/tracking/mediapipe/read-again.ts';
import type { ReadHand } from '../../../../sidecar/src/tracking/mediapipe/read-hand.ts';
import { armPose } from '../support/arm-pose.ts';

const frame: Frame = { index: 0, time: 0, width: 400, height: 400, data: new Uint8Array(400 * 400 * 3) };
/** The left wrist at (200, 300), a forearm of 100 pixels. */
const arm = findArm(frame, armPose(), 'left')!;

/** An upright hand of 21 points about a wrist. */
function hand(left: number, [x, y] = [200, 300]): ReadHand {
  const points = new Float64Array(63);
  const columns = new Map([
    [5, -10],
    [13, 10],
    [17, 20],
  ]);
  for (let k = 0; k < 21; k++) points.set([x! + (columns.get(k) ?? 0), k === 0 ? y! : y! - 40, 0], k * 3);
  return { points, world: points.map((value) => value / 500), score: 0.9, sides: { left, right: 1 - left } };
}

/** Sees, view by view, a hand that is the left one so far, a pixel of the view wide; `null` is none. */
function landmarkModel(lefts: (number | null)[]) {
  const model = {
    input: new Float32Array(224 * 224 * 3),
    runs: 0,
    run: async () => {
      const left = lefts[model.runs++] ?? null;
      const raw = Float32Array.from({ length: 63 }, (_, k) => [112, 112, 0][k % 3]!);
      raw.set([112, 111, 0], 5 * 3);
      raw.set([113, 112, 0], 17 * 3);
      const world = Float32Array.from(raw, (value, k) => (k % 3 === 2 ? value : value - 112));
      return [raw, Float32Array.of(left === null ? 0.1 : 0.9), Float32Array.of(1 - (left ?? 0)), world];
    },
  };
  return model as unknown as Model & { runs: number };
}

const WRONG = 0.1;
const UNSURE = 0.4;
const RIGHT = 0.9;

describe('createReadAgain', () => {
  it('takes the mean of the turned views that are not doubtful', async () => {
    const both = landmarkModel([RIGHT, RIGHT]);
    const seen = await createReadAgain('left', both)(frame, hand(WRONG), arm);
    expect(both.runs).toBe(2);
    // upright in views that are turned by 0.4 each way
    expect(seen!.world[17 * 3]).toBeCloseTo(Math.cos(0.4), 6);
    expect(seen!.world[17 * 3 + 1]).toBeCloseTo(0, 6);
    const one = landmarkModel([WRONG, RIGHT]);
    const turned = await createReadAgain('left', one)(frame, hand(WRONG), arm);
    expect(turned!.world[17 * 3 + 1]).toBeCloseTo(Math.sin(0.4), 6);
  });

  it('looks wider where both turned views are doubtful', async () => {
    const wide = landmarkModel([WRONG, null, RIGHT]);
    const seen = await createReadAgain('left', wide)(frame, hand(WRONG), arm);
    expect(wide.runs).toBe(3);
    expect(seen!.sides.left).toBeCloseTo(RIGHT, 6);
    // a pixel of a view one and a half times the hand's own, which is 80 high
    expect(seen!.points[1]! - seen!.points[5 * 3 + 1]!).toBeCloseTo(120 / 224, 6);
    expect(
      await createReadAgain('left', landmarkModel([WRONG, null, UNSURE]))(frame, hand(WRONG), arm),
    ).toBeNull();
  });

  it('keeps a hand that no view makes surer where it can be this one, and drops it else', async () => {
    const none = () => createReadAgain('left', landmarkModel([]));
    const unsure = hand(UNSURE);
    expect(await none()(frame, unsure, arm)).toBe(unsure);
    expect(await none()(frame, hand(WRONG), arm)).toBeNull();
    expect(await none()(frame, hand(RIGHT, [20, 300]), arm)).toBeNull();
  });

  it('reads ever more seldom what stays doubtful, and at once again after a success', async () => {
    const lefts: (number | null)[] = Array.from({ length: 60 }, () => null);
    const model = landmarkModel(lefts);
    const readAgain = createReadAgain('left', model);
    const look = async () => {
      const before = model.runs;
      await readAgain(frame, hand(UNSURE), arm);
      return model.runs - before;
    };
    const runs: number[] = [];
    for (let k = 0; k < 12; k++) runs.push(await look());
    expect(runs).toEqual([3, 3, 0, 3, 0, 0, 0, 3, 0, 0, 0, 3]);
    for (let k = 0; k < 3; k++) await look();
    lefts[model.runs] = RIGHT;
    expect(await look()).toBe(2);
    expect([await look(), await look()]).toEqual([3, 3]);
  });
});
