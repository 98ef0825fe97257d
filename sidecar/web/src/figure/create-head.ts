import {
  BufferGeometry,
  type Color,
  DoubleSide,
  Float32BufferAttribute,
  Group,
  Mesh,
  MeshBasicMaterial,
  type MeshStandardMaterial,
  Quaternion,
  SphereGeometry,
  Vector3,
} from 'three';
import { conjugateQuat, multiplyQuat, quat } from '../../../src/skeleton/quaternion.ts';
import type { Pose } from '../../../src/skeleton/rig.ts';
import { type FacePoint, faceLines } from '../motion/face-lines.ts';
import { ribbon } from '../motion/ribbon.ts';
import { rotationToThree } from '../motion/to-three.ts';
import { toVector } from './create-limbs.ts';

/** Middle of the skull from the head's joint, and its half axes: metres, y up, z forward. */
const SKULL = { at: new Vector3(0, 0.08, 0.025), half: new Vector3(0.078, 0.112, 0.096) };
/** Width of the face's lines, share of the skull's half axes. */
const LINE = 0.055;
/** Lines lie this much before the skull, share of its depth. */
const LIFT = 0.02;

/** A skull with a face of lines: brows, lids, pupils, mouth, moved by the face values. */
export interface Head {
  readonly group: Group;
  /** @param face Face values by their names; null where no face was seen. */
  update(pose: Pose, face: ReadonlyMap<string, number> | null, colour: Color): void;
  dispose(): void;
}

export function createHead(bone: number, rest: Pose, material: MeshStandardMaterial): Head {
  const own = material.clone();
  const ink = new MeshBasicMaterial({ color: '#12161d', side: DoubleSide });
  const skull = new Mesh(new SphereGeometry(1, 32, 24), own);
  skull.scale.copy(SKULL.half);
  skull.position.copy(SKULL.at);
  const lines = new Map<string, Mesh>();
  const group = new Group();
  group.add(skull);

  const unrest = quat();
  conjugateQuat(unrest, rest.global[bone]!);
  const turn = quat();
  const numbers = [0, 0, 0, 1];
  return {
    group,
    update(pose, face, colour) {
      toVector(group.position, pose.position[bone]!);
      multiplyQuat(turn, pose.global[bone]!, unrest);
      rotationToThree(numbers, turn);
      group.quaternion.copy(new Quaternion().fromArray(numbers));
      own.color.copy(colour);
      for (const line of lines.values()) line.visible = face !== null;
      if (face === null) return;
      for (const [name, points] of faceLines(face)) {
        const line = lines.get(name) ?? addLine(group, ink, points.length);
        lines.set(name, line);
        const edges = ribbon(points, LINE).flatMap(onSkull);
        line.geometry.setAttribute('position', new Float32BufferAttribute(edges, 3));
      }
    },
    dispose() {
      for (const { geometry } of [skull, ...lines.values()]) geometry.dispose();
      own.dispose();
      ink.dispose();
    },
  };
}

function addLine(group: Group, ink: MeshBasicMaterial, points: number): Mesh {
  const geometry = new BufferGeometry();
  geometry.setIndex(
    Array.from({ length: points - 1 }, (_, i) => [
      2 * i,
      2 * i + 1,
      2 * i + 2,
      2 * i + 2,
      2 * i + 1,
      2 * i + 3,
    ]).flat(),
  );
  const line = new Mesh(geometry, ink);
  line.frustumCulled = false;
  group.add(line);
  return line;
}

/** The point of the skull's front at x, y (shares of the half axes), a hair before it. */
function onSkull([x, y]: FacePoint): [number, number, number] {
  const z = Math.sqrt(Math.max(0, 1 - x * x - y * y)) + LIFT;
  const { at, half } = SKULL;
  return [at.x + x * half.x, at.y + y * half.y, at.z + z * half.z];
}
