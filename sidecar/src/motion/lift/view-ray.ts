import { betweenQuat, type Quat } from '../../skeleton/quaternion.ts';
import { normalizeVec, setVec, vec3 } from '../../skeleton/vector.ts';

export interface Camera {
  readonly width: number;
  readonly height: number;
  /** Pixels. */
  readonly focal: number;
}

/** Field of view over the picture's shorter side when it is not given: a phone's main camera, a webcam. */
export const DEFAULT_FOV_DEGREES = 38;

/** Focal length in pixels. @param fovDegrees over the shorter side of the picture. */
export function focalPixels(picture: { width: number; height: number }, fovDegrees: number): number {
  return Math.min(picture.width, picture.height) / 2 / Math.tan((fovDegrees * Math.PI) / 360);
}

/**
 * The turn from the optical axis to the ray through a pixel, component axes (the camera looks along -y).
 * The networks see crops: what they call "towards the camera" is along the ray to the crop, not the axis.
 *
 * @param x pixels right of the optical axis. @param y pixels above it.
 */
export type RayTurn = (out: Quat, x: number, y: number) => void;

export function createRayTurn(focal: number): RayTurn {
  const axis = vec3(0, -1, 0);
  const ray = vec3();
  return (out, x, y) => {
    setVec(ray, x, -focal, y);
    normalizeVec(ray, ray);
    betweenQuat(out, axis, ray);
  };
}
