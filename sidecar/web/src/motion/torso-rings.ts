import { conjugateQuat, multiplyQuat, quat, rotateVec } from '../../../src/skeleton/quaternion.ts';
import type { Pose } from '../../../src/skeleton/rig.ts';
import { addVec, vec3 } from '../../../src/skeleton/vector.ts';

/** Points around the body at each height. */
export const RING_POINTS = 28;

/**
 * The trunk's outline, bottom up: the bone that carries a ring, how far forward and up of it the middle lies in the
 * reference pose, half its width and depth (cm). By eye, for a person of medium build.
 */
const RINGS = [
  { bone: 'pelvis', forward: 1, up: -7, width: 11, depth: 8 },
  { bone: 'pelvis', forward: 1, up: -1, width: 14.5, depth: 10 },
  { bone: 'spine_01', forward: 2, up: 2, width: 13.5, depth: 9.5 },
  { bone: 'spine_02', forward: 3, up: 2, width: 12, depth: 9 },
  { bone: 'spine_03', forward: 4, up: 2, width: 12.8, depth: 9.8 },
  { bone: 'spine_04', forward: 5.5, up: 2, width: 14, depth: 10.5 },
  { bone: 'spine_05', forward: 5, up: 0, width: 14.5, depth: 10 },
  { bone: 'spine_05', forward: 3, up: 7, width: 12.5, depth: 8 },
  { bone: 'neck_01', forward: 1.5, up: 1, width: 6.5, depth: 5.5 },
] as const;

export interface TorsoRings {
  /** Rings that the skeleton has bones for. */
  readonly count: number;
  /** Points of all rings for a pose, x, y, z in component space (cm); the same array each time. */
  points(pose: Pose): Float64Array;
}

/** The trunk as rings that move with the spine. */
export function createTorsoRings(bones: readonly string[], rest: Pose): TorsoRings {
  const rings = RINGS.filter(({ bone }) => bones.includes(bone)).map(({ bone, ...ring }) => {
    const index = bones.indexOf(bone);
    const unrest = quat();
    conjugateQuat(unrest, rest.global[index]!);
    return { ...ring, index, unrest };
  });
  const points = new Float64Array(rings.length * RING_POINTS * 3);
  const turn = quat();
  const point = vec3();
  return {
    count: rings.length,
    points(pose) {
      for (const [at, { index, unrest, forward, up, width, depth }] of rings.entries()) {
        multiplyQuat(turn, pose.global[index]!, unrest);
        for (let i = 0; i < RING_POINTS; i++) {
          const angle = (i / RING_POINTS) * 2 * Math.PI;
          rotateVec(point, turn, vec3(Math.cos(angle) * width, forward + Math.sin(angle) * depth, up));
          addVec(point, point, pose.position[index]!);
          points.set(point, (at * RING_POINTS + i) * 3);
        }
      }
      return points;
    },
  };
}
