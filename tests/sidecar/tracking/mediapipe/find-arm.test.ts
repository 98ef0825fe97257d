import { describe, expect, it } from 'vitest';
import { findArm } from '../../../../sidecar/src/tracking/mediapipe/find-arm.ts';
import { armPose } from '../support/arm-pose.ts';

const frame = { index: 0, time: 0, width: 400, height: 400, data: new Uint8Array(0) };

describe('findArm', () => {
  it('expects the hand beyond the wrist, along the hand points and along the forearm', () => {
    const arm = findArm(frame, armPose(), 'left')!;
    expect(arm).toMatchObject({ wrist: { x: 200, y: 300 }, otherWrist: { x: 10, y: 300 }, forearm: 100 });
    const [alongHand, alongArm] = arm.hands;
    expect(alongHand).toMatchObject({ height: 110.00000000000001, width: 110.00000000000001 });
    expect([alongHand!.cx, alongHand!.cy]).toEqual([233, 300]);
    expect(alongHand!.rotation).toBeCloseTo(Math.PI / 2, 12);
    expect(alongArm).toMatchObject({ cx: 200, cy: 333, width: 80, height: 80 });
    expect(Math.abs(alongArm!.rotation)).toBeCloseTo(Math.PI, 12);
    expect(arm.surroundings).toEqual({ cx: 200, cy: 335, width: 200, height: 200, rotation: 0 });
  });

  it('measures a forearm that points at the camera by the trunk', () => {
    const pose = armPose();
    pose.set([200, 299], 13 * 4);
    // shoulders 100 apart; from them to the hips 190 down
    expect(findArm(frame, pose, 'left')!.forearm).toBeCloseTo(0.4 * Math.hypot(0, 190), 9);
  });

  it('keeps a region where wrist and hand points fall together', () => {
    const pose = armPose();
    for (const k of [17, 19]) pose.set([200, 300], k * 4);
    const [alongHand] = findArm(frame, pose, 'left')!.hands;
    expect([alongHand!.cx, alongHand!.cy]).toEqual([200, 300]);
  });

  it.each([
    ['is hidden', { x: 200, y: 300, visibility: 0.4 }],
    ['is beside the picture', { x: 401, y: 300, visibility: 1 }],
    ['is below the picture', { x: 200, y: 401, visibility: 1 }],
  ])('finds no arm whose wrist %s', (_, { x, y, visibility }) => {
    const pose = armPose();
    pose.set([x, y, 0, visibility], 15 * 4);
    expect(findArm(frame, pose, 'left')).toBeNull();
  });
});
