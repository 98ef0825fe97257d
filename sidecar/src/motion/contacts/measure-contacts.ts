import { HAND_LANDMARKS } from '../../protocol/landmarks.ts';
import { SIDES, type Side } from '../../skeleton/body-bones.ts';
import { type Quat, rotateVec, unrotateVec } from '../../skeleton/quaternion.ts';
import {
  addScaledVec,
  addVec,
  distanceVec,
  dotVec,
  lengthOf,
  mixVec,
  scaleVec,
  setVec,
  type Vec3,
  vec3,
} from '../../skeleton/vector.ts';
import { type ClipStore, ROW } from '../clip/clip-store.ts';
import { DIGIT_ROOT, HAND_WRIST, HIP, NOSE, SHOULDER, WRIST } from '../clip/landmark-points.ts';
import { HAND, type Region } from '../clip/regions.ts';
import type { Joints, LiftedHand } from '../lift/joints.ts';
import type { Camera } from '../lift/view-ray.ts';
import {
  createSurface,
  FINGER_RADIUS,
  gapsTo,
  layHead,
  layTrunk,
  PALM_RADIUS,
  type Surface,
  THUMB_RADIUS,
  USUAL_PALM,
} from './body-surface.ts';
import { CONTACT_PAIRS, type ContactPair, type Digit, type HandPart } from './contact-pairs.ts';
import { createSegmentMeter } from './segments.ts';

/**
 * What a centimetre of depth counts between parts that one camera places apart, whose depth is a guess: between
 * two hands, and between a hand and the body behind it, before which hands move all the time.
 */
const DEPTH_BETWEEN_HANDS = 0.2;
const DEPTH_BEFORE_BODY = 0.5;
/** A fingertip that is not nearest to the other cannot begin to touch it, only go on, cm. */
const NOT_NEAREST = 0.5;
/** Hands whose wrists are further apart than this do not touch, cm. */
const OUT_OF_REACH = 50;
/** Cosine between the palms' normals below which they face each other. */
const FACING = -0.3;
/** Palms that do not face each other cannot begin to touch, only go on, cm. */
const NOT_FACING = 3;
/** The palm's middle lies between these hand landmarks; it follows them in a placed hand's points. */
const PALM_CORNERS = [HAND_WRIST, DIGIT_ROOT.index, DIGIT_ROOT.middle, DIGIT_ROOT.pinky] as const;
const PALM_MIDDLE = HAND_LANDMARKS;
/** Above a trunk's shoulders and below its hips nothing touches it, cm. */
const TRUNK_MARGIN = 2;

/** What is known of a frame; joints in the character's axes about the hips, cm of the performer. */
export interface ContactView {
  readonly frame: number;
  readonly joints: Joints;
  /** The head's turn from facing forward. */
  readonly head: Quat;
  /** Middle of the hips from the camera, character's axes, cm. */
  readonly hips: Vec3;
  /** From the camera's axes to the character's. */
  readonly turn: Quat;
  readonly sees: (region: Region) => boolean;
}

/** Writes the gap of every pair of `CONTACT_PAIRS` from `at`, cm; NaN where an end is not seen. */
export type ContactMeter = (out: Float32Array, at: number, view: ContactView) => void;

/** A hand's points about the camera; `flat` with little depth, to be compared with other parts. */
interface PlacedHand {
  /** By hand landmark, then the palm's middle. */
  readonly points: readonly Vec3[];
  readonly flat: readonly Vec3[];
  readonly palmNormal: Vec3;
  /** Size of the hand over that of the hand whose flesh is known. */
  size: number;
}

/**
 * Gaps between the surfaces of parts, from picture and depth together: within a hand the mean of what the
 * picture, its depth and the metric points say; between parts mostly what the picture says, where they lie
 * across the view exactly and along it only roughly.
 */
export function createContactMeter(clip: ClipStore, camera: Camera): ContactMeter {
  const hands = { l: createPlacedHand(), r: createPlacedHand() };
  const place = createHandPlacer(clip, camera);
  const within = createDigitMeter();
  const segments = createSegmentMeter();
  const face = createSurface();
  const trunk = createSurface();
  const nose = vec3();
  const local = vec3();
  let trunkHalf = 0;
  let handsFar = false;

  const layBody = ({ joints: { body }, head, hips }: ContactView): void => {
    addVec(nose, body[NOSE]!, hips);
    layHead(face, nose, head);
    trunkHalf = layTrunk(trunk, {
      shoulders: [body[SHOULDER.l]!, body[SHOULDER.r]!],
      hips: [body[HIP.l]!, body[HIP.r]!],
    });
    addVec(trunk.middle, trunk.middle, hips);
  };
  const between = (a: HandPart, b: HandPart): number => {
    const { l, r } = hands;
    if (a === 'palm' || b === 'palm') {
      const apart = distanceVec(l.flat[PALM_MIDDLE]!, r.flat[PALM_MIDDLE]!);
      const gap = apart - (l.size + r.size) * PALM_RADIUS;
      return dotVec(l.palmNormal, r.palmNormal) > FACING ? Math.max(gap, NOT_FACING) : gap;
    }
    const [i, j] = [tipOf(a), tipOf(b)];
    const apart = segments.distance(l.flat[i - 1]!, l.flat[i]!, r.flat[j - 1]!, r.flat[j]!);
    return apart - radiusOf(a) * l.size - radiusOf(b) * r.size;
  };
  const toSurface = (surface: Surface, part: HandPart, side: Side): number => {
    const { points, size } = hands[side];
    const point = points[part === 'palm' ? PALM_MIDDLE : tipOf(part)]!;
    const [across, before] = gapsTo(surface, point, local);
    if (surface === trunk && Math.abs(local[2]!) > trunkHalf + TRUNK_MARGIN) return Number.POSITIVE_INFINITY;
    return lengthOf(across, before * DEPTH_BEFORE_BODY) - radiusOf(part) * size;
  };
  const gapOf = ({ kind, a, b }: ContactPair, view: ContactView): number => {
    if (!view.sees(HAND[a.side]) || ('side' in b && !view.sees(HAND[b.side]))) return Number.NaN;
    if (kind === 'handFace' || kind === 'handTorso') {
      if (b.part === 'face' && !view.sees('head')) return Number.NaN;
      return toSurface(b.part === 'face' ? face : trunk, a.part, a.side);
    }
    if (kind === 'fingerThumb') return within(view.joints.hand[b.side], b.part);
    return handsFar ? Number.POSITIVE_INFINITY : between(a.part, b.part);
  };

  return (out, at, view) => {
    if (!view.sees('body')) {
      out.fill(Number.NaN, at, at + CONTACT_PAIRS.length);
      return;
    }
    layBody(view);
    for (const side of SIDES) if (view.sees(HAND[side])) place(hands[side], view, side);
    handsFar = distanceVec(hands.l.flat[HAND_WRIST]!, hands.r.flat[HAND_WRIST]!) > OUT_OF_REACH;
    CONTACT_PAIRS.forEach((pair, k) => {
      out[at + k] = gapOf(pair, view);
    });
    if (!handsFar) preferNearest(out, at);
  };
}

/** Where hands meet many tips come near each other; the touch is between those that are nearest both ways. */
function preferNearest(out: Float32Array, at: number): void {
  const second = TIP_RIVALS.filter(({ column, rivals }) =>
    rivals.some((other) => out[at + other]! < out[at + column]!),
  );
  for (const { column } of second) out[at + column] = Math.max(out[at + column]!, NOT_NEAREST);
}

/** Columns of the pairs of fingertips, each with those that share an end with it. */
const TIP_RIVALS = CONTACT_PAIRS.flatMap(({ kind, a, b }, column) =>
  kind !== 'fingertips'
    ? []
    : [
        {
          column,
          rivals: CONTACT_PAIRS.flatMap((other, k) =>
            other.kind === kind && k !== column && (other.a.part === a.part || other.b.part === b.part)
              ? [k]
              : [],
          ),
        },
      ],
);

/** Index of a digit's tip among the hand landmarks. */
function tipOf(digit: Digit): number {
  return DIGIT_ROOT[digit] + 3;
}

/** Size of a hand over that of the hand whose flesh is known, by its palm. */
function sizeOf({ world }: LiftedHand): number {
  return distanceVec(world[HAND_WRIST]!, world[DIGIT_ROOT.middle]!) / USUAL_PALM;
}

function radiusOf(part: HandPart): number {
  if (part === 'palm') return PALM_RADIUS;
  return part === 'thumb' ? THUMB_RADIUS : FINGER_RADIUS;
}

function createPlacedHand(): PlacedHand {
  const points = () => Array.from({ length: PALM_MIDDLE + 1 }, () => vec3());
  return { points: points(), flat: points(), palmNormal: vec3(), size: 1 };
}

/**
 * Places a hand's points about the camera: on the picture's rays, the wrist at the distance of the body's wrist.
 */
function createHandPlacer(
  clip: ClipStore,
  camera: Camera,
): (out: PlacedHand, view: ContactView, side: Side) => void {
  const wrist = vec3();
  const forward = vec3();
  const relative = vec3();

  return (out, { frame, joints, hips, turn }, side) => {
    const start = clip.rowOf(frame) + ROW.hand[side];
    const values = clip.values(frame);
    addVec(wrist, joints.body[WRIST[side]]!, hips);
    unrotateVec(wrist, turn, wrist);
    setVec(forward, 0, 1 - DEPTH_BETWEEN_HANDS, 0);
    rotateVec(forward, turn, forward);
    const { picture, world, palm } = joints.hand[side];
    for (let k = 0; k < HAND_LANDMARKS; k++) {
      mixVec(relative, picture[k]!, world[k]!, 0.5);
      unrotateVec(relative, turn, relative);
      const depth = -wrist[1]! - relative[1]!;
      const x = (values[start + k * 3]! - 0.5) * camera.width;
      const y = (0.5 - values[start + k * 3 + 1]!) * camera.height;
      const point = out.points[k]!;
      setVec(point, (x * depth) / camera.focal, -depth, (y * depth) / camera.focal);
      rotateVec(point, turn, point);
    }
    const middle = out.points[PALM_MIDDLE]!;
    setVec(middle, 0, 0, 0);
    for (const k of PALM_CORNERS) addScaledVec(middle, middle, out.points[k]!, 1 / PALM_CORNERS.length);
    for (let k = 0; k < out.points.length; k++) {
      const depth = dotVec(out.points[k]!, forward) / (1 - DEPTH_BETWEEN_HANDS);
      addScaledVec(out.flat[k]!, out.points[k]!, forward, -depth);
    }
    out.size = sizeOf(joints.hand[side]);
    setVec(out.palmNormal, 0, 0, side === 'l' ? -1 : 1);
    rotateVec(out.palmNormal, palm, out.palmNormal);
  };
}

/** Gap between the thumb's and another digit's end of one hand. */
function createDigitMeter(): (hand: LiftedHand, digit: Digit) => number {
  const segments = createSegmentMeter();
  const flat = Array.from({ length: 4 }, () => vec3());

  return (hand, digit) => {
    const { picture, world, towards } = hand;
    const thumb = tipOf('thumb');
    const tip = tipOf(digit);
    const of = (points: readonly Vec3[]): number =>
      segments.distance(points[thumb - 1]!, points[thumb]!, points[tip - 1]!, points[tip]!);
    [thumb - 1, thumb, tip - 1, tip].forEach((k, i) => {
      scaleVec(flat[i]!, towards, -dotVec(picture[k]!, towards));
      addVec(flat[i]!, flat[i]!, picture[k]!);
    });
    const across = segments.distance(flat[0]!, flat[1]!, flat[2]!, flat[3]!);
    return (of(picture) + of(world) + across) / 3 - (THUMB_RADIUS + FINGER_RADIUS) * sizeOf(hand);
  };
}
