import {
  type Color,
  CylinderGeometry,
  Group,
  InstancedMesh,
  type Material,
  Matrix4,
  Quaternion,
  SphereGeometry,
  Vector3,
} from 'three';
import type { Pose } from '../../../src/skeleton/rig.ts';
import { vec3 } from '../../../src/skeleton/vector.ts';
import type { Clip } from '../motion/create-clip.ts';
import { limbEnds, listLimbs } from '../motion/list-limbs.ts';
import { pointToThree } from '../motion/to-three.ts';

const METRES = 0.01;
const UP = new Vector3(0, 1, 0);
const UNTURNED = new Quaternion();

/** The capsules of a skeleton's bones. */
export interface Limbs {
  readonly group: Group;
  /** @param colour Of a bone by its index. */
  update(pose: Pose, colour: (bone: number) => Color): void;
  dispose(): void;
}

/** A rod for each limb and a ball for each of its ends: two draw calls, whatever the skeleton. */
export function createLimbs(clip: Clip, material: Material): Limbs {
  const limbs = listLimbs(clip);
  const rods = new InstancedMesh(new CylinderGeometry(1, 1, 1, 14, 1, true), material, limbs.length);
  const balls = new InstancedMesh(new SphereGeometry(1, 14, 10), material, limbs.length * 2);
  const group = new Group();
  group.add(rods, balls);
  for (const mesh of [rods, balls]) mesh.frustumCulled = false;

  const ends = [vec3(), vec3()] as const;
  const [start, end, middle, scale] = [new Vector3(), new Vector3(), new Vector3(), new Vector3()];
  const turn = new Quaternion();
  const matrix = new Matrix4();

  return {
    group,
    update(pose, colour) {
      for (const [i, limb] of limbs.entries()) {
        limbEnds(...ends, { pose, limb });
        toVector(start, ends[0]);
        toVector(end, ends[1]);
        const radius = limb.radius * METRES;
        const length = Math.max(start.distanceTo(end), 1e-6);
        turn.setFromUnitVectors(UP, middle.subVectors(end, start).divideScalar(length));
        middle.addVectors(start, end).multiplyScalar(0.5);
        rods.setMatrixAt(i, matrix.compose(middle, turn, scale.set(radius, length, radius)));
        scale.setScalar(radius);
        balls.setMatrixAt(2 * i, matrix.compose(start, UNTURNED, scale));
        balls.setMatrixAt(2 * i + 1, matrix.compose(end, UNTURNED, scale));
        const tint = colour(limb.from);
        rods.setColorAt(i, tint);
        balls.setColorAt(2 * i, tint);
        balls.setColorAt(2 * i + 1, tint);
      }
      for (const mesh of [rods, balls]) {
        mesh.instanceMatrix.needsUpdate = true;
        if (mesh.instanceColor) mesh.instanceColor.needsUpdate = true;
      }
    },
    dispose() {
      for (const mesh of [rods, balls]) {
        mesh.geometry.dispose();
        mesh.dispose();
      }
    },
  };
}

const numbers = [0, 0, 0];

export function toVector(out: Vector3, point: ArrayLike<number>): void {
  pointToThree(numbers, point);
  out.fromArray(numbers);
}
