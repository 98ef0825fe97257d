import type { Side } from '../../skeleton/body-bones.ts';
import { rotateVec } from '../../skeleton/quaternion.ts';
import { distanceVec, type Vec3, vec3 } from '../../skeleton/vector.ts';
import type { HeadFitter } from './fit-head.ts';
import { turnedAway } from './turned-away.ts';

/** Face mesh landmarks by the performer's side; numbers of the MediaPipe canonical face mesh. */
const EYE = {
  l: { outer: 263, inner: 362, upper: [385, 386, 387], lower: [380, 374, 373], iris: 473 },
  r: { outer: 33, inner: 133, upper: [158, 159, 160], lower: [153, 145, 144], iris: 468 },
} as const;
const BROW = {
  l: { inner: [336, 285], middle: [334, 282], outer: [300, 276] },
  r: { inner: [107, 55], middle: [105, 52], outer: [70, 46] },
} as const;
/** Corners of the mouth. */
const CORNER = {
  l: 291,
  r: 61,
} as const;
const LIP = { upperTop: 0, upperInner: 13, lowerInner: 14, lowerBottom: 17 } as const;
const UPPER_LIP = [LIP.upperTop, LIP.upperInner] as const;
const INNER_LIPS = [LIP.upperInner, LIP.lowerInner] as const;
/**
 * Part of the brows' height that a frontal mesh loses as the head looks up, cm a radian; from faces of known shapes and
 * rendered ones, whose brows are still.
 */
const BROW_WITH_PITCH = { inner: 0.1, middle: 0.6, outer: 0.5 } as const;
/** How far an opening jaw takes the corners of the mouth down, of the gap between the lips: taken off again. */
const CORNER_DOWN_WITH_JAW = 0.22;
/** Upper part of the nose's bridge, which nothing moves. */
const NOSE_BRIDGE = [6, 197] as const;
/** Bottom of the nose: its middle and the inner ends of both nostrils. */
const NOSE_BOTTOM = [2, 98, 327] as const;

/** Measures of one half of the face, in the face's own frame. */
const SIDE_FEATURES = [
  'eyeOpen',
  'gazeAcross',
  'gazeUp',
  'browInner',
  'browMiddle',
  'browOuter',
  'bridgeUp',
  'cornerUp',
  'cornerOverLip',
  'cornerOverMouth',
  'cornerOut',
  'cornerToEye',
] as const;

const MIDDLE_FEATURES = ['lipGap', 'mouthSide', 'upperThickness', 'lowerThickness', 'mouthWidth'] as const;

export type SideFeature = (typeof SIDE_FEATURES)[number];
export type MiddleFeature = (typeof MIDDLE_FEATURES)[number];

const SIDE_PLACES = placesOf(SIDE_FEATURES);
const MIDDLE_PLACES = placesOf(MIDDLE_FEATURES);

const SIDES: readonly Side[] = ['l', 'r'];
export const FEATURE_COUNT = SIDE_FEATURES.length * 2 + MIDDLE_FEATURES.length;

function placesOf<T extends string>(names: readonly T[]): Readonly<Record<T, number>> {
  return Object.fromEntries(names.map((name, k) => [name, k])) as Record<T, number>;
}

/** Place of a measure in the row of {@link FEATURE_COUNT} numbers. */
export function sideFeature(side: Side, feature: SideFeature): number {
  return SIDE_PLACES[feature] + (side === 'l' ? 0 : SIDE_FEATURES.length);
}

export function middleFeature(feature: MiddleFeature): number {
  return SIDE_FEATURES.length * 2 + MIDDLE_PLACES[feature];
}

type Landmarks = readonly (readonly [number, number, number])[];

/** Measures a face in its own frame (canonical cm), so that neither head pose nor distance enters. */
export type FaceMeasure = (out: Float32Array, at: number, face: Landmarks) => void;

/** @param fitter fitted to the same frame's landmarks before each call. */
export function createFaceMeasure(fitter: HeadFitter): FaceMeasure {
  const ruler = createRuler(fitter);
  return (out, at, face) => {
    ruler.read(face);
    for (const side of SIDES) {
      measureEye(out, at, ruler, side);
      measureMouthSide(out, at, ruler, side);
    }
    measureMiddle(out, at, ruler);
  };
}

/** Coordinates and distances of landmarks in the face's own frame, cm. */
interface Ruler {
  read(face: Landmarks): void;
  /** How far the head looks up, radians, as far as the face is turned to the camera. */
  readonly pitch: number;
  point(index: number): Vec3;
  height(indices: readonly number[]): number;
  gap(from: number, to: number): number;
}

function createRuler(fitter: HeadFitter): Ruler {
  const a = vec3();
  const b = vec3();
  const ahead = vec3(0, 0, 1);
  let face: Landmarks = [];
  let pitch = 0;
  const ruler: Ruler = {
    read: (landmarks) => {
      face = landmarks;
      rotateVec(a, fitter.head.rotation, ahead);
      pitch = Math.asin(a[1]!) * (1 - turnedAway(Math.atan2(a[0]!, a[2]!)));
    },
    get pitch() {
      return pitch;
    },
    point: (index) => {
      fitter.toFace(a, face[index]!);
      return a;
    },
    height: (indices) => {
      let sum = 0;
      for (const index of indices) sum += ruler.point(index)[1]!;
      return sum / indices.length;
    },
    gap: (from, to) => {
      fitter.toFace(b, face[from]!);
      return distanceVec(ruler.point(to), b);
    },
  };
  return ruler;
}

function measureEye(out: Float32Array, at: number, ruler: Ruler, side: Side): void {
  const eye = EYE[side];
  const put = (feature: SideFeature, value: number): void => {
    out[at + sideFeature(side, feature)] = value;
  };
  const width = ruler.gap(eye.outer, eye.inner);
  let open = 0;
  for (let k = 0; k < 3; k++) open += ruler.gap(eye.upper[k]!, eye.lower[k]!);
  put('eyeOpen', open / (3 * width));
  const outer = ruler.point(eye.outer);
  let across = outer[0]! / 2;
  let level = outer[1]! / 2;
  const inner = ruler.point(eye.inner);
  across += inner[0]! / 2;
  level += inner[1]! / 2;
  const iris = ruler.point(eye.iris);
  put('gazeAcross', (iris[0]! - across) / width);
  put('gazeUp', (iris[1]! - level) / width);
  const brow = BROW[side];
  put('browInner', ruler.height(brow.inner) - level + BROW_WITH_PITCH.inner * ruler.pitch);
  put('browMiddle', ruler.height(brow.middle) - level + BROW_WITH_PITCH.middle * ruler.pitch);
  put('browOuter', ruler.height(brow.outer) - level + BROW_WITH_PITCH.outer * ruler.pitch);
  put('bridgeUp', ruler.height(NOSE_BRIDGE) - level);
}

function measureMouthSide(out: Float32Array, at: number, ruler: Ruler, side: Side): void {
  const put = (feature: SideFeature, value: number): void => {
    out[at + sideFeature(side, feature)] = value;
  };
  const open = ruler.gap(LIP.upperInner, LIP.lowerInner);
  const corner = ruler.point(CORNER[side]);
  const cornerUp = corner[1]!;
  put('cornerOut', side === 'l' ? corner[0]! : -corner[0]!);
  put('cornerOverLip', cornerUp - ruler.height(UPPER_LIP) + CORNER_DOWN_WITH_JAW * open);
  put('cornerOverMouth', cornerUp - ruler.height(INNER_LIPS));
  put('cornerUp', cornerUp - ruler.height(NOSE_BOTTOM) + CORNER_DOWN_WITH_JAW * open);
  put('cornerToEye', ruler.gap(EYE[side].outer, CORNER[side]) - CORNER_DOWN_WITH_JAW * open);
}

function measureMiddle(out: Float32Array, at: number, ruler: Ruler): void {
  const put = (feature: MiddleFeature, value: number): void => {
    out[at + middleFeature(feature)] = value;
  };
  put('lipGap', ruler.gap(LIP.upperInner, LIP.lowerInner));
  put('upperThickness', ruler.gap(LIP.upperTop, LIP.upperInner));
  put('lowerThickness', ruler.gap(LIP.lowerInner, LIP.lowerBottom));
  put('mouthWidth', ruler.gap(CORNER.l, CORNER.r));
  const leftSide = ruler.point(CORNER.l)[0]!;
  const right = ruler.point(CORNER.r);
  put('mouthSide', (leftSide + right[0]!) / 2);
}
