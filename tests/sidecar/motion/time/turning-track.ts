import {
  createRotationTracks,
  type RotationTracks,
  readRotation,
  writeRotation,
} from '../../../../sidecar/src/motion/time/rotation-tracks.ts';
import { axisAngleQuat, type Quat, quat } from '../../../../sidecar/src/skeleton/quaternion.ts';
import { vec3 } from '../../../../sidecar/src/skeleton/vector.ts';

export function aboutZ(angle: number): Quat {
  const out = quat();
  axisAngleQuat(out, vec3(0, 0, 1), angle);
  return out;
}

export const angleOf = (q: Quat): number => 2 * Math.atan2(q[2]!, q[3]!);

/** One bone that turns about z by an angle a frame, radians. */
export function turningTrack(angles: readonly number[]): RotationTracks {
  const tracks = createRotationTracks(angles.length, 1);
  angles.forEach((angle, i) => {
    writeRotation(tracks, i, 0, aboutZ(angle));
  });
  return tracks;
}

export function angleAt(tracks: RotationTracks, frame: number): number {
  const out = quat();
  readRotation(out, tracks, frame, 0);
  return angleOf(out);
}

/** What {@link turningTrack} was made from. */
export const anglesOf = (tracks: RotationTracks): number[] =>
  Array.from({ length: tracks.frames }, (_, i) => angleAt(tracks, i));
