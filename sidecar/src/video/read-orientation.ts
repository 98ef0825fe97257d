import type { VideoInfo } from '../protocol/frame.ts';
import type { ContainerStream } from './read-container.ts';

/**
 * How a stored picture is made upright, from its display matrix. Other angles than right ones are left as stored;
 * so is a clip with the old `rotate` tag alone, which players do not heed either.
 */
export function readOrientation(
  sideData: ContainerStream['side_data_list'],
): Pick<VideoInfo, 'rotation' | 'mirrored'> {
  const found = sideData.find((data) => data.rotation !== undefined);
  // the matrix turns counter-clockwise
  const degrees = ((-Math.round(found?.rotation ?? 0) % 360) + 360) % 360;
  const rotation = degrees === 90 || degrees === 180 || degrees === 270 ? degrees : 0;
  // three lines of an address and three numbers: a, b, u; c, d, v; x, y, w
  const [a = 1, b = 0, , c = 0, d = 1] = (found?.displaymatrix ?? '')
    .split('\n')
    .flatMap((line) => line.split(':')[1]?.trim().split(/\s+/) ?? [])
    .map(Number);
  return { rotation, mirrored: a * d - b * c < 0 };
}
