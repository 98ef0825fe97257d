import { multiplyQuat, quat, relativeQuat, setQuat, twistAboutX } from '../../skeleton/quaternion.ts';
import type { Rig } from '../../skeleton/rig.ts';
import { type RotationTracks, readRotation, writeRotation } from './rotation-tracks.ts';
import type { TimeFilter } from './time-filter.ts';

/** Cut-off with which a limb's roll reaches from frames that tell it into frames that do not, Hz. */
const REACH_HERTZ = 0.6;
/** Pull of the roll at rest where no frame nearby tells it. */
const REST_PULL = 0.02;

/**
 * A straight arm or leg does not show its roll: there the upper bone takes the roll of the frames around it
 * that show theirs, and the lower bone turns back by as much, so that everything below stays as it was.
 *
 * @param told how far each frame's limb told its roll, 0 to 1.
 */
export function settleLimbRoll(
  tracks: RotationTracks,
  rig: Rig,
  { upper, lower, told }: { upper: number; lower: number; told: Float32Array },
  filter: TimeFilter,
): void {
  const { frames } = tracks;
  const rolls = new Float32Array(frames);
  const reached = new Float32Array(frames * 2);
  const turn = quat();
  const local = quat();
  for (let i = 0; i < frames; i++) {
    readRotation(local, tracks, i, upper);
    relativeQuat(turn, rig.rotations[upper]!, local);
    rolls[i] = twistAboutX(turn);
    reached[i * 2] = Math.cos(rolls[i]!) * told[i]!;
    reached[i * 2 + 1] = Math.sin(rolls[i]!) * told[i]!;
  }
  filter.numbers(`roll ${upper}`, reached, { stride: 2, offsets: [0, 1] }, REACH_HERTZ);
  for (let i = 0; i < frames; i++) {
    const own = told[i]!;
    const cosine = own * Math.cos(rolls[i]!) + (1 - own) * (reached[i * 2]! + REST_PULL);
    const sine = own * Math.sin(rolls[i]!) + (1 - own) * reached[i * 2 + 1]!;
    const half = (Math.atan2(sine, cosine) - rolls[i]!) / 2;
    setQuat(turn, Math.sin(half), 0, 0, Math.cos(half));
    readRotation(local, tracks, i, upper);
    multiplyQuat(local, local, turn);
    writeRotation(tracks, i, upper, local);
    setQuat(turn, -turn[0]!, 0, 0, turn[3]!);
    readRotation(local, tracks, i, lower);
    multiplyQuat(local, turn, local);
    writeRotation(tracks, i, lower, local);
  }
}
