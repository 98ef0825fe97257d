import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Frame } from '../../../../sidecar/src/protocol/frame.ts';
import { createLane, LANES } from '../../../../sidecar/src/tracking/mediapipe/create-lane.ts';
import type { PoseObservation } from '../../../../sidecar/src/tracking/mediapipe/pose-tracker.ts';
import { decodeVideo } from '../../../../sidecar/src/video/decode-video.ts';
import { probeVideo } from '../../../../sidecar/src/video/probe-video.ts';
import { DEFAULTS, modelSource } from '../support/track-in-process.ts';

const SAMPLE = fileURLToPath(new URL('../../../fixtures/sample.mp4', import.meta.url));

describe('createLane', () => {
  const models = modelSource();
  const frames: Frame[] = [];
  const poses: (PoseObservation | null)[] = [];

  beforeAll(async () => {
    for await (const frame of decodeVideo(await probeVideo(SAMPLE))) {
      frames.push({ ...frame, data: frame.data.slice() });
      if (frames.length === 3) break;
    }
    const pose = await createLane('pose', DEFAULTS, models);
    for (const frame of frames) poses.push((await pose.track(frame, null)) as PoseObservation | null);
  }, 60_000);

  it.each(LANES)('begins anew with every scene: %s', async (lane) => {
    const [first, second, third] = frames as [Frame, Frame, Frame];
    const fresh = await createLane(lane, DEFAULTS, models);
    const expected = [await fresh.track(second, poses[1]!), await fresh.track(third, poses[2]!)];
    expect(expected).not.toContain(null);

    const told = await createLane(lane, DEFAULTS, models);
    await told.track(first, poses[0]!);
    const seen = [await told.track({ ...second, cut: true }, poses[1]!), await told.track(third, poses[2]!)];
    expect(seen).toEqual(expected);

    const untold = await createLane(lane, DEFAULTS, models);
    await untold.track(first, poses[0]!);
    const followed = [await untold.track(second, poses[1]!), await untold.track(third, poses[2]!)];
    expect(followed).not.toEqual(expected);
  });

  it('finds the same hands bit for bit where their regions come with the pose', async () => {
    const crops = ['left', 'right'] as const;
    const pose = await createLane('pose', DEFAULTS, models, crops);
    const bodies: PoseObservation[] = [];
    for (const frame of frames) bodies.push((await pose.track(frame, null)) as PoseObservation);
    for (const lane of ['leftHand', 'rightHand'] as const) {
      const own = await createLane(lane, DEFAULTS, models);
      const given = await createLane(lane, DEFAULTS, models, crops);
      for (const [k, frame] of frames.entries()) {
        const { handRegions, ...body } = bodies[k]!;
        expect(Object.keys(handRegions!)).toEqual(['left', 'right']);
        expect(body).toEqual(poses[k]);
        const expected = await own.track(frame, body);
        expect(expected).not.toBeNull();
        expect(await given.track(frame, bodies[k]!)).toEqual(expected);
      }
    }
  });
});
