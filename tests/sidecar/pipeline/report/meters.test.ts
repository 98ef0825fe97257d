import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSolver } from '../../../../sidecar/src/motion/create-solver.ts';
import { createConfidenceSeries } from '../../../../sidecar/src/pipeline/report/confidence-series.ts';
import { createHandError } from '../../../../sidecar/src/pipeline/report/hand-error.ts';
import { createLengthMeter } from '../../../../sidecar/src/pipeline/report/length-meter.ts';
import { createProblemSpans } from '../../../../sidecar/src/pipeline/report/problem-spans.ts';
import { createSlideMeter } from '../../../../sidecar/src/pipeline/report/slide-meter.ts';
import { createTrembleMeter } from '../../../../sidecar/src/pipeline/report/tremble-meter.ts';
import { createWorstFrames } from '../../../../sidecar/src/pipeline/report/worst-frames.ts';
import { metahumanSkeleton } from '../../../../sidecar/src/skeleton/metahuman-skeleton.ts';
import { createPose, createRig, forwardKinematics } from '../../../../sidecar/src/skeleton/rig.ts';
import { madeUpSource } from '../../motion/made-up-source.ts';
import { landmarkFrame } from './landmark-frame.ts';

describe('createConfidenceSeries', () => {
  const confidence = (body: number) => ({ body, leftHand: 0, rightHand: 1, face: 0.5 });

  it('keeps every frame of a short clip', () => {
    const series = createConfidenceSeries(3, 30);
    for (const [frame, body] of [0.1, 0.2, 0.3].entries()) series.add(frame, confidence(body));
    expect(series.finish()).toEqual({
      seconds: 1 / 30,
      parts: { body: [0.1, 0.2, 0.3], leftHand: [0, 0, 0], rightHand: [1, 1, 1], face: [0.5, 0.5, 0.5] },
    });
  });

  it('takes means of a long one, so that it stays small', () => {
    const series = createConfidenceSeries(4000, 25);
    for (let frame = 0; frame < 4000; frame++) series.add(frame, confidence(frame % 2));
    const { seconds, parts } = series.finish();
    expect(seconds).toBe(0.4);
    expect(parts.body).toEqual(Array(400).fill(0.5));
  });
});

describe('createProblemSpans', () => {
  it('joins the flags of frames in a row', () => {
    const spans = createProblemSpans(10);
    const frames = [
      [],
      ['leftHandBridged'],
      ['leftHandBridged', 'mouthUnseen'],
      ['mouthUnseen'],
      [],
      ['leftHandBridged'],
    ];
    for (const [frame, flags] of frames.entries()) spans.add(frame, flags);
    expect(spans.finish(2)).toEqual({
      spans: [
        { part: 'leftHand', state: 'bridged', from: 2.1, to: 2.3 },
        { part: 'mouth', state: 'unseen', from: 2.2, to: 2.4 },
        { part: 'leftHand', state: 'bridged', from: 2.5, to: 2.6 },
      ],
      omitted: 0,
      seconds: {
        leftHand: { bridged: expect.closeTo(0.3, 9), unseen: 0 },
        mouth: { bridged: 0, unseen: expect.closeTo(0.2, 9) },
      },
    });
  });

  it('keeps the longest of more than a thousand, and says how many it left out', () => {
    const spans = createProblemSpans(30);
    for (let frame = 0; frame < 20_000; frame++)
      spans.add(frame, frame % 4 < 2 || frame === 9002 ? ['faceBridged'] : []);
    const found = spans.finish(0);
    expect(found.spans).toHaveLength(1000);
    expect(found.spans.length + found.omitted).toBe(5000);
    expect(found.spans.some(({ from, to }) => Math.abs(to - from - 3 / 30) < 1e-9)).toBe(true);
  });

  it('counts the same seconds as there are flagged frames', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 200 }), (flagged) => {
        const spans = createProblemSpans(30);
        for (const [frame, on] of flagged.entries()) spans.add(frame, on ? ['headUnseen'] : []);
        const { seconds } = spans.finish(0);
        expect(seconds.head?.unseen ?? 0).toBeCloseTo(flagged.filter(Boolean).length / 30, 6);
      }),
    );
  });
});

describe('createTrembleMeter', () => {
  const point = (x: number) => [Float64Array.of(x, 0, 0)];

  it('measures how far a still point shakes', () => {
    const meter = createTrembleMeter(1);
    for (let k = 0; k < 40; k++) meter.add(point(k % 2 === 0 ? 0.05 : -0.05));
    expect(meter.finish()).toEqual({ allMm: 1, stillMm: 1 });
  });

  it('is 0 on even motion, which is never still', () => {
    const meter = createTrembleMeter(1);
    for (let k = 0; k < 40; k++) meter.add(point(k));
    expect(meter.finish()).toEqual({ allMm: 0, stillMm: null });
    expect(meter.jump).toBe(0);
  });

  it('tells a jump there and back when its next frame has come', () => {
    const meter = createTrembleMeter(1);
    for (const x of [0, 0.1, 5, 0.3]) meter.add(point(x));
    expect(meter.jump).toBeCloseTo(48, 9);
  });

  it('measures nothing across frames that were not seen', () => {
    const meter = createTrembleMeter(1);
    for (let k = 0; k < 9; k++) meter.add(k % 3 === 2 ? null : point(k * k));
    expect(meter.finish()).toBeNull();
  });
});

describe('createLengthMeter', () => {
  it('compares the metric points with the known lengths', () => {
    const meter = createLengthMeter({ shoulders: 40, upperArm: 30, forearm: 25, thigh: 45, calf: 40 });
    const frame = landmarkFrame(0, { wristAt: [0.33, 0, 0] });
    meter.add(frame);
    expect(meter.finish()).toEqual({ shoulders: 0, upperArm: 0, forearm: 0.32, thigh: null, calf: null });
  });

  it('finds them among all that a solve writes of its performer', () => {
    const solver = createSolver({ source: madeUpSource('clip.mp4', { frames: 0, fps: 30 }) });
    const meter = createLengthMeter(solver.finish().header.settings.performer);
    meter.add(landmarkFrame(0, { wristAt: [0.33, 0, 0] }));
    const { shoulders, thigh } = meter.finish();
    expect(shoulders).toBeTypeOf('number');
    expect(thigh).toBeNull();
  });

  it('measures nothing without lengths', () => {
    const meter = createLengthMeter(undefined);
    meter.add(landmarkFrame(0));
    expect(Object.values(meter.finish())).toEqual([null, null, null, null, null]);
  });
});

describe('meters of the skeleton', () => {
  const rig = createRig(metahumanSkeleton('f_med_nrw'));
  const pose = createPose(rig);
  forwardKinematics(rig, pose);

  it('is no way off when the picture shows the skeleton itself', () => {
    const measure = createHandError(rig, 'l', { turn: Float64Array.of(0, 0, 0, 1), width: 200, height: 100 });
    const hand = Array.from({ length: 21 }, () => [0, 0, 0]);
    const put = (landmark: number, bone: number): void => {
      const [x, , z] = pose.position[bone]! as unknown as [number, number, number];
      hand[landmark] = [0.5 + x / 200, 0.5 - z / 100, 0];
    };
    put(0, rig.bone.hand_l);
    for (const [k, digit] of (['thumb', 'index', 'middle', 'ring', 'pinky'] as const).entries())
      for (const joint of [1, 2, 3] as const) put(4 * k + joint, rig.bone[`${digit}_0${joint}_l`]);
    for (const error of Object.values(measure(pose, hand)!)) expect(error).toBeLessThan(1e-9);
    hand[7]![0]! += 3 / 200;
    const off = measure(pose, hand)!;
    expect(off.index).toBeGreaterThan(2 * off.ring);
  });

  it('adds up the way of a foot on the floor, in frames of contact only', () => {
    const meter = createSlideMeter(rig, [{ kind: 'footFloor', a: 'foot_l', b: 'floor', from: 1, to: 3 }]);
    const moved = createPose(rig);
    for (let frame = 0; frame < 6; frame++) {
      forwardKinematics(rig, moved);
      moved.position[rig.bone.ball_l]![0]! += frame * 0.2;
      meter.add(frame, moved);
    }
    expect(meter.finish()).toBe(2);
    expect(createSlideMeter(rig, []).finish()).toBeNull();
  });
});

describe('createWorstFrames', () => {
  const bad = (score: number) => [{ score, reason: `bad by ${score}` }];

  it('keeps the worst of each half second, worst first', () => {
    const worst = createWorstFrames();
    for (const [time, score] of [
      [0, 0.3],
      [0.1, 0.5],
      [0.2, 0.4],
      [2, 0.9],
      [3, 0.05],
    ] as const)
      worst.add({ frame: Math.round(time * 10), time }, bad(score), null);
    expect(worst.finish().map(({ frame, reasons }) => [frame, ...reasons])).toEqual([
      [20, 'bad by 0.9'],
      [1, 'bad by 0.5'],
    ]);
  });

  it('keeps ten of any number', () => {
    const worst = createWorstFrames();
    for (let time = 0; time < 100; time++) worst.add({ frame: time, time }, bad(0.2 + time / 100), null);
    expect(worst.finish().map(({ frame }) => frame)).toEqual([99, 98, 97, 96, 95, 94, 93, 92, 91, 90]);
  });
});
