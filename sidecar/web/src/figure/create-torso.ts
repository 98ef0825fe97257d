import { BufferAttribute, BufferGeometry, type Color, Mesh, type MeshStandardMaterial } from 'three';
import type { Pose } from '../../../src/skeleton/rig.ts';
import { pointToThree } from '../motion/to-three.ts';
import { createTorsoRings, RING_POINTS } from '../motion/torso-rings.ts';

/** The trunk as one smooth shape over the spine. */
export interface Torso {
  readonly mesh: Mesh;
  update(pose: Pose, colour: Color): void;
  dispose(): void;
}

export function createTorso(bones: readonly string[], rest: Pose, material: MeshStandardMaterial): Torso {
  const rings = createTorsoRings(bones, rest);
  const own = material.clone();
  const geometry = new BufferGeometry();
  const position = new BufferAttribute(new Float32Array(rings.count * RING_POINTS * 3), 3);
  geometry.setAttribute('position', position);
  geometry.setIndex(faces(rings.count));
  const mesh = new Mesh(geometry, own);
  mesh.frustumCulled = false;
  return {
    mesh,
    update(pose, colour) {
      own.color.copy(colour);
      const points = rings.points(pose);
      for (let at = 0; at < points.length; at += 3)
        pointToThree(position.array, points.subarray(at, at + 3), at);
      position.needsUpdate = true;
      geometry.computeVertexNormals();
    },
    dispose() {
      geometry.dispose();
      own.dispose();
    },
  };
}

/** Two triangles between each point, its neighbour and the ring above; seen from outside they turn left. */
function faces(rings: number): number[] {
  const indices: number[] = [];
  for (let ring = 0; ring + 1 < rings; ring++) {
    for (let i = 0; i < RING_POINTS; i++) {
      const a = ring * RING_POINTS + i;
      const b = ring * RING_POINTS + ((i + 1) % RING_POINTS);
      indices.push(a, a + RING_POINTS, b, b, a + RING_POINTS, b + RING_POINTS);
    }
  }
  return indices;
}
