/** Angles between the face's forward and the camera, radians, from which the far half is seen less, then not. */
const HALF_TURNED = 0.3;
const FULLY_TURNED = 0.75;

/** How far a face is turned from the camera: 0 while both halves are seen alike, 1 when the far one is not. */
export function turnedAway(yaw: number): number {
  return Math.min(1, Math.max(0, (Math.abs(yaw) - HALF_TURNED) / (FULLY_TURNED - HALF_TURNED)));
}
