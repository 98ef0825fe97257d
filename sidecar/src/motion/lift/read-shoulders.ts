import { quat, rotateVec, setQuat } from '../../skeleton/quaternion.ts';
import { vec3 } from '../../skeleton/vector.ts';
import { type ClipStore, HAS, ROW } from '../clip/clip-store.ts';
import { HIP, SHOULDER } from '../clip/landmark-points.ts';
import { FACE_SAMPLE } from '../face/face-sampler.ts';
import type { Camera } from './view-ray.ts';

/** From the neck's base to where the head sits on it, cm of an adult: half of what it tilts by is the chest's, half the head's. */
const NECK = 12;
/** From the shoulders' line to there, along which the line's own tilt is told from the neck's. */
const OVER_LINE = 11;
/** A trunk that bends sideways tilts the shoulders further than the line from hips to shoulders: as many times. */
const BEND = 1.5;
/** Shoulders that look nearer to each other than this, cm, are seen from the side or from behind. */
const LEAST_BREADTH = 12;

/** How the shoulders lie against neck and hips in the picture; cm of the canonical face, radians. */
export interface ShoulderView {
  /** How far the neck's base is over the middle of the shoulders. */
  over: number;
  /** How much further the left shoulder is up than the right one by the neck, and by the hips. */
  byNeck: number;
  byHips: number;
  /** From shoulder to shoulder. */
  breadth: number;
}

/** Reads a frame; false where it does not tell. */
export type ShoulderReader = (out: ShoulderView, frame: number) => boolean;

/** In the picture alone, where a shrug shows; the face tells the size, for the body's changes with a shrug. */
export function createShoulderReader(clip: ClipStore, camera: Camera): ShoulderReader {
  const head = quat();
  const up = vec3();

  return (out, frame) => {
    const told = HAS.pose | HAS.face;
    if ((clip.has(frame) & told) !== told) return false;
    const values = clip.values(frame);
    const row = clip.rowOf(frame);
    const face = row + ROW.face;
    const pixels = values[face + FACE_SAMPLE.pixels]!;
    const x = (point: number): number =>
      ((values[row + ROW.pose + point * 3]! - 0.5) * camera.width) / pixels;
    const y = (point: number): number =>
      ((0.5 - values[row + ROW.pose + point * 3 + 1]!) * camera.height) / pixels;
    const breadth = Math.hypot(x(SHOULDER.l) - x(SHOULDER.r), y(SHOULDER.l) - y(SHOULDER.r));
    const across = (x(SHOULDER.l) - x(SHOULDER.r)) / breadth;
    const tilt = (y(SHOULDER.l) - y(SHOULDER.r)) / breadth;
    if (!(across * breadth >= LEAST_BREADTH)) return false;
    const middleX = (x(SHOULDER.l) + x(SHOULDER.r)) / 2;
    const middleY = (y(SHOULDER.l) + y(SHOULDER.r)) / 2;
    const at = face + FACE_SAMPLE.head;
    setQuat(head, values[at]!, values[at + 1]!, values[at + 2]!, values[at + 3]!);
    rotateVec(up, head, vec3(0, 0, 1));
    // the neck's base: below the skull by a neck that bends evenly between chest and head
    const baseX = values[face + FACE_SAMPLE.skull]! / pixels - middleX - (NECK * (up[0]! - tilt)) / 2;
    const baseY = values[face + FACE_SAMPLE.skull + 1]! / pixels - middleY - (NECK * (up[2]! + across)) / 2;
    out.over = baseY * across - baseX * tilt;
    out.byNeck = (baseX * across + baseY * tilt) / OVER_LINE;
    const chordX = middleX - (x(HIP.l) + x(HIP.r)) / 2;
    const chordY = middleY - (y(HIP.l) + y(HIP.r)) / 2;
    out.byHips = Math.atan2(tilt, across) + BEND * Math.atan2(chordX, chordY);
    out.breadth = breadth;
    return true;
  };
}
