import { DIGIT_ROOT, HAND_WRIST } from '../../../sidecar/src/motion/clip/landmark-points.ts';
import {
  createPalmFrame,
  PALM_LENGTH,
  PALM_POINTS,
  palmShape,
} from '../../../sidecar/src/motion/lift/palm.ts';
import { createRayTurn } from '../../../sidecar/src/motion/lift/view-ray.ts';
import { type BodyBone, FINGERS, type Side } from '../../../sidecar/src/skeleton/body-bones.ts';
import { quat, rotateVec, unrotateVec } from '../../../sidecar/src/skeleton/quaternion.ts';
import type { Pose, Rig } from '../../../sidecar/src/skeleton/rig.ts';
import {
  addScaledVec,
  addVec,
  distanceVec,
  scaleVec,
  subVec,
  type Vec3,
  vec3,
} from '../../../sidecar/src/skeleton/vector.ts';

/** The hand's points, as the networks have them. */
export function handPoints(rig: Rig, pose: Pose, s: Side): Vec3[] {
  const at = (name: BodyBone): Vec3 => pose.position[rig.bone[name]]!;
  const points: Vec3[] = [at(`hand_${s}`)];
  for (const digit of ['thumb', ...FINGERS] as const) {
    const root = DIGIT_ROOT[digit];
    points[root] = at(`${digit}_01_${s}`);
    points[root + 1] = at(`${digit}_02_${s}`);
    points[root + 2] = at(`${digit}_03_${s}`);
    const tip = vec3();
    rotateVec(tip, pose.global[rig.bone[`${digit}_03_${s}`]]!, vec3(s === 'l' ? 2 : -2, 0, 0));
    addScaledVec(tip, tip, points[root + 2]!, 1);
    points[root + 3] = tip;
  }
  return onSeenPalm(points, s);
}

/** The digits moved to where the networks have the knuckles of every palm. */
function onSeenPalm(points: readonly Vec3[], s: Side): Vec3[] {
  const frame = quat();
  createPalmFrame()(frame, points);
  const wrist = points[HAND_WRIST]!;
  const size = distanceVec(points[DIGIT_ROOT.middle]!, wrist) / PALM_LENGTH;
  const out = [...points];
  palmShape(s).forEach((knuckle, k) => {
    if (k === 0) return;
    const root = PALM_POINTS[k]!;
    const shift = vec3();
    rotateVec(shift, frame, knuckle);
    scaleVec(shift, shift, size);
    addVec(shift, shift, wrist);
    subVec(shift, shift, points[root]!);
    for (let j = root; j < root + 4; j++) out[j] = vec3(...shift.map((along, i) => along + points[j]![i]!));
  });
  return out;
}

export interface HandView {
  readonly shift: Vec3;
  readonly project: (p: Vec3) => [number, number];
  readonly normal: (p: [number, number]) => [number, number];
}

/** Metric points as the network gives them: about the hand's middle, along the ray to it. */
export function handLandmarks(
  points: readonly Vec3[],
  camera: { width: number; focal: number },
  { shift, project, normal }: HandView,
) {
  const pixels = points.map(project);
  const ray = quat();
  const mean = (k: 0 | 1): number => pixels.reduce((sum, p) => sum + p[k], 0) / pixels.length;
  createRayTurn(camera.focal)(ray, mean(0), mean(1));
  const middle = vec3();
  for (const p of points) addScaledVec(middle, middle, p, 1 / points.length);
  const relative = points.map((p) => {
    const out = vec3(p[0]! - middle[0]!, p[1]! - middle[1]!, p[2]! - middle[2]!);
    unrotateVec(out, ray, out);
    return out;
  });
  // The picture's depth is scaled like its width at the hand's own distance.
  const scale = camera.focal / -(middle[1]! + shift[1]!) / camera.width;
  const wrist = relative[0]!;
  return {
    picture: pixels.map((p, k): [number, number, number] => [
      ...normal(p),
      -(relative[k]![1]! - wrist[1]!) * scale,
    ]),
    world: relative.map((p) => toCamera(p, 0.01)),
  };
}

/** Axes of the tracker's metric points, and its unit. */
export function toCamera(p: Vec3, scale: number): [number, number, number] {
  return [p[0]! * scale, -p[2]! * scale, -p[1]! * scale];
}
