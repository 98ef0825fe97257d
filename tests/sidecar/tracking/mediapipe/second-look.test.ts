import { describe, expect, it } from 'vitest';
import type { Frame } from '../../../../sidecar/src/protocol/frame.ts';
import type { Model } from '../../../../sidecar/src/protocol/model.ts';
import { findArm } from '../../../../sidecar/src/tracking/mediapipe/find-arm.ts';
import type { Roi } from '../../../../sidecar/src/tracking/mediapipe/roi.ts';
import { createSecondLook } from '../../../../sidecar/src/tracking/mediapipe/second-look.ts';
import { armPose } from '../support/arm-pose.ts';

const frame: Frame = { index: 0, time: 0, width: 400, height: 400, data: new Uint8Array(400 * 400 * 3) };

/**
 * A landmark model that sees a hand whose every point lies at the middle of its region; in its first runs none, or
 * what `answers` says for them: score and handedness.
 */
function landmarkModel(answers: [score: number, handedness: number][] = []): Model & { runs: number } {
  const model = {
    input: new Float32Array(224 * 224 * 3),
    runs: 0,
    run: async () => {
      const [score, handedness] = answers[model.runs++] ?? [0.9, 0.1];
      const middle = Float32Array.from({ length: 63 }, (_, k) => (k % 3 === 2 ? 0 : 112));
      return [middle, Float32Array.of(score), Float32Array.of(handedness), new Float32Array(63)];
    },
  };
  return model as unknown as Model & { runs: number };
}

const NONE: [number, number] = [0.1, 0.1];
const OTHER_SIDE: [number, number] = [0.9, 0.76];
const EITHER_SIDE: [number, number] = [0.9, 0.74];
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

const arm = (pose = armPose()) => findArm(frame, pose, 'left')!;
const wristOf = (hand: { points: Float64Array } | null) => [hand?.points[0], hand?.points[1]];

describe('createSecondLook', () => {
  it('takes the hand in an untried region before it looks anywhere else', async () => {
    const { regions, palms } = detector([]);
    const landmarks = landmarkModel([NONE]);
    const look = createSecondLook('left', { landmarks, palms });
    const hand = await look(frame, arm(), [square(190, 310), square(205, 320)]);
    expect(wristOf(hand)).toEqual([205, 320]);
    expect(landmarks.runs).toBe(2);
    expect(regions).toEqual([]);
  });

  it('looks along the hand, then along the forearm', async () => {
    const { regions, palms } = detector([]);
    const look = createSecondLook('left', { landmarks: landmarkModel(), palms });
    const along = await look(frame, arm(), []);
    expect(along!.points[0]).toBeCloseTo(200 + 33, 9);
    expect(along!.points[1]).toBeCloseTo(300, 9);
    const second = createSecondLook('left', { landmarks: landmarkModel([NONE]), palms });
    const beyond = await second(frame, arm(), []);
    expect(beyond!.points[0]).toBeCloseTo(200, 9);
    expect(beyond!.points[1]).toBeCloseTo(333, 9);
    expect(regions).toEqual([]);
  });

  it('looks for palms around the wrist at last, and takes the one that hangs on it', async () => {
    const { regions, palms } = detector([square(40, 40), square(205, 320)]);
    const look = createSecondLook('left', { landmarks: landmarkModel([NONE, NONE]), palms });
    expect(wristOf(await look(frame, arm(), []))).toEqual([205, 320]);
    expect(regions).toEqual([{ cx: 200, cy: 335, width: 200, height: 200, rotation: 0 }]);
  });

  it('takes a hand that the model is not sure of', async () => {
    const { palms } = detector([]);
    const look = createSecondLook('left', { landmarks: landmarkModel([EITHER_SIDE]), palms });
    expect(wristOf(await look(frame, arm(), [square(205, 320)]))).toEqual([205, 320]);
  });

  it('leaves a hand alone that the model takes for the other side', async () => {
    const { palms } = detector([square(205, 320)]);
    const landmarks = landmarkModel([OTHER_SIDE, OTHER_SIDE, OTHER_SIDE, OTHER_SIDE]);
    const look = createSecondLook('left', { landmarks, palms });
    expect(await look(frame, arm(), [square(200, 310)])).toBeNull();
    expect(landmarks.runs).toBe(4);
  });

  it.each([
    ['too far from the wrist', 351, [10, 300]],
    ['nearer to the other wrist', 320, [205, 330]],
  ])('leaves a hand alone that is %s', async (_, y, otherWrist) => {
    const { palms } = detector([square(205, y)]);
    const look = createSecondLook('left', { landmarks: landmarkModel([NONE, NONE]), palms });
    const pose = armPose();
    pose.set(otherWrist, 16 * 4);
    expect(await look(frame, arm(pose), [])).toBeNull();
  });

  it('looks ever more seldom for a hand that stays away', async () => {
    const { regions, palms } = detector([]);
    const landmarks = landmarkModel(Array.from({ length: 99 }, () => NONE));
    const look = createSecondLook('left', { landmarks, palms });
    const looked = { arm: [] as number[], palm: [] as number[] };
    for (let k = 0; k < 32; k++) {
      const before = { runs: landmarks.runs, regions: regions.length };
      await look(frame, arm(), []);
      if (landmarks.runs > before.runs) looked.arm.push(k);
      if (regions.length > before.regions) looked.palm.push(k);
    }
    expect(looked.arm).toEqual([0, ...Array.from({ length: 16 }, (_, k) => 2 * k + 1)]);
    expect(looked.palm).toEqual([0, 1, 3, 7, 15, 23, 31]);
  });

  it('looks at once again when a hand that it found is lost', async () => {
    const { regions, palms } = detector([]);
    const answers = Array.from({ length: 40 }, () => NONE);
    // in the fifth frame, the untried region shows the hand
    answers[6] = [0.9, 0.1];
    const look = createSecondLook('left', { landmarks: landmarkModel(answers), palms });
    for (let k = 0; k < 4; k++) await look(frame, arm(), []);
    expect(regions.length).toBe(3);
    expect(await look(frame, arm(), [square(200, 310)])).not.toBeNull();
    for (let k = 0; k < 2; k++) await look(frame, arm(), []);
    expect(regions.length).toBe(5);
  });
});
