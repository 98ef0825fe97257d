import { type Quat, setQuat } from './quaternion.ts';
import { setVec, type Vec3 } from './vector.ts';

/*
 * Camera axes of the landmarks (x right in the picture, y down, z away from the camera; right-handed)
 * and Unreal's component space (x the character's left, y forward, z up; left-handed, cm): a performer
 * who faces the camera has the left hand on the picture's right, so x stays, forward is -z, up is -y.
 */

/** A direction or point in camera axes, in Unreal's axes, times `scale` (100 from metres to cm). */
export function cameraToComponent(out: Vec3, x: number, y: number, z: number, scale = 1): void {
  setVec(out, x * scale, -z * scale, -y * scale);
}

/** The reverse of {@link cameraToComponent}. */
export function componentToCamera(out: Vec3, p: Vec3, scale = 1): void {
  setVec(out, p[0]! * scale, -p[2]! * scale, -p[1]! * scale);
}

/**
 * A rotation given in right-handed axes (x right in the picture, y up, z towards the camera), as of the
 * canonical face model, in component space. The change of axes swaps y and z: a reflection, so the
 * rotation's sense reverses.
 */
export function uprightToComponent(out: Quat, q: Quat): void {
  setQuat(out, -q[0]!, -q[2]!, -q[1]!, q[3]!);
}
