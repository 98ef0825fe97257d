import canonical from '../../../../sidecar/src/motion/face/canonical-face.data.json' with { type: 'json' };
import { CHEEK_POINTS, REGION_POINTS } from '../../../../sidecar/src/motion/face/face-regions.ts';
import { rotateVec } from '../../../../sidecar/src/skeleton/quaternion.ts';
import { vec3 } from '../../../../sidecar/src/skeleton/vector.ts';

export const camera = { width: 1280, height: 720, focal: 1400 };

export type Point = [number, number, number];

/** Where the parts lie on the canonical face, cm, for points that are no part of its basis. */
const PART_PLACES = {
  leftBrow: [3, 5, 5],
  rightBrow: [-3, 5, 5],
  leftEye: [3.2, 2.6, 4],
  rightEye: [-3.2, 2.6, 4],
  mouth: [0, -3.5, 6],
} as const;

/** The canonical face turned, at a place in cm before the camera, as the landmark model gives it. */
export function canonicalFace(rotation: Float64Array, at: readonly [number, number, number]): Point[] {
  const turned = vec3();
  const place = ([x, y, z]: readonly number[]): Point => {
    rotateVec(turned, rotation, vec3(x, y, z));
    return [turned[0]! + at[0], turned[1]! + at[1], turned[2]! + at[2]];
  };
  const metric = canonical.basis.map(([, , x, y, z]) => place([x!, y!, z!]));
  const depth = -metric.reduce((sum, p) => sum + p[2], 0) / metric.length;
  const landmark = ([x, y, z]: Point): Point => [
    0.5 + (x * camera.focal) / -z / camera.width,
    0.5 - (y * camera.focal) / -z / camera.height,
    ((-z - depth) * camera.focal) / depth / camera.width,
  ];
  // points that the fit does not read lie in the middle of the face, where they do not move its mean depth
  const middle = landmark([at[0], at[1], -depth]);
  const face = Array.from({ length: 478 }, () => middle);
  const put = (points: readonly number[], at: readonly number[]): void => {
    for (const point of points)
      face[point] = landmark([...place(at)].map((v, k) => (k === 2 ? -depth : v)) as Point);
  };
  for (const [part, { all }] of Object.entries(REGION_POINTS))
    put(all, PART_PLACES[part as keyof typeof PART_PLACES]);
  put(CHEEK_POINTS.slice(0, 4), [3.2, 0.9, 4]);
  put(CHEEK_POINTS.slice(4), [-3.2, 0.9, 4]);
  canonical.basis.forEach(([index], k) => {
    face[index!] = landmark(metric[k]!);
  });
  return face;
}
