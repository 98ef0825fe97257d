import type { LandmarkFrame } from '../../protocol/landmarks.ts';
import type { Camera } from '../lift/view-ray.ts';

/** Bones of a hand as pairs of its landmarks: the fingers, then the palm's spokes and its edge. */
const FINGER_BONES = [1, 2, 3, 5, 6, 7, 9, 10, 11, 13, 14, 15, 17, 18, 19].map((k) => [k, k + 1] as const);
const PALM_BONES = [
  [0, 1],
  [0, 5],
  [0, 9],
  [0, 13],
  [0, 17],
  [1, 5],
  [5, 9],
  [9, 13],
  [13, 17],
] as const;
/** Half widths of a finger and of a palm's spoke, cm: those of an adult. */
const FINGER_RADIUS = 0.9;
const PALM_RADIUS = 1.5;
const HANDS = ['leftHand', 'rightHand'] as const;

/** Where hands lie in one frame's picture. Holds scratch: one for each clip. */
export interface HandCover {
  /** Reads a frame. @param pixels how many stand for a cm at the face. @returns whether there is any hand. */
  read(frame: LandmarkFrame, pixels: number): boolean;
  /** Whether a hand lies over a point, normalised to the picture. */
  covers(x: number, y: number): boolean;
}

/** Fingers and palms as round-ended strips over the picture. */
export function createHandCover(camera: Camera): HandCover {
  /** Five numbers a strip: both ends in pixels, half its width. */
  const strips: number[] = [];
  /** What holds them all, pixels: most points of a face lie outside. */
  const box = { left: 0, top: 0, right: 0, bottom: 0 };
  const add = (a: readonly number[], b: readonly number[], radius: number): void => {
    const ax = a[0]! * camera.width;
    const ay = a[1]! * camera.height;
    const bx = b[0]! * camera.width;
    const by = b[1]! * camera.height;
    strips.push(ax, ay, bx, by, radius);
    box.left = Math.min(box.left, ax - radius, bx - radius);
    box.right = Math.max(box.right, ax + radius, bx + radius);
    box.top = Math.min(box.top, ay - radius, by - radius);
    box.bottom = Math.max(box.bottom, ay + radius, by + radius);
  };

  return {
    read: (frame, pixels) => {
      strips.length = 0;
      box.left = box.top = Number.POSITIVE_INFINITY;
      box.right = box.bottom = Number.NEGATIVE_INFINITY;
      for (const hand of HANDS) {
        const points = frame[hand];
        if (points === null) continue;
        for (const [a, b] of FINGER_BONES) add(points[a]!, points[b]!, FINGER_RADIUS * pixels);
        for (const [a, b] of PALM_BONES) add(points[a]!, points[b]!, PALM_RADIUS * pixels);
      }
      return strips.length > 0;
    },
    covers: (x, y) => {
      const px = x * camera.width;
      const py = y * camera.height;
      if (px < box.left || px > box.right || py < box.top || py > box.bottom) return false;
      for (let at = 0; at < strips.length; at += 5) if (inStrip(strips, at, px, py)) return true;
      return false;
    },
  };
}

function inStrip(strips: readonly number[], at: number, x: number, y: number): boolean {
  const ax = strips[at]!;
  const ay = strips[at + 1]!;
  const dx = strips[at + 2]! - ax;
  const dy = strips[at + 3]! - ay;
  const length = dx * dx + dy * dy;
  const t = length > 0 ? Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / length)) : 0;
  const right = x - ax - t * dx;
  const down = y - ay - t * dy;
  return right * right + down * down <= strips[at + 4]! * strips[at + 4]!;
}
