import { describe, expect, it } from 'vitest';
import { createLiveSolver } from '../../../sidecar/src/motion/create-live-solver.ts';
import { createSolver } from '../../../sidecar/src/motion/create-solver.ts';
import { DEFAULT_FOV_DEGREES, focalPixels } from '../../../sidecar/src/motion/lift/view-ray.ts';
import type { LandmarkFrame } from '../../../sidecar/src/protocol/landmarks.ts';
import type { MotionFrame } from '../../../sidecar/src/protocol/motion.ts';
import { FINGERS } from '../../../sidecar/src/skeleton/body-bones.ts';
import { metahumanSkeleton } from '../../../sidecar/src/skeleton/metahuman-skeleton.ts';
import { angleQuat } from '../../../sidecar/src/skeleton/quaternion.ts';
import { createRig } from '../../../sidecar/src/skeleton/rig.ts';
import { madeUpSource } from './made-up-source.ts';
import { createDraw, landmarksOf, randomPose } from './synthetic-performer.ts';

const FRAMES = 31;
const FPS = 30;
const MIDDLE = 15;
const source = madeUpSource('hand.mp4', { frames: FRAMES, fps: FPS });
const camera = { ...source, focal: focalPixels(source, DEFAULT_FOV_DEGREES), distance: 320 };
const skeleton = metahumanSkeleton();
const rig = createRig(skeleton);
const wanted = randomPose(rig, createDraw(3));
const digits = skeleton.bones.filter(({ name }) => /^(thumb|index|middle|ring|pinky)_0\d_r$/.test(name));

/** A performer of whom only the right hand is in the picture, but for frames from `bodyFrom` on. */
const frames = (bodyFrom = FRAMES): LandmarkFrame[] =>
  Array.from({ length: FRAMES }, (_, frame) => {
    const whole = landmarksOf(rig, wanted, camera, frame, frame / FPS);
    if (frame >= bodyFrom) return whole;
    return { ...whole, pose: null, world: null, leftHand: null, leftHandWorld: null };
  });

function solve(landmarks: LandmarkFrame[]): MotionFrame[] {
  const solver = createSolver({ source, fps: FPS, settings: { holdContacts: false } });
  for (const frame of landmarks) solver.push(frame);
  return [...solver.finish().frames];
}

const degreesOff = ({ rotations }: MotionFrame, name: string, from: readonly number[]): number => {
  const index = rig.bone[name as 'hand_r'];
  return (angleQuat(Float64Array.from(rotations[index]!), Float64Array.from(from)) * 180) / Math.PI;
};

describe('a hand without a body', () => {
  const alone = solve(frames())[MIDDLE]!;

  it('moves its digits as they were, those of the performer being measured', () => {
    for (const finger of FINGERS) {
      for (const joint of ['01', '02', '03'] as const) {
        const name = `${finger}_${joint}_r` as const;
        expect(degreesOff(alone, name, [...wanted.local[rig.bone[name]]!]), name).toBeLessThan(12);
      }
    }
    expect(
      Math.max(...digits.map(({ name, rotation }) => degreesOff(alone, name, rotation))),
    ).toBeGreaterThan(30);
  });

  it('leaves everything else at the base pose and says what was not seen', () => {
    for (const { name, rotation } of skeleton.bones) {
      if (digits.some((digit) => digit.name === name)) continue;
      expect(degreesOff(alone, name, rotation), name).toBeLessThan(0.05);
    }
    expect(alone.flags).toEqual(
      expect.arrayContaining(['bodyUnseen', 'rightArmUnseen', 'rightForearmUnseen', 'leftHandUnseen']),
    );
    expect(alone.flags).not.toContain('rightHandUnseen');
  });

  it('is seen live', () => {
    const live = createLiveSolver({ source });
    const last = frames().map((frame) => live.push(frame))[FRAMES - 1]!;
    expect(last.flags).not.toContain('rightHandUnseen');
    expect(last.flags).toContain('bodyUnseen');
    expect(Math.max(...digits.map(({ name, rotation }) => degreesOff(last, name, rotation)))).toBeGreaterThan(
      30,
    );
  });

  it('is not taken for one where a body comes later: its hand hangs on an arm', () => {
    const [first, ...rest] = solve(frames(FRAMES - 5));
    expect(first!.flags).toContain('rightHandUnseen');
    expect(rest[FRAMES - 3]!.flags).not.toContain('rightHandUnseen');
  });
});
