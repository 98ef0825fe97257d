import { ARKIT_INDEX, type ArkitName } from '../../skeleton/arkit.ts';
import type { Side } from '../../skeleton/body-bones.ts';
import {
  FEATURE_COUNT,
  type MiddleFeature,
  middleFeature,
  type SideFeature,
  sideFeature,
} from './face-features.ts';
import { columnQuantile, restOf, sortedColumn } from './robust-neutral.ts';

/** Measures of a clip's faces, a row a frame. */
export interface FeatureRows {
  readonly values: Float32Array;
  readonly stride: number;
  /** 1 where a row holds a face. */
  readonly use: Uint8Array;
  /** How far each row's face is turned to the performer's left of the camera, radians. */
  readonly yaw: Float32Array;
}

/**
 * Quantiles of a clip between which a measure's resting value lies. Lips are shut and lids open most of the
 * time, mouths smile and widen more than they frown and narrow; what moves both ways rests in the middle.
 */
const SIDE_REST: Partial<Record<SideFeature, readonly [number, number]>> = {
  eyeOpen: [0.5, 1],
  cornerOut: [0.1, 0.65],
  cornerUp: [0.1, 0.6],
  cornerToEye: [0.4, 0.9],
};
const MIDDLE_REST: Partial<Record<MiddleFeature, readonly [number, number]>> = {
  lipGap: [0, 0.5],
  jawDrop: [0, 0.6],
};
const REST_MIDDLE = [0.1, 0.9] as const;

/** Changes, in canonical cm, that stand for a full expression; from rendered faces of known expression. */
const FULL = {
  lipGap: 3,
  brow: 0.45,
  cornerUp: 0.8,
  cornerToEye: 1.1,
  narrow: 0.85,
  wide: 1.5,
  mouthSide: 1,
  jawSide: 1.4,
  jawForward: 1.6,
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
/**
 * Part of the resting lid gap that closes in a blink: the mesh never closes it all. The most that this
 * performer's lids closed, where that is between these; and the part that a wide eye adds.
 */
const BLINK_SHARE = [0.4, 0.6] as const;
const BLINK_QUANTILE = 0.005;
const WIDE_SHARE = 0.5;
/** Part of a smile that is read from how near the corners are to the eyes, the rest from their height. */
const NEARER_SHARE = 0.35;
/** A smile brings the corners nearer to the eyes, a pucker takes them away: share that is no pucker. */
const CORNER_IN_PUCKER = 0.35;
/** A face of the first size, pixels a cm, is too small to show an expression; of the second it shows all. */
const BLIND_PIXELS = 2;
const CLEAR_PIXELS = 5;
/** Angles between the face's forward and the camera, radians, from which the far half is seen less, then not. */
const HALF_TURNED = 0.3;
const FULLY_TURNED = 0.75;
/** Turned this far, radians, the brows' heights no longer tell one from the other. */
const UNEVEN_YAW = 0.6;
/** Part of the brows' height that is read against the nose on a frontal face. */
const BRIDGE_SHARE = 0.5;
/** Part of the near half's change that an unseen far half takes over: expressions are mostly even. */
const NEAR_SHARE = 0.8;

/** How far a face is turned from the camera: 0 while both halves are seen alike, 1 when the far one is not. */
export function turnedAway(yaw: number): number {
  return Math.min(1, Math.max(0, (Math.abs(yaw) - HALF_TURNED) / (FULLY_TURNED - HALF_TURNED)));
}

/** How well a face of this size shows its expressions, 0 to 1. @param pixels for each cm of the face. */
export function shownBy(pixels: number): number {
  return Math.min(1, Math.max(0, (pixels - BLIND_PIXELS) / (CLEAR_PIXELS - BLIND_PIXELS)));
}

/** The values of one row, in Apple's order, written from `at`: 0 at rest, 1 fully there, below 0 the opposite. */
export type GeometryFace = (out: Float32Array, at: number, row: number) => void;

/**
 * ARKit values from the face's measures, each against the performer's own resting value over the clip.
 * What a picture of 478 points does not show (tongue, lips rolled in a closed mouth) stays 0.
 */
export function createGeometryFace(rows: FeatureRows): GeometryFace {
  const rest = new Float64Array(FEATURE_COUNT);
  fillRest(rest, rows);
  const blink = blinkShares(rest, rows);
  let start = 0;
  let target = rows.values;
  let base = 0;
  const put: Put = (name, value) => {
    target[base + ARKIT_INDEX[name]] = value;
  };
  const change = (feature: number): number => rows.values[start + feature]! - rest[feature]!;
  const middle = (feature: MiddleFeature): number => change(middleFeature(feature));

  return (out, at, row) => {
    start = row * rows.stride;
    target = out;
    base = at;
    const yaw = rows.yaw[row]!;
    const hidden = turnedAway(yaw) * NEAR_SHARE;
    const far = yaw > 0 ? 'l' : 'r';
    const side: SideChange = (s, feature) => {
      const own = change(sideFeature(s, feature));
      if (s !== far || hidden === 0) return own;
      return own + (change(sideFeature(s === 'l' ? 'r' : 'l', feature)) - own) * hidden;
    };
    const both = (feature: SideFeature): number => (side('l', feature) + side('r', feature)) / 2;
    const lids = { l: 0, r: 0 };
    for (const [s] of SIDES) {
      lids[s] = -side(s, 'eyeOpen') / rest[sideFeature(s, 'eyeOpen')]! / blink[s];
    }
    const jaw = Math.max(0, middle('lipGap') / FULL.lipGap);
    const inward = -both('cornerOut') - CORNER_IN_PUCKER * both('cornerToEye');
    const narrow = inward / FULL.narrow;
    const frontal = 1 - turnedAway(yaw);
    putJaw(put, middle, { jaw, frontal });
    putLips(put, middle, { jaw, narrow: Math.max(0, narrow), frontal });
    const even = Math.max(0, lids.l, lids.r, Math.abs(yaw) / UNEVEN_YAW);
    putBrows(put, {
      own: (s, feature) => change(sideFeature(s, feature)),
      side,
      even: Math.min(1, even),
      bridge: BRIDGE_SHARE * frontal,
    });
    putEyes(put, side, { lids, blink });
    putMouthSides(put, side, { wide: middle('mouthWidth') / FULL.wide, frontal });
    const smile = Math.max(
      0,
      (out[at + ARKIT_INDEX.MouthSmileLeft]! + out[at + ARKIT_INDEX.MouthSmileRight]!) / 2,
    );
    put('CheekPuff', Math.min(side('l', 'cheekOut'), side('r', 'cheekOut')) / FULL.cheekOut - smile - jaw);
  };
}

type Put = (name: ArkitName, value: number) => void;
type MiddleChange = (feature: MiddleFeature) => number;
type SideChange = (side: Side, feature: SideFeature) => number;
type PerSide = Readonly<Record<Side, number>>;

const SIDES = [
  ['l', 'Left'],
  ['r', 'Right'],
] as const;

function fillRest(rest: Float64Array, rows: FeatureRows): void {
  const within = new Map<number, readonly [number, number]>();
  for (const [feature, range] of Object.entries(MIDDLE_REST)) {
    within.set(middleFeature(feature as MiddleFeature), range);
  }
  for (const [feature, range] of Object.entries(SIDE_REST)) {
    for (const [s] of SIDES) within.set(sideFeature(s, feature as SideFeature), range);
  }
  for (let index = 0; index < FEATURE_COUNT; index++) {
    const sorted = sortedColumn(rows, index);
    if (sorted.length > 0) rest[index] = restOf(sorted, within.get(index) ?? REST_MIDDLE).centre;
  }
}

function blinkShares(rest: Float64Array, rows: FeatureRows): PerSide {
  const share = (s: Side): number => {
    const index = sideFeature(s, 'eyeOpen');
    const closed = 1 - columnQuantile(rows, index, BLINK_QUANTILE, 0) / rest[index]!;
    return Math.min(BLINK_SHARE[1], Math.max(BLINK_SHARE[0], closed)) || BLINK_SHARE[1];
  };
  return { l: share('l'), r: share('r') };
}

/** One value that is positive towards the performer's left. */
function putPair(put: Put, left: ArkitName, right: ArkitName, value: number): void {
  put(left, value);
  put(right, -value);
}

/** A chin that goes aside or forward is told from a turn of the head on a frontal face alone. */
function putJaw(put: Put, middle: MiddleChange, { jaw, frontal }: { jaw: number; frontal: number }): void {
  put('JawOpen', middle('lipGap') / FULL.lipGap);
  putPair(put, 'JawLeft', 'JawRight', (frontal * middle('jawSide')) / FULL.jawSide);
  put('JawForward', (frontal * middle('jawForward')) / FULL.jawForward - jaw);
}

function putLips(
  put: Put,
  middle: MiddleChange,
  { jaw, narrow, frontal }: { jaw: number; narrow: number; frontal: number },
): void {
  const thinner = Math.max(0, -middle('upperThickness') / FULL.thin);
  const open = Math.min(1, jaw * 2);
  putPair(put, 'MouthLeft', 'MouthRight', middle('mouthSide') / FULL.mouthSide);
  put('MouthPucker', narrow * (1 - open));
  put('MouthFunnel', Math.min(narrow, open));
  put('MouthRollUpper', thinner - narrow);
  put('MouthRollLower', -middle('lowerThickness') / FULL.thin - narrow);
  put('MouthShrugLower', (frontal * middle('lowerLipUp')) / FULL.chinUp - narrow);
}

/**
 * Inner brows lie so near the middle that both are seen on a turned face. While the lids are shut, and on a
 * turned face, the mesh lets one brow go up and the other down: then only what both do counts.
 *
 * Heights are against the eyes' corners and, as far as `bridge` says, the bridge of the nose: that one is calmer
 * but shifts against the brows when a turned head nods.
 *
 * @param even how far the two count as one, 0 to 1.
 */
function putBrows(
  put: Put,
  { own, side, even, bridge }: { own: SideChange; side: SideChange; even: number; bridge: number },
): void {
  const up = (of: SideChange, feature: SideFeature, s: Side): number => {
    const height = (one: Side): number => of(one, feature) - bridge * of(one, 'bridgeUp');
    const mean = (height('l') + height('r')) / 2;
    return (mean + (height(s) - mean) * (1 - even)) / FULL.brow;
  };
  for (const [s, name] of SIDES) {
    put(`BrowOuterUp${name}`, (up(side, 'browOuter', s) + up(side, 'browMiddle', s)) / 2);
    put(`BrowDown${name}`, -up(own, 'browInner', s));
  }
  put('BrowInnerUp', (up(own, 'browInner', 'l') + up(own, 'browInner', 'r')) / 2);
}

function putEyes(put: Put, side: SideChange, { lids, blink }: { lids: PerSide; blink: PerSide }): void {
  for (const [s, name] of SIDES) {
    put(`EyeBlink${name}`, lids[s]);
    put(`EyeWide${name}`, (-lids[s] * blink[s]) / WIDE_SHARE);
    const outward = (side(s, 'gazeAcross') / FULL_GAZE_ACROSS) * (s === 'l' ? 1 : -1);
    put(`EyeLookOut${name}`, outward);
    put(`EyeLookIn${name}`, -outward);
    put(`EyeLookUp${name}`, side(s, 'gazeUp') / FULL_GAZE_UP);
    put(`EyeLookDown${name}`, -side(s, 'gazeUp') / FULL_GAZE_UP);
    put(`CheekSquint${name}`, side(s, 'cheekUp') / FULL.cheekUp);
    put(`EyeSquint${name}`, side(s, 'cheekUp') / FULL.cheekUp / 2);
  }
}

function putMouthSides(
  put: Put,
  side: SideChange,
  { wide, frontal }: { wide: number; frontal: number },
): void {
  for (const [s, name] of SIDES) {
    const up = side(s, 'cornerUp') / FULL.cornerUp;
    const smile = up + NEARER_SHARE * (-side(s, 'cornerToEye') / FULL.cornerToEye - up);
    put(`MouthSmile${name}`, smile);
    put(`MouthFrown${name}`, -up);
    put(`MouthStretch${name}`, frontal * wide - Math.max(0, smile));
    put(`MouthUpperUp${name}`, side(s, 'upperLip') / FULL.upperUp - Math.max(0, smile));
    put(`MouthLowerDown${name}`, (-frontal * side(s, 'lowerLip')) / FULL.lowerDown);
    put(`NoseSneer${name}`, side(s, 'wingUp') / FULL.wingUp - Math.max(0, smile));
  }
}
