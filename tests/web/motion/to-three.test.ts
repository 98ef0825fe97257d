import fc from 'fast-check';
import { Quaternion, Vector3 } from 'three';
import { describe, expect, test } from 'vitest';
import { metahumanSkeleton } from '../../../sidecar/src/skeleton/metahuman-skeleton.ts';
import { normalizeQuat, quat, rotateVec } from '../../../sidecar/src/skeleton/quaternion.ts';
import { createPose, createRig, forwardKinematics } from '../../../sidecar/src/skeleton/rig.ts';
import { vec3 } from '../../../sidecar/src/skeleton/vector.ts';
import { pointToThree, rotationToThree } from '../../../sidecar/web/src/motion/to-three.ts';

function point(x: number, y: number, z: number): number[] {
  const out = [0, 0, 0];
  pointToThree(out, [x, y, z]);
  return out;
}

describe('from Unreal to three.js', () => {
  test('the left stays the left, forward is towards the viewer, up is up, cm are metres', () => {
    expect(point(100, 0, 0)).toEqual([1, 0, 0]);
    expect(point(0, 100, 0)).toEqual([0, 0, 1]);
    expect(point(0, 0, 100)).toEqual([0, 1, 0]);
    expect(point(25, -50, 175)).toEqual([0.25, 1.75, -0.5]);
  });

  test('a quarter turn about Unreal’s up takes the left hand to the front in both', () => {
    const half = Math.SQRT1_2;
    const turned = vec3();
    // left-handed: +X goes to +Y, the left hand comes to the front
    rotateVec(turned, quat(0, 0, half, half), vec3(100, 0, 0));
    expect([...turned].map((v) => Math.round(v * 1e9) / 1e9 + 0)).toEqual([0, 100, 0]);
    const q = [0, 0, 0, 0];
    rotationToThree(q, [0, 0, half, half]);
    expect(q.map((v) => v + 0)).toEqual([0, -half, 0, half]);
    const inThree = new Vector3(1, 0, 0).applyQuaternion(
      new Quaternion(...(q as [number, number, number, number])),
    );
    expect(inThree.distanceTo(new Vector3(0, 0, 1))).toBeLessThan(1e-12);
  });

  test('turning and then changing the space is changing the space and then turning', () => {
    const part = fc.double({ min: -1, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.tuple(part, part, part, part), fc.tuple(part, part, part), (q, p) => {
        fc.pre(Math.hypot(...q) > 0.01);
        const turn = quat();
        normalizeQuat(turn, Float64Array.from(q));
        const turned = vec3();
        rotateVec(turned, turn, Float64Array.from(p));
        const there = new Vector3(...point(turned[0]!, turned[1]!, turned[2]!));
        const numbers = [0, 0, 0, 1];
        rotationToThree(numbers, turn);
        const first = new Vector3(...point(...p)).applyQuaternion(new Quaternion().fromArray(numbers));
        expect(first.distanceTo(there)).toBeLessThan(1e-9);
      }),
    );
  });

  test('a MetaHuman in its reference pose faces the viewer with its left hand at the viewer’s right', () => {
    const rig = createRig(metahumanSkeleton('f_med_nrw'));
    const pose = createPose(rig);
    forwardKinematics(rig, pose);
    const at = (bone: keyof typeof rig.bone) =>
      new Vector3(...point(...([...pose.position[rig.bone[bone]]!] as [number, number, number])));
    expect(at('hand_l').x).toBeGreaterThan(0.3);
    expect(at('hand_r').x).toBeLessThan(-0.3);
    expect(at('head').y).toBeGreaterThan(1.4);
    const left = at('hand_l').sub(at('hand_r')).normalize();
    const up = at('head').sub(at('pelvis')).normalize();
    const facing = at('ball_l').sub(at('foot_l')).setY(0).normalize();
    // three.js is right-handed: left × up = towards where it faces; a mirrored figure would give the reverse
    expect(new Vector3().crossVectors(left, up).dot(facing)).toBeGreaterThan(0.9);
    expect(facing.z).toBeGreaterThan(0.9);
  });
});
