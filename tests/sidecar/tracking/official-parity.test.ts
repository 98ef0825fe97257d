import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { compareLandmarks } from '../../../sidecar/scripts/bench/compare-landmarks.mjs';
import { isInsideOut } from './support/inside-out.ts';
import { modelSource, trackClip } from './support/track-in-process.ts';

const DATA = new URL('../../../../shared/data/', import.meta.url).pathname;
/** Presence must agree in this share of the frames; hands that are blurred or tiny get the lower bar. */
const CLIPS: [string, number][] = [
  ['synthetic_sample', 0.97],
  ['realistic_sample', 0.97],
  ['realistic_turned', 0.97],
  ['slp_test_video', 0.95],
  ['tfjs_movenet_pose_1', 0.97],
  ['mediapipe_pose_squats', 0.97],
  ['pose2sim_single_cam01', 0.95],
];
/** Median and 95th percentile of the distance over the size of the region. */
const LIMITS = {
  pose: [0.002, 0.01],
  left: [0.015, 0.1],
  right: [0.015, 0.1],
  face: [0.003, 0.012],
} as const;

describe.skipIf(!existsSync(DATA))('needs ../shared: landmarks of the official MediaPipe Holistic', () => {
  const models = modelSource();

  it.each(CLIPS)(
    'are met on %s',
    async (clip, agreement) => {
      const reference = JSON.parse(readFileSync(`${DATA}reference/holistic/${clip}.json`, 'utf8'));
      const { frames } = await trackClip(`${DATA}video/${clip}.mp4`, models);
      expect(frames.length).toBe(reference.frames.length);
      const ours = frames.map((frame) => ({ ...frame, left: frame.leftHand, right: frame.rightHand }));
      const result = compareLandmarks(reference, { frames: ours });
      for (const [region, [median, p95]] of Object.entries(LIMITS)) {
        const found = result[region as keyof typeof LIMITS];
        expect(found.agree, `${region} presence`).toBeGreaterThanOrEqual(agreement);
        if (found.n === 0) continue;
        expect(found.median, `${region} median`).toBeLessThanOrEqual(median);
        expect(found.p95, `${region} p95`).toBeLessThanOrEqual(p95);
      }
    },
    300_000,
  );

  it('find a hand that the original loses, read one again that it reads inside out, and stay where it is right', async () => {
    const reference = JSON.parse(readFileSync(`${DATA}reference/holistic/realistic_turned.json`, 'utf8'));
    const truth = JSON.parse(
      gunzipSync(readFileSync(`${DATA}video/realistic_turned.truth.json.gz`)).toString('utf8'),
    );
    const { frames } = await trackClip(`${DATA}video/realistic_turned.mp4`, models, { secondLook: true });
    const hands = frames.map(({ leftHand, rightHand }) => ({ left: leftHand, right: rightHand }));
    const lost = reference.frames.filter((frame: { left: unknown }) => !frame.left).length;
    expect(lost).toBeGreaterThanOrEqual(5);
    expect(hands.filter(({ left }) => !left).length).toBe(0);

    // the clip is square: shares of the picture are equal units
    const insideOut = (hand: number[][] | null, i: number) =>
      hand !== null && isInsideOut(hand, truth, i, 'r');
    const wrong: boolean[] = reference.frames.map((frame: { right: number[][] | null }, i: number) =>
      insideOut(frame.right, i),
    );
    expect(wrong.filter(Boolean).length).toBe(7);
    expect(hands.filter(({ right }, i) => insideOut(right, i)).length).toBeLessThanOrEqual(5);
    const rightly = {
      ...reference,
      frames: reference.frames.map((frame: object, i: number) =>
        wrong[i] ? { ...frame, right: null } : frame,
      ),
    };
    const result = compareLandmarks(rightly, { frames: hands });
    for (const region of ['left', 'right'] as const) {
      expect(result[region].median, `${region} median`).toBeLessThanOrEqual(LIMITS[region][0]);
      expect(result[region].p95, `${region} p95`).toBeLessThanOrEqual(LIMITS[region][1]);
    }
  }, 300_000);

  it('find hands of 15 pixels that the original loses, each on its own wrist', async () => {
    const reference = JSON.parse(readFileSync(`${DATA}reference/holistic/tfjs_movenet_pose_1.json`, 'utf8'));
    const { frames } = await trackClip(`${DATA}video/tfjs_movenet_pose_1.mp4`, models, { secondLook: true });
    const found = { left: 0, right: 0 };
    frames.forEach(({ pose, leftHand, rightHand }, i) => {
      const away = (hand: NonNullable<typeof leftHand>, wrist: number) =>
        Math.hypot(hand[0]![0] - pose![wrist]![0], hand[0]![1] - pose![wrist]![1]);
      const sides = [
        ['left', leftHand, 15, 16],
        ['right', rightHand, 16, 15],
      ] as const;
      for (const [side, hand, own, other] of sides) {
        if (hand === null || reference.frames[i][side]) continue;
        found[side]++;
        expect(away(hand, own), `${side} hand of frame ${i}`).toBeLessThan(away(hand, other));
      }
    });
    // of the 30 and 50 frames that the original loses
    expect(found.left).toBeGreaterThanOrEqual(11);
    expect(found.right).toBeGreaterThanOrEqual(27);
  }, 300_000);

  it('claims no person in a room without one, where the original sees one in 18 of 25 frames', async () => {
    const { frames } = await trackClip(`${DATA}video/moviepy_fire2.mp4`, models);
    expect(frames.length).toBe(25);
    const claimed = frames.filter(
      ({ pose, leftHand, rightHand, face }) => pose ?? leftHand ?? rightHand ?? face,
    );
    expect(claimed.length).toBeLessThanOrEqual(1);
  });
});
