import type { FaceCalibration } from '../../protocol/calibration.ts';
import { passShare } from '../time/one-euro.ts';
import { createFaceReader, type FaceReader } from './face-reader.ts';

/** Cut-off with which newly learnt measures of a face are taken over, Hz: nine tenths in a second and a quarter. */
const HERTZ = 0.3;
/** Of what was left to take over, so little that the rest is taken at once. */
const SETTLED = 0.002;

/**
 * The reader for a frame of a stream.
 *
 * @param learnt what is known of the performer's face by now; another object each time it is learnt anew, null while no
 *   face was seen. @param now the frame's time, seconds, rising from call to call.
 */
export type FaceFollower = (learnt: FaceCalibration | null, now: number) => FaceReader;

/**
 * Follows what a stream learns of its performer's face without a jump: what rests, trembles and ranges how far glides
 * from what was known to what is, and the values with it. The first that is known is taken at once.
 */
export function createFaceFollower(): FaceFollower {
  let goal: FaceCalibration | null = null;
  let held: FaceCalibration | null = null;
  let reader = createFaceReader(null);
  let left = 0;
  let last = 0;
  const hold = (face: FaceCalibration | null): void => {
    held = face;
    reader = createFaceReader(face);
  };

  return (learnt, now) => {
    const share = passShare(HERTZ, now - last);
    last = now;
    if (learnt !== goal) left = 1;
    goal = learnt;
    if (held === goal) return reader;
    left *= 1 - share;
    hold(held === null || goal === null || left < SETTLED ? goal : mixTree(held, goal, share));
    return reader;
  };
}

/** Numbers of two trees of the same shape, mixed; where one has nothing, the second's. @param share of the second. */
function mixTree<T>(a: T, b: T, share: number): T {
  if (typeof a === 'number' && typeof b === 'number') return (a + (b - a) * share) as T;
  if (Array.isArray(a) && Array.isArray(b)) return b.map((value, k) => mixTree(a[k], value, share)) as T;
  if (!isTree(a) || !isTree(b)) return b;
  return Object.fromEntries(
    Object.entries(b).map(([key, value]) => [key, mixTree(a[key], value, share)]),
  ) as T;
}

function isTree(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
