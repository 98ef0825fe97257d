import { describe, expect, it } from 'vitest';
import { createClipStore } from '../../../../sidecar/src/motion/clip/clip-store.ts';
import { createLiveSolver } from '../../../../sidecar/src/motion/create-live-solver.ts';
import { createFaceSampler } from '../../../../sidecar/src/motion/face/face-sampler.ts';
import { createFaceFollower } from '../../../../sidecar/src/motion/face/follow-face.ts';
import type { FaceCalibration } from '../../../../sidecar/src/protocol/calibration.ts';
import type { LandmarkFrame } from '../../../../sidecar/src/protocol/landmarks.ts';
import { ARKIT_INDEX } from '../../../../sidecar/src/skeleton/arkit.ts';
import { quat } from '../../../../sidecar/src/skeleton/quaternion.ts';
import { madeUpSource } from '../made-up-source.ts';
import { camera, canonicalFace, type Point } from './canonical-face.ts';

const FPS = 30;
const nobody: LandmarkFrame = {
  frame: 0,
  time: 0,
  pose: null,
  world: null,
  leftHand: null,
  rightHand: null,
  leftHandWorld: null,
  rightHandWorld: null,
  face: null,
  confidence: { body: 0, leftHand: 0, rightHand: 0, face: 1 },
};

/** A performer whose values all have this gain. */
function faceWithGain(gain: number, model: FaceCalibration['model'] = null): FaceCalibration {
  const all = (count: number, value: number) => new Array<number>(count).fill(value);
  return {
    geometry: {
      rest: all(40, 1),
      blink: { l: 0.5, r: 0.5 },
      brows: { weights: all(6, 1 / 6), apart: { l: 1, r: 1 } },
      bridge: 0.5,
    },
    model,
    range: { offset: all(52, 0), zone: all(52, 0.05), gain: all(52, gain) },
    strain: null,
    yaw: 0,
  };
}

describe('createFaceFollower', () => {
  const clip = createClipStore(createFaceSampler(camera));
  clip.append(nobody, null);
  /** What becomes of a value of 0.5. */
  const shown = (reader: ReturnType<ReturnType<typeof createFaceFollower>>): number => {
    const values = new Float32Array(52).fill(0.5);
    reader.shape(values, 0, clip, 0);
    return values[ARKIT_INDEX.JawOpen]!;
  };

  it('takes the first face at once, and glides to the next', () => {
    const follow = createFaceFollower();
    expect(shown(follow(faceWithGain(1), 0))).toBeCloseTo(0.5, 6);
    const wider = faceWithGain(1.4);
    const share = 1 - Math.exp(-2 * Math.PI * 0.3 * 0.1);
    expect(shown(follow(wider, 0.1))).toBeCloseTo(0.5 * (1 + 0.4 * share), 6);
    expect(shown(follow(wider, 0.2))).toBeCloseTo(0.5 * (1.4 - 0.4 * (1 - share) ** 2), 6);
  });

  it('ends at what was learnt, and reads it with one reader from then on', () => {
    const follow = createFaceFollower();
    follow(faceWithGain(1), 0);
    const wider = faceWithGain(1.4);
    for (let i = 1; i <= 120; i++) follow(wider, i / FPS);
    const settled = follow(wider, 121 / FPS);
    expect(shown(settled)).toBeCloseTo(0.7, 6);
    expect(follow(wider, 122 / FPS)).toBe(settled);
  });

  it('takes what was not known before as it is, and nobody for nobody', () => {
    const follow = createFaceFollower();
    expect(shown(follow(null, 0))).toBe(0.5);
    expect(shown(follow(faceWithGain(1.4), 1))).toBeCloseTo(0.7, 6);
    const modelled = faceWithGain(1.4, {
      bias: new Array<number>(52).fill(0.2),
      agreement: new Array<number>(52).fill(1),
    });
    expect(shown(follow(modelled, 1.1))).toBeCloseTo(0.7, 6);
  });
});

describe('a stream that learns how wide its performer opens the jaw', () => {
  it('shows an open mouth wider bit by bit, not from one frame to the next', () => {
    const rest = canonicalFace(quat(), [0, 0, -120]);
    const open = rest.map((point): Point => [...point]);
    open[14]![1] += (1.75 * camera.focal) / 120 / camera.height;
    const solver = createLiveSolver({
      source: { ...madeUpSource('live.mp4', { frames: 200, fps: FPS }), height: camera.height },
    });
    const jaws = Array.from({ length: 200 }, (_, frame) => {
      const face = frame < 100 ? rest : open;
      return solver.push({ ...nobody, frame, time: frame / FPS, face }).arkit.JawOpen!;
    });
    const steps = jaws.slice(121).map((jaw, k) => Math.abs(jaw - jaws[120 + k]!));
    expect(jaws[199]! - jaws[120]!).toBeGreaterThan(0.1);
    expect(Math.max(...steps)).toBeLessThan(0.02);
  });
});

describe('a stream that somebody joins late', () => {
  it('reads the face from the first frames on, as of one who is there from the start', () => {
    const rest = canonicalFace(quat(), [0, 0, -120]);
    const open = rest.map((point): Point => [...point]);
    open[14]![1] += (1.75 * camera.focal) / 120 / camera.height;
    const source = { ...madeUpSource('live.mp4', { frames: 200, fps: FPS }), height: camera.height };
    const jawAfter = (absent: number): number => {
      const solver = createLiveSolver({ source });
      let jaw = 0;
      for (let frame = 0; frame < absent + 40; frame++) {
        const face = frame < absent ? null : frame < absent + 30 ? rest : open;
        jaw = solver.push({ ...nobody, frame, time: frame / FPS, face }).arkit.JawOpen!;
      }
      return jaw;
    };
    expect(jawAfter(0)).toBeGreaterThan(0.4);
    expect(jawAfter(140)).toBeCloseTo(jawAfter(0), 1);
  });
});
