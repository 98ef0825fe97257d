import { ARKIT_INDEX, type ArkitName } from '../../skeleton/arkit.ts';
import {
  FEATURE_COUNT,
  type MiddleFeature,
  middleFeature,
  type SideFeature,
  sideFeature,
} from './face-features.ts';
import { columnQuantile } from './robust-neutral.ts';

/** Measures of a clip's faces, a row a frame. */
export interface FeatureRows {
  readonly values: Float32Array;
  readonly stride: number;
  /** 1 where a row holds a face. */
  readonly use: Uint8Array;
  /** How far each row's face is turned to the performer's left of the camera, radians. */
  readonly yaw: Float32Array;
  /** Size of each row's face in the picture, pixels for each cm of the canonical face. */
  readonly pixels: Float32Array;
}

/**
 * Where between a clip's least and greatest value its resting value lies. Lips are shut and lids open most
 * of the time; what moves both ways rests in the middle.
 */
const REST_QUANTILE: Partial<Record<SideFeature | MiddleFeature, number>> = {
  lipGap: 0.2,
  jawDrop: 0.25,
  eyeOpen: 0.65,
  browInner: 0.35,
  browMiddle: 0.35,
  browOuter: 0.35,
};

/** Changes, in canonical cm, that stand for a full expression; from rendered faces of known expression. */
const FULL = {
  lipGap: 3,
  brow: 0.5,
  browDown: 0.5,
  cornerUp: 1.1,
  cornerOut: 0.9,
  cornerDown: 1,
  narrow: 1.8,
  wide: 1.5,
  mouthSide: 1,
  jawSide: 1.2,
  jawForward: 1.2,
  upperUp: 0.7,
  lowerDown: 1,
  thin: 0.6,
  chinUp: 1.2,
  cheekUp: 0.5,
  wingUp: 0.4,
  cheekOut: 0.6,
} as const;
/** The same for measures in eye widths. */
const FULL_GAZE_ACROSS = 0.22;
const FULL_GAZE_UP = 0.16;
/** Part of the resting lid gap that closes in a blink (the mesh never closes it all), and that a wide eye adds. */
const BLINK_SHARE = 0.55;
const WIDE_SHARE = 0.35;
/** Corners sink and the lower lip goes down with the jaw: canonical cm for a full opening. */
const CORNER_WITH_JAW = 0.8;
const LOWER_LIP_WITH_JAW = 3;
/** Changes this small are the mesh's own trembling, not an expression. */
const DEAD_ZONE = 0.08;
/** A face of the first size, pixels a cm, is too small to show an expression; of the second it shows all. */
const BLIND_PIXELS = 2;
const CLEAR_PIXELS = 5;
/** Angles between the face's forward and the camera, radians, from which the far half is seen less, then not. */
const HALF_TURNED = 0.3;
const FULLY_TURNED = 0.75;
/** Part of the near half's change that an unseen far half takes over: expressions are mostly even. */
const NEAR_SHARE = 0.8;

/** The values of one row, in Apple's order; written from `at`. */
export type GeometryFace = (out: Float32Array, at: number, row: number) => void;

/**
 * ARKit values from the face's measures, each against the performer's own resting value over the clip.
 * What a picture of 478 points does not show (tongue, lips rolled in a closed mouth) stays 0.
 */
export function createGeometryFace(rows: FeatureRows): GeometryFace {
  const rest = new Float64Array(FEATURE_COUNT);
  const full = new Float64Array(52);
  fillRest(rest, rows);
  let start = 0;
  const change = (feature: number): number => rows.values[start + feature]! - rest[feature]!;
  const middle = (feature: MiddleFeature): number => change(middleFeature(feature));

  return (out, at, row) => {
    start = row * rows.stride;
    const put = (name: ArkitName, value: number): void => {
      full[ARKIT_INDEX[name]] = value;
    };
    const jaw = Math.max(0, middle('lipGap') / FULL.lipGap);
    const thinner = Math.max(0, -middle('upperThickness') / FULL.thin);
    put('JawOpen', jaw);
    putPair(put, 'JawLeft', 'JawRight', middle('jawSide') / FULL.jawSide);
    put('JawForward', middle('jawForward') / FULL.jawForward - jaw);
    putPair(put, 'MouthLeft', 'MouthRight', middle('mouthSide') / FULL.mouthSide);
    const narrow = Math.max(0, -middle('mouthWidth') / FULL.narrow);
    put('MouthPucker', narrow * (1 - Math.min(1, jaw * 2)));
    put('MouthFunnel', Math.min(narrow, jaw * 2));
    put('MouthRollUpper', thinner - narrow);
    put('MouthRollLower', -middle('lowerThickness') / FULL.thin - narrow);
    put('MouthShrugLower', middle('lowerLipUp') / FULL.chinUp);
    const yaw = rows.yaw[row]!;
    const hidden =
      Math.min(1, Math.max(0, (Math.abs(yaw) - HALF_TURNED) / (FULLY_TURNED - HALF_TURNED))) * NEAR_SHARE;
    const far = yaw > 0 ? 'l' : 'r';
    const side = (s: 'l' | 'r', feature: SideFeature): number => {
      const own = change(sideFeature(s, feature));
      if (s !== far || hidden === 0) return own;
      const near = change(sideFeature(s === 'l' ? 'r' : 'l', feature));
      return own + (near - own) * hidden;
    };
    put('BrowInnerUp', (side('l', 'browInner') + side('r', 'browInner')) / 2 / FULL.brow);
    putEyes(put, rest, side);
    putMouthSides(put, side, jaw, middle('mouthWidth') / FULL.wide);
    const shown = Math.min(
      1,
      Math.max(0, (rows.pixels[row]! - BLIND_PIXELS) / (CLEAR_PIXELS - BLIND_PIXELS)),
    );
    for (let k = 0; k < 52; k++) {
      out[at + k] = shown * Math.min(1, Math.max(0, (full[k]! - DEAD_ZONE) / (1 - DEAD_ZONE)));
    }
  };
}

type Put = (name: ArkitName, value: number) => void;
type SideChange = (side: 'l' | 'r', feature: SideFeature) => number;

const SIDES = [
  ['l', 'Left'],
  ['r', 'Right'],
] as const;

function fillRest(rest: Float64Array, rows: FeatureRows): void {
  const put = (feature: SideFeature | MiddleFeature, index: number): void => {
    rest[index] = columnQuantile(rows, index, REST_QUANTILE[feature] ?? 0.5, 0);
  };
  for (let index = 0; index < FEATURE_COUNT; index++) rest[index] = columnQuantile(rows, index, 0.5, 0);
  for (const feature of ['lipGap', 'jawDrop'] as const) put(feature, middleFeature(feature));
  for (const feature of ['eyeOpen', 'browInner', 'browMiddle', 'browOuter'] as const) {
    for (const [s] of SIDES) put(feature, sideFeature(s, feature));
  }
}

/** One value that is positive towards the performer's left. */
function putPair(put: Put, left: ArkitName, right: ArkitName, value: number): void {
  put(left, value);
  put(right, -value);
}

function putEyes(put: Put, rest: Float64Array, side: SideChange): void {
  for (const [s, name] of SIDES) {
    const open = side(s, 'eyeOpen') / rest[sideFeature(s, 'eyeOpen')]!;
    put(`EyeBlink${name}`, -open / BLINK_SHARE);
    put(`EyeWide${name}`, open / WIDE_SHARE);
    const outward = (side(s, 'gazeAcross') / FULL_GAZE_ACROSS) * (s === 'l' ? 1 : -1);
    put(`EyeLookOut${name}`, outward);
    put(`EyeLookIn${name}`, -outward);
    put(`EyeLookUp${name}`, side(s, 'gazeUp') / FULL_GAZE_UP);
    put(`EyeLookDown${name}`, -side(s, 'gazeUp') / FULL_GAZE_UP);
    put(`BrowOuterUp${name}`, (side(s, 'browOuter') + side(s, 'browMiddle')) / 2 / FULL.brow);
    put(`BrowDown${name}`, -(side(s, 'browInner') + side(s, 'browMiddle')) / 2 / FULL.browDown);
    put(`CheekSquint${name}`, side(s, 'cheekUp') / FULL.cheekUp);
    put(`EyeSquint${name}`, side(s, 'cheekUp') / FULL.cheekUp / 2);
  }
}

function putMouthSides(put: Put, side: SideChange, jaw: number, wide: number): void {
  for (const [s, name] of SIDES) {
    const up = side(s, 'cornerUp') + CORNER_WITH_JAW * Math.min(1, jaw);
    const smile = 0.65 * (up / FULL.cornerUp) + 0.35 * Math.max(0, side(s, 'cornerOut') / FULL.cornerOut);
    put(`MouthSmile${name}`, smile);
    put(`MouthFrown${name}`, -up / FULL.cornerDown);
    put(`MouthStretch${name}`, wide - Math.max(0, smile));
    put(`MouthUpperUp${name}`, side(s, 'upperLip') / FULL.upperUp - Math.max(0, smile));
    const down = side(s, 'lowerLip') + LOWER_LIP_WITH_JAW * jaw * 0.5;
    put(`MouthLowerDown${name}`, -down / FULL.lowerDown);
    put(`NoseSneer${name}`, side(s, 'wingUp') / FULL.wingUp - Math.max(0, smile));
  }
}
