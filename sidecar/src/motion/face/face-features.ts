import type { Side } from '../../skeleton/body-bones.ts';
import { distanceVec, type Vec3, vec3 } from '../../skeleton/vector.ts';
import type { HeadFitter } from './fit-head.ts';

/** Face mesh landmarks by the performer's side; numbers of the MediaPipe canonical face mesh. */
const EYE = {
  l: { outer: 263, inner: 362, upper: [385, 386, 387], lower: [380, 374, 373], iris: 473, under: 347 },
  r: { outer: 33, inner: 133, upper: [158, 159, 160], lower: [153, 145, 144], iris: 468, under: 118 },
} as const;
const BROW = {
  l: { inner: [336, 285], middle: [334, 282], outer: [300, 276] },
  r: { inner: [107, 55], middle: [105, 52], outer: [70, 46] },
} as const;
const MOUTH = {
  l: { corner: 291, upper: 269, lower: 405, upperInner: 311, lowerInner: 402, wing: 358, cheek: 425 },
  r: { corner: 61, upper: 39, lower: 181, upperInner: 81, lowerInner: 178, wing: 129, cheek: 205 },
} as const;
const LIP = { upperTop: 0, upperInner: 13, lowerInner: 14, lowerBottom: 17 } as const;
const CHIN = 152;
const NOSE_TIP = 4;
const NOSE_BASE = 2;
const NOSE_ROOT = 168;

/** Measures of one half of the face, in the face's own frame. */
const SIDE_FEATURES = [
  'eyeOpen',
  'gazeAcross',
  'gazeUp',
  'browInner',
  'browMiddle',
  'browOuter',
  'cornerUp',
  'cornerOut',
  'cornerForward',
  'upperLip',
  'lowerLip',
  'cheekUp',
  'wingUp',
  'cheekOut',
] as const;

const MIDDLE_FEATURES = [
  'lipGap',
  'jawDrop',
  'jawSide',
  'jawForward',
  'mouthSide',
  'lipForward',
  'upperThickness',
  'lowerThickness',
  'mouthWidth',
  'lowerLipUp',
] as const;

export type SideFeature = (typeof SIDE_FEATURES)[number];
export type MiddleFeature = (typeof MIDDLE_FEATURES)[number];

const SIDES: readonly Side[] = ['l', 'r'];
export const FEATURE_COUNT = SIDE_FEATURES.length * 2 + MIDDLE_FEATURES.length;

/** Place of a measure in the row of {@link FEATURE_COUNT} numbers. */
export function sideFeature(side: Side, feature: SideFeature): number {
  return SIDE_FEATURES.indexOf(feature) + (side === 'l' ? 0 : SIDE_FEATURES.length);
}

export function middleFeature(feature: MiddleFeature): number {
  return SIDE_FEATURES.length * 2 + MIDDLE_FEATURES.indexOf(feature);
}

type Landmarks = readonly (readonly [number, number, number])[];

/** Measures a face in its own frame (canonical cm), so that neither head pose nor distance enters. */
export type FaceMeasure = (out: Float32Array, at: number, face: Landmarks) => void;

/** @param fitter fitted to the same frame's landmarks before each call. */
export function createFaceMeasure(fitter: HeadFitter): FaceMeasure {
  const a = vec3();
  const b = vec3();
  const point = (out: Vec3, face: Landmarks, index: number): Vec3 => {
    fitter.toFace(out, face[index]!);
    return out;
  };
  const height = (face: Landmarks, indices: readonly number[]): number => {
    let sum = 0;
    for (const index of indices) sum += point(a, face, index)[1]!;
    return sum / indices.length;
  };
  const gap = (face: Landmarks, from: number, to: number): number =>
    distanceVec(point(a, face, from), point(b, face, to));

  const measureEye = (out: Float32Array, at: number, face: Landmarks, side: Side): void => {
    const eye = EYE[side];
    const width = gap(face, eye.outer, eye.inner);
    let open = 0;
    for (let k = 0; k < 3; k++) open += gap(face, eye.upper[k]!, eye.lower[k]!);
    const put = (feature: SideFeature, value: number): void => {
      out[at + sideFeature(side, feature)] = value;
    };
    put('eyeOpen', open / (3 * width));
    const level = height(face, [eye.outer, eye.inner]);
    const across = (point(a, face, eye.outer)[0]! + point(b, face, eye.inner)[0]!) / 2;
    point(a, face, eye.iris);
    put('gazeAcross', (a[0]! - across) / width);
    put('gazeUp', (a[1]! - level) / width);
    const brow = BROW[side];
    put('browInner', height(face, brow.inner) - level);
    put('browMiddle', height(face, brow.middle) - level);
    put('browOuter', height(face, brow.outer) - level);
    put('cheekUp', height(face, [eye.under]) - level);
  };

  const measureMouthSide = (out: Float32Array, at: number, face: Landmarks, side: Side): void => {
    const mouth = MOUTH[side];
    const put = (feature: SideFeature, value: number): void => {
      out[at + sideFeature(side, feature)] = value;
    };
    point(a, face, mouth.corner);
    const out1 = side === 'l' ? 1 : -1;
    put('cornerOut', a[0]! * out1);
    put('cornerUp', a[1]!);
    put('cornerForward', a[2]!);
    put('upperLip', height(face, [mouth.upper, mouth.upperInner]));
    put('lowerLip', height(face, [mouth.lower, mouth.lowerInner]));
    put('wingUp', height(face, [mouth.wing]));
    put('cheekOut', point(a, face, mouth.cheek)[2]!);
  };

  return (out, at, face) => {
    for (const side of SIDES) {
      measureEye(out, at, face, side);
      measureMouthSide(out, at, face, side);
    }
    const put = (feature: MiddleFeature, value: number): void => {
      out[at + middleFeature(feature)] = value;
    };
    put('lipGap', gap(face, LIP.upperInner, LIP.lowerInner));
    put('upperThickness', gap(face, LIP.upperTop, LIP.upperInner));
    put('lowerThickness', gap(face, LIP.lowerInner, LIP.lowerBottom));
    put('mouthWidth', gap(face, MOUTH.l.corner, MOUTH.r.corner));
    put('jawDrop', gap(face, NOSE_BASE, CHIN));
    point(a, face, CHIN);
    put('jawSide', a[0]! - (point(b, face, NOSE_ROOT)[0]! + point(b, face, NOSE_TIP)[0]!) / 2);
    put('jawForward', a[2]! - point(b, face, NOSE_BASE)[2]!);
    const middle = (point(a, face, MOUTH.l.corner)[0]! + point(b, face, MOUTH.r.corner)[0]!) / 2;
    put('mouthSide', middle);
    const lips = (point(a, face, LIP.upperTop)[2]! + point(b, face, LIP.lowerBottom)[2]!) / 2;
    put('lipForward', lips - (point(a, face, MOUTH.l.corner)[2]! + point(b, face, MOUTH.r.corner)[2]!) / 2);
    put('lowerLipUp', point(a, face, LIP.lowerBottom)[1]! - point(b, face, CHIN)[1]!);
  };
}
