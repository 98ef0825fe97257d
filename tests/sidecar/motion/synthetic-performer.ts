import {
  ANKLE,
  EAR,
  ELBOW,
  HEEL,
  HIP,
  KNEE,
  NOSE,
  SHOULDER,
  TOE,
  WRIST,
} from '../../../sidecar/src/motion/clip/landmark-points.ts';
import { NOSE_BELOW_EARS } from '../../../sidecar/src/motion/lift/lift-head.ts';
import { NECK_SHARES } from '../../../sidecar/src/motion/solve/solve-head.ts';
import { SPINE_SHARES } from '../../../sidecar/src/motion/solve/solve-trunk.ts';
import { FOREARM_ROLL_SHARE } from '../../../sidecar/src/motion/time/share-forearm-roll.ts';
import { type LandmarkFrame, POSE_LANDMARKS } from '../../../sidecar/src/protocol/landmarks.ts';
import { type BodyBone, FINGERS, SIDES, type Side } from '../../../sidecar/src/skeleton/body-bones.ts';
import {
  axisAngleQuat,
  conjugateQuat,
  multiplyQuat,
  powQuat,
  type Quat,
  quat,
  rotateVec,
} from '../../../sidecar/src/skeleton/quaternion.ts';
import {
  createPose,
  forwardKinematics,
  type Pose,
  type Rig,
  turnBone,
} from '../../../sidecar/src/skeleton/rig.ts';
import { addScaledVec, type Vec3, vec3 } from '../../../sidecar/src/skeleton/vector.ts';
import { createLineFlattener } from './line-flattener.ts';
import { handLandmarks, handPoints, toCamera } from './synthetic-hand.ts';

/** A number from `least` to `most`. */
export type Draw = (least: number, most: number) => number;

/** A repeatable source of numbers (mulberry32). */
export function createDraw(seed: number): Draw {
  let state = seed;
  return (least, most) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return least + (((t ^ (t >>> 14)) >>> 0) / 4294967296) * (most - least);
  };
}

const DEGREE = Math.PI / 180;

function turn(x: number, y: number, z: number, degrees: number): Quat {
  const out = quat();
  axisAngleQuat(out, vec3(x, y, z), degrees * DEGREE);
  return out;
}

function chain(...turns: Quat[]): Quat {
  const out = quat();
  for (const next of turns) multiplyQuat(out, out, next);
  return out;
}

/** A pose within a person's range, turned the way the solver spreads what a picture does not show. */
export function randomPose(rig: Rig, draw: Draw): Pose {
  const pose = createPose(rig);
  const { bone } = rig;
  const local = (name: BodyBone, ...turns: Quat[]): void => {
    multiplyQuat(pose.local[bone[name]]!, rig.rotations[bone[name]]!, chain(...turns));
  };
  bendTrunk(rig, pose, draw);
  for (const s of SIDES) {
    local(
      `upperarm_${s}`,
      turn(0, 1, 0, draw(-60, 20)),
      turn(0, 0, 1, draw(-20, 60)),
      turn(1, 0, 0, draw(-30, 30)),
    );
    const roll = draw(-70, 70);
    local(`lowerarm_${s}`, turn(0, 0, 1, draw(0, 80)), turn(1, 0, 0, roll * FOREARM_ROLL_SHARE));
    const wrist = chain(turn(0, 0, 1, draw(-40, 40)), turn(0, 1, 0, draw(-15, 15)));
    const rest = rig.rotations[bone[`hand_${s}`]]!;
    // The bend is applied about the forearm's axes, and is freed of its own roll.
    const bend = withoutRoll(wrist);
    pose.local[bone[`hand_${s}`]]!.set(chain(turn(1, 0, 0, roll * (1 - FOREARM_ROLL_SHARE)), bend, rest));
    for (const finger of FINGERS) {
      local(`${finger}_01_${s}`, turn(0, 0, 1, draw(-75, 10)), turn(0, 1, 0, draw(-12, 12)));
      local(`${finger}_02_${s}`, turn(0, 0, 1, draw(-80, 0)));
      local(`${finger}_03_${s}`, turn(0, 0, 1, draw(-60, 0)));
    }
    local(`thumb_01_${s}`, turn(0, 0, 1, draw(-20, 20)), turn(0, 1, 0, draw(-20, 20)));
    local(`thumb_02_${s}`, turn(0, 0, 1, draw(-40, 10)), turn(0, 1, 0, draw(-8, 8)));
    local(`thumb_03_${s}`, turn(0, 0, 1, draw(-60, 0)));
    local(
      `thigh_${s}`,
      turn(0, 1, 0, draw(-15, 15)),
      turn(0, 0, 1, draw(-70, 5)),
      turn(1, 0, 0, draw(-15, 15)),
    );
    local(`calf_${s}`, turn(0, 0, 1, draw(30, 100)));
    local(`foot_${s}`, turn(0, 0, 1, draw(-20, 20)), turn(1, 0, 0, draw(-10, 10)));
  }
  forwardKinematics(rig, pose);
  return pose;
}

function withoutRoll(q: Quat): Quat {
  const roll = 2 * Math.atan2(q[0]!, q[3]!);
  return chain(turn(1, 0, 0, -roll / DEGREE), q);
}

/** Pelvis and spine without a pitch of their own, neck and head. */
function bendTrunk(rig: Rig, pose: Pose, draw: Draw): void {
  const { bone } = rig;
  const pelvis = chain(
    turn(0, 0, 1, draw(-40, 40)),
    turn(1, 0, 0, draw(-15, 25)),
    turn(0, 1, 0, draw(-10, 10)),
  );
  const spine = quat();
  axisAngleQuat(spine, unit(vec3(0, draw(-1, 1), draw(-1, 1))), draw(-25, 25) * DEGREE);
  const head = chain(
    turn(0, 0, 1, draw(-40, 40)),
    turn(1, 0, 0, draw(-20, 20)),
    turn(0, 1, 0, draw(-15, 15)),
  );
  forwardKinematics(rig, pose);
  const place = (name: BodyBone, delta: Quat): void => {
    turnBone(rig, pose, bone[name], chain(delta, rig.referenceRotations[bone[name]]!));
  };
  place('pelvis', pelvis);
  const part = quat();
  SPINE_SHARES.forEach((share, k) => {
    powQuat(part, spine, share);
    place(`spine_0${(k + 1) as 1 | 2 | 3 | 4 | 5}`, chain(pelvis, part));
  });
  const chest = chain(pelvis, spine);
  const names = ['neck_01', 'neck_02', 'head'] as const;
  NECK_SHARES.forEach((share, k) => {
    powQuat(part, head, share);
    place(names[k]!, chain(chest, part));
  });
}

function unit(v: Vec3): Vec3 {
  const length = Math.hypot(v[0]!, v[1]!, v[2]!);
  return vec3(v[0]! / length, v[1]! / length, v[2]! / length);
}

export interface TestCamera {
  readonly width: number;
  readonly height: number;
  readonly focal: number;
  /** From the camera to the middle of the hips, cm. */
  readonly distance: number;
}

/** What a tracker says of a pose that errs in nothing but the trunk's lines; the trunk is on the optical axis. */
export function landmarksOf(
  rig: Rig,
  pose: Pose,
  camera: TestCamera,
  frame: number,
  time: number,
): LandmarkFrame {
  const body = bodyPoints(rig, pose);
  const hips = between(body[HIP.l]!, body[HIP.r]!);
  const shift = vec3(0, -camera.distance - hips[1]!, 0);
  const project = (p: Vec3): [number, number] => {
    const depth = -(p[1]! + shift[1]!);
    return [((p[0]! + shift[0]!) * camera.focal) / depth, ((p[2]! + shift[2]!) * camera.focal) / depth];
  };
  for (let k = 0; k < 12; k++) {
    const trunk = [SHOULDER.l, SHOULDER.r, HIP.l, HIP.r].map((point) => project(body[point]!));
    shift[0]! -= (trunk.reduce((sum, p) => sum + p[0], 0) / 4 / camera.focal) * camera.distance;
    shift[2]! -= (trunk.reduce((sum, p) => sum + p[1], 0) / 4 / camera.focal) * camera.distance;
  }
  const normal = ([x, y]: [number, number]): [number, number] => [
    x / camera.width + 0.5,
    0.5 - y / camera.height,
  ];
  const hand = (side: Side) => handLandmarks(handPoints(rig, pose, side), camera, { shift, project, normal });
  const world = body.map((p) => vec3(p[0]! - hips[0]!, p[1]! - hips[1]!, p[2]! - hips[2]!));
  const x = Float64Array.from(body, (p) => project(p)[0]);
  const y = Float64Array.from(body, (p) => project(p)[1]);
  createLineFlattener(camera.focal)({ x, y, world, depth: camera.distance });
  const left = hand('l');
  const right = hand('r');
  return {
    frame,
    time,
    pose: body.map((_, k) => [...normal([x[k]!, y[k]!]), 0, 1]),
    world: world.map((p) => toCamera(p, 0.01)),
    leftHand: left.picture,
    rightHand: right.picture,
    leftHandWorld: left.world,
    rightHandWorld: right.world,
    face: null,
    confidence: { body: 1, leftHand: 1, rightHand: 1, face: 0 },
  };
}

function between(a: Vec3, b: Vec3): Vec3 {
  return vec3((a[0]! + b[0]!) / 2, (a[1]! + b[1]!) / 2, (a[2]! + b[2]!) / 2);
}

/** The pose landmarks that the solver reads; the others lie at the hips. */
function bodyPoints(rig: Rig, pose: Pose): Vec3[] {
  const at = (name: BodyBone): Vec3 => pose.position[rig.bone[name]]!;
  const points = Array.from({ length: POSE_LANDMARKS }, () => between(at('thigh_l'), at('thigh_r')));
  const attached = (name: BodyBone, offset: Vec3): Vec3 => {
    const bone = rig.bone[name];
    const delta = quat();
    conjugateQuat(delta, rig.referenceRotations[bone]!);
    multiplyQuat(delta, pose.global[bone]!, delta);
    const out = vec3();
    rotateVec(out, delta, offset);
    addScaledVec(out, out, at(name), 1);
    return out;
  };
  for (const s of SIDES) {
    points[SHOULDER[s]] = at(`upperarm_${s}`);
    points[ELBOW[s]] = at(`lowerarm_${s}`);
    points[WRIST[s]] = at(`hand_${s}`);
    points[HIP[s]] = at(`thigh_${s}`);
    points[KNEE[s]] = at(`calf_${s}`);
    points[ANKLE[s]] = at(`foot_${s}`);
    const forward = soleDirection(rig, s);
    points[HEEL[s]] = attached(`foot_${s}`, vec3(-4 * forward[0]!, -4 * forward[1]!, -6));
    points[TOE[s]] = attached(`foot_${s}`, vec3(14 * forward[0]!, 14 * forward[1]!, -6));
    points[EAR[s]] = attached('head', vec3(s === 'l' ? 7 : -7, 0, 5));
  }
  points[NOSE] = attached(
    'head',
    vec3(0, 11 * Math.cos(NOSE_BELOW_EARS), 5 - 11 * Math.sin(NOSE_BELOW_EARS)),
  );
  return points;
}

function soleDirection(rig: Rig, s: Side): Vec3 {
  const foot = rig.referencePositions[rig.bone[`foot_${s}`]]!;
  const ball = rig.referencePositions[rig.bone[`ball_${s}`]]!;
  return unit(vec3(ball[0]! - foot[0]!, ball[1]! - foot[1]!, 0));
}
