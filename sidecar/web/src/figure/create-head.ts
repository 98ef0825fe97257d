import {
  BufferGeometry,
  type Color,
  Float32BufferAttribute,
  Group,
  Line,
  LineBasicMaterial,
  Mesh,
  type MeshStandardMaterial,
  Quaternion,
  SphereGeometry,
  Vector3,
} from 'three';
import { multiplyQuat, quat } from '../../../src/skeleton/quaternion.ts';
import type { Pose } from '../../../src/skeleton/rig.ts';
import { faceLines } from '../motion/face-lines.ts';
import { rotationToThree } from '../motion/to-three.ts';
import { toVector } from './create-limbs.ts';

/** Middle of the skull from the head's joint, and its half axes: metres, y up, z forward. */
const SKULL = { at: new Vector3(0, 0.085, 0.025), half: new Vector3(0.075, 0.112, 0.095) };

/** A skull with a face of lines: brows, lids, mouth, moved by the face values. */
export interface Head {
  readonly group: Group;
  /** @param face Face values by their names; null where no face was seen. */
  update(pose: Pose, face: ReadonlyMap<string, number> | null, colour: Color): void;
  dispose(): void;
}

export function createHead(bone: number, rest: Pose, material: MeshStandardMaterial): Head {
  const own = material.clone();
  const skull = new Mesh(new SphereGeometry(1, 28, 20), own);
  skull.scale.copy(SKULL.half);
  skull.position.copy(SKULL.at);
  const ink = new LineBasicMaterial({ color: '#12161d' });
  const lines = new Map<string, Line>();
  const group = new Group();
  group.add(skull);

  const unrest = quat(...inverse(rest.global[bone]!));
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
        const line = lines.get(name) ?? addLine(group, ink);
        lines.set(name, line);
        const onSkull = points.flatMap(([x, y]) => onSurface(x, y));
        line.geometry.setAttribute('position', new Float32BufferAttribute(onSkull, 3));
      }
    },
    dispose() {
      skull.geometry.dispose();
      own.dispose();
      ink.dispose();
      for (const line of lines.values()) line.geometry.dispose();
    },
  };
}

function addLine(group: Group, ink: LineBasicMaterial): Line {
  const line = new Line(new BufferGeometry(), ink);
  line.frustumCulled = false;
  group.add(line);
  return line;
}

/** The point of the skull's front at x, y (shares of the half axes), a hair before it. */
function onSurface(x: number, y: number): [number, number, number] {
  const z = Math.sqrt(Math.max(0, 1 - x * x - y * y)) + 0.02;
  const { at, half } = SKULL;
  return [at.x + x * half.x, at.y + y * half.y, at.z + z * half.z];
}

function inverse([x = 0, y = 0, z = 0, w = 1]: ArrayLike<number> & Iterable<number>): [
  number,
  number,
  number,
  number,
] {
  return [-x, -y, -z, w];
}
