import { HAND_LANDMARKS } from '../../protocol/landmarks.ts';
import { FINGERS, type Side } from '../../skeleton/body-bones.ts';
import { type Quat, rotateVec, unrotateVec } from '../../skeleton/quaternion.ts';
import { addScaledVec, addVec, distanceVec, mixVec, setVec, type Vec3, vec3 } from '../../skeleton/vector.ts';
import { type ClipStore, ROW } from '../clip/clip-store.ts';
import { DIGIT_ROOT, HAND_WRIST, WRIST } from '../clip/landmark-points.ts';
import type { Joints, LiftedHand } from '../lift/joints.ts';
import type { Camera } from '../lift/view-ray.ts';
import { FINGER_RADIUS, PALM_RADIUS, THUMB_RADIUS, USUAL_PALM } from './body-surface.ts';
import type { Digit, HandPart } from './contact-pairs.ts';

/** The palm's middle lies between these hand landmarks; it follows them in a placed hand's points. */
const PALM_CORNERS = [HAND_WRIST, DIGIT_ROOT.index, DIGIT_ROOT.middle, DIGIT_ROOT.pinky] as const;
export const PALM_MIDDLE = HAND_LANDMARKS;
/** The middle lines of a palm's flesh, by hand landmark: its metacarpals. */
export const PALM_LINES = [
  ...FINGERS.map((finger) => [HAND_WRIST, DIGIT_ROOT[finger]] as const),
  [DIGIT_ROOT.thumb, DIGIT_ROOT.thumb + 1] as const,
];

/** A hand's points from the camera, cm of the performer: by hand landmark, then the palm's middle. */
export interface PlacedHand {
  /** Camera's axes: right, towards the camera, up. */
  readonly seen: readonly Vec3[];
  /** Character's axes. */
  readonly points: readonly Vec3[];
  /** By point, 1 where it lies within the picture: beyond its edge the tracker makes points up. */
  readonly inPicture: Uint8Array;
  /** Size of the hand over that of the hand whose flesh is known. */
  size: number;
}

/** What places the hands of a frame; joints in the character's axes about the hips, cm of the performer. */
export interface WristView {
  readonly frame: number;
  readonly joints: Joints;
  /** Middle of the hips from the camera, character's axes, cm. */
  readonly hips: Vec3;
  /** From the camera's axes to the character's. */
  readonly turn: Quat;
}

export function createPlacedHand(): PlacedHand {
  const points = () => Array.from({ length: PALM_MIDDLE + 1 }, () => vec3());
  return {
    seen: points(),
    points: points(),
    inPicture: new Uint8Array(PALM_MIDDLE + 1),
    size: 1,
  };
}

/** Index of a digit's tip among the hand landmarks. */
export function tipOf(digit: Digit): number {
  return DIGIT_ROOT[digit] + FINGERS.length - 1;
}

/** Index of a part among the points of a placed hand. */
export function pointOf(part: HandPart): number {
  return part === 'palm' ? PALM_MIDDLE : tipOf(part);
}

/** Size of a hand over that of the hand whose flesh is known, by its palm. */
export function sizeOf({ world }: LiftedHand): number {
  return distanceVec(world[HAND_WRIST]!, world[DIGIT_ROOT.middle]!) / USUAL_PALM;
}

/** Half thickness of a part of that hand, cm. */
export function radiusOf(part: HandPart): number {
  if (part === 'palm') return PALM_RADIUS;
  return part === 'thumb' ? THUMB_RADIUS : FINGER_RADIUS;
}

/**
 * Places a hand's points about the camera: on the picture's rays, the wrist at the distance of the body's wrist.
 */
export function createHandPlacer(
  clip: ClipStore,
  camera: Camera,
): (out: PlacedHand, view: WristView, side: Side) => void {
  const wrist = vec3();
  const relative = vec3();

  return (out, { frame, joints, hips, turn }, side) => {
    const start = clip.rowOf(frame) + ROW.hand[side];
    const values = clip.values(frame);
    addVec(wrist, joints.body[WRIST[side]]!, hips);
    unrotateVec(wrist, turn, wrist);
    const { picture, world } = joints.hand[side];
    for (let k = 0; k < HAND_LANDMARKS; k++) {
      mixVec(relative, picture[k]!, world[k]!, 0.5);
      unrotateVec(relative, turn, relative);
      const depth = -wrist[1]! - relative[1]!;
      const x = (values[start + k * 3]! - 0.5) * camera.width;
      const y = (0.5 - values[start + k * 3 + 1]!) * camera.height;
      out.inPicture[k] = Math.abs(x) <= camera.width / 2 && Math.abs(y) <= camera.height / 2 ? 1 : 0;
      setVec(out.seen[k]!, (x * depth) / camera.focal, -depth, (y * depth) / camera.focal);
    }
    const middle = out.seen[PALM_MIDDLE]!;
    setVec(middle, 0, 0, 0);
    for (const k of PALM_CORNERS) addScaledVec(middle, middle, out.seen[k]!, 1 / PALM_CORNERS.length);
    out.inPicture[PALM_MIDDLE] = PALM_CORNERS.every((k) => out.inPicture[k] === 1) ? 1 : 0;
    for (let k = 0; k < out.points.length; k++) rotateVec(out.points[k]!, turn, out.seen[k]!);
    out.size = sizeOf(joints.hand[side]);
  };
}
