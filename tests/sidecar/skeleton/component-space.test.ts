import { describe, expect, it } from 'vitest';
import {
  cameraToComponent,
  componentToCamera,
  uprightToComponent,
} from '../../../sidecar/src/skeleton/component-space.ts';
import { axisAngleQuat, quat, rotateVec } from '../../../sidecar/src/skeleton/quaternion.ts';
import { vec3 } from '../../../sidecar/src/skeleton/vector.ts';

describe('camera axes and component space', () => {
  it('puts the left hand of a performer who faces the camera at +X, up at +Z, towards the camera at +Y', () => {
    const out = vec3();
    cameraToComponent(out, 0.4, -0.2, -0.1, 100);
    expect([...out]).toEqual([40, 10, 20]);
    componentToCamera(out, out, 0.01);
    expect([...out].map((v) => Number(v.toFixed(12)))).toEqual([0.4, -0.2, -0.1]);
  });

  it('keeps the sense of a nod, a shake and a tilt of the head', () => {
    const upright = quat();
    const turn = quat();
    const face = vec3();
    // Looking up: about the picture's x axis, the face (z) turns towards up (y) by a negative angle.
    axisAngleQuat(upright, vec3(1, 0, 0), -0.5);
    uprightToComponent(turn, upright);
    rotateVec(face, turn, vec3(0, 1, 0));
    expect(face[2]).toBeCloseTo(Math.sin(0.5), 12);
    // Towards the performer's left: the face turns to the picture's right.
    axisAngleQuat(upright, vec3(0, 1, 0), 0.5);
    uprightToComponent(turn, upright);
    rotateVec(face, turn, vec3(0, 1, 0));
    expect(face[0]).toBeCloseTo(Math.sin(0.5), 12);
    // Ear to the performer's left shoulder: the top of the head goes left.
    axisAngleQuat(upright, vec3(0, 0, 1), -0.5);
    uprightToComponent(turn, upright);
    rotateVec(face, turn, vec3(0, 0, 1));
    expect(face[0]).toBeCloseTo(Math.sin(0.5), 12);
  });
});
