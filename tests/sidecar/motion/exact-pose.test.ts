import { describe, expect, it } from 'vitest';
import { createSolver } from '../../../sidecar/src/motion/create-solver.ts';
import { focalPixels } from '../../../sidecar/src/motion/lift/view-ray.ts';
import type { Source } from '../../../sidecar/src/protocol/landmarks.ts';
import { BODY_BONES, type BodyBone } from '../../../sidecar/src/skeleton/body-bones.ts';
import { metahumanSkeleton } from '../../../sidecar/src/skeleton/metahuman-skeleton.ts';
import { angleQuat, multiplyQuat } from '../../../sidecar/src/skeleton/quaternion.ts';
import { createPose, createRig, forwardKinematics, type Pose } from '../../../sidecar/src/skeleton/rig.ts';
import { distanceVec } from '../../../sidecar/src/skeleton/vector.ts';
import { createDraw, landmarksOf, randomPose } from './synthetic-performer.ts';

const POSES = 24;
/** Each pose is held for this many frames, and read in the middle, where smoothing changes nothing. */
const HOLD = 31;
const FPS = 30;
const FOV = 40;

const skeleton = metahumanSkeleton();
const rig = createRig(skeleton);
const { bone, referencePositions: rest } = rig;
const length = (a: BodyBone, b: BodyBone): number => distanceVec(rest[bone[a]]!, rest[bone[b]]!);
const performer = {
  shoulders: length('upperarm_l', 'upperarm_r'),
  upperArm: length('upperarm_l', 'lowerarm_l'),
  forearm: length('lowerarm_l', 'hand_l'),
  thigh: length('thigh_l', 'calf_l'),
  calf: length('calf_l', 'foot_l'),
};
const source: Source = {
  file: 'exact.mp4',
  sha256: '',
  width: 1280,
  height: 1280,
  fps: FPS,
  frameCount: POSES * HOLD,
  durationSeconds: (POSES * HOLD) / FPS,
};

function solvePoses(seed: number): { wanted: Pose; solved: Pose }[] {
  const camera = {
    width: source.width,
    height: source.height,
    focal: focalPixels(source, FOV),
    distance: 320,
  };
  const draw = createDraw(seed);
  const poses = Array.from({ length: POSES }, () => randomPose(rig, draw));
  const solver = createSolver({
    source,
    fps: 30,
    settings: { fovDegrees: FOV, performer, mendArms: false, holdContacts: false },
  });
  for (let frame = 0; frame < POSES * HOLD; frame++) {
    solver.push(landmarksOf(rig, poses[Math.floor(frame / HOLD)]!, camera, frame, frame / FPS));
  }
  const { header, frames: sampled } = solver.finish();
  const frames = [...sampled];
  const cameraTurn = Float64Array.from(header.settings.cameraTurn as number[]);
  return poses.map((wanted, k) => {
    const solved = createPose(rig);
    frames[k * HOLD + (HOLD >> 1)]!.rotations.forEach((rotation, index) => {
      solved.local[index]!.set(rotation);
    });
    forwardKinematics(rig, solved);
    // The solver levels the camera by the performer's balance, which random poses do not keep.
    for (const global of wanted.global) multiplyQuat(global, cameraTurn, global);
    return { wanted, solved };
  });
}

describe('exact joint positions of random poses', () => {
  const results = solvePoses(7);
  const worst = (pick: (name: string) => boolean): { degrees: number; name: string } => {
    let most = { degrees: 0, name: '' };
    for (const { wanted, solved } of results) {
      for (const name of BODY_BONES) {
        if (!pick(name)) continue;
        const degrees = (angleQuat(wanted.global[bone[name]]!, solved.global[bone[name]]!) * 180) / Math.PI;
        if (degrees > most.degrees) most = { degrees, name };
      }
    }
    return most;
  };
  const finger = /^(thumb|index|middle|ring|pinky)_0/;

  it('turns every bone of body, arms, hands, legs and head as it was, to 1 degree', () => {
    const { degrees, name } = worst((bone) => bone !== 'root' && !finger.test(bone));
    expect(degrees, name).toBeLessThan(1);
  });

  it('turns every finger bone as it was, to 2 degrees', () => {
    const { degrees, name } = worst((bone) => finger.test(bone));
    expect(degrees, name).toBeLessThan(2);
  });
});
