import { ARKIT_INDEX, type ArkitName } from '../../skeleton/arkit.ts';
import type { Side } from '../../skeleton/body-bones.ts';
import { BROW_SIDES, type FeatureChange, putBrows, readBrows } from './brow-heights.ts';
import { type MiddleFeature, middleFeature, type SideFeature, sideFeature } from './face-features.ts';
import { type FeatureRows, type GeometryNeutral, shutBy, turnedAway } from './geometry-neutral.ts';

/**
 * Changes, in canonical cm, that stand for a full expression; from rendered faces of known expression. A frown is
 * what brings the corners down against both nose and lips: each alone also comes from a nod or a raised lip.
 */
const FULL = {
  lipGap: 3.5,
  cornerUp: 0.8,
  cornerOverLip: 0.8,
  cornerUnderMouth: 0.4,
  cornerDown: 0.5,
  cornerToEye: 1.1,
  narrow: 0.85,
  wide: 1.25,
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
/** Lids follow eyes that look down, which is no blink; from this on they are shut by themselves, whatever the eye does. */
const LID_WITH_GAZE = 0.6;
/** Part of the resting lid gap that a wide eye adds. */
const WIDE_SHARE = 0.45;
/**
 * A smile brings the corners up against the nose, nearer to the eyes and above the middle of the upper lip, all three alike.
 * On a turned face the last one counts alone: a nod shifts the corners against nose and eyes, hardly against the lip between them.
 */
const OVER_LIP_SHARE = 1 / 3;
/** A smile brings the corners nearer to the eyes, a pucker takes them away: share that is no pucker. */
const CORNER_IN_PUCKER = 0.35;
/** A mouth that goes aside is narrower too: by this part of its way, from each side. */
const IN_WHEN_ASIDE = 0.6;
/** Lips that form a funnel are less narrow than puckered ones: as many times. */
const NARROW_IN_FUNNEL = 1.25;
/** An opening jaw takes the lower lip nearer to the chin: by this part of its own opening. */
const LOWER_DOWN_WITH_JAW = 1.3;
/** It draws the lips thinner, too, and so does a smile. */
const THINNER_WITH_JAW = 0.4;
const THINNER_WITH_SMILE = 0.3;
/** A face of the first size, pixels a cm, is too small to show an expression; of the second it shows all. */
const BLIND_PIXELS = 2;
const CLEAR_PIXELS = 5;
/** Turned this far, radians, the brows' heights no longer tell one from the other. */
const UNEVEN_YAW = 0.6;
/** Part of the near half's change that an unseen far half takes over: expressions are mostly even. */
const NEAR_SHARE = 0.8;

/** How well a face of this size shows its expressions, 0 to 1. @param pixels for each cm of the face. */
export function shownBy(pixels: number): number {
  return Math.min(1, Math.max(0, (pixels - BLIND_PIXELS) / (CLEAR_PIXELS - BLIND_PIXELS)));
}

/** The values of one row, in Apple's order, written from `at`: 0 at rest, 1 fully there, below 0 the opposite. */
export type GeometryFace = (out: Float32Array, at: number, row: number) => void;

/**
 * ARKit values from the face's measures, each against the performer's own resting value.
 * What a picture of 478 points does not show (tongue, lips rolled in a closed mouth) stays 0.
 *
 * @param rows of which one after the other is read.
 */
export function createGeometryFace(rows: Omit<FeatureRows, 'use'>, neutral: GeometryNeutral): GeometryFace {
  const { rest, blink, bridge } = neutral;
  const heights = new Float64Array(BROW_SIDES.length);
  let start = 0;
  let target = rows.values;
  let base = 0;
  const put: Put = (name, value) => {
    target[base + ARKIT_INDEX[name]] = value;
  };
  const change: FeatureChange = (feature) => rows.values[start + feature]! - rest[feature]!;
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
    const lid = (s: Side): number =>
      shutBy(rest[sideFeature(s, 'eyeOpen')]! + side(s, 'eyeOpen'), s, neutral);
    const lids = { l: lid('l'), r: lid('r') };
    const jaw = Math.max(0, middle('lipGap') / FULL.lipGap);
    const frontal = 1 - turnedAway(yaw);
    const aside = (IN_WHEN_ASIDE * frontal * Math.abs(middle('mouthSide'))) / FULL.narrow;
    const inward = -both('cornerOut') - CORNER_IN_PUCKER * both('cornerToEye');
    const narrow = inward / FULL.narrow;
    const smiles = readSmiles(side, frontal);
    const smile = Math.max(0, (smiles.l + smiles.r) / 2);
    putJaw(put, middle, { jaw, frontal });
    putLips(put, middle, { jaw, narrow: Math.max(0, narrow), aside, smile, frontal });
    const even = Math.min(1, Math.max(0, lids.l, lids.r, Math.abs(yaw) / UNEVEN_YAW));
    readBrows(heights, change, bridge * frontal);
    putBrows(put, heights, { even, together: neutral.brows });
    const clear = frontal * frontal;
    putEyes(put, side, { lids, blink, clear });
    putMouthSides(put, side, { smiles, wide: middle('mouthWidth') / FULL.wide, jaw, frontal, clear });
    const puff = Math.min(side('l', 'cheekOut'), side('r', 'cheekOut')) / FULL.cheekOut;
    put('CheekPuff', clear * (puff - smile - jaw));
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
  {
    jaw,
    narrow,
    aside,
    smile,
    frontal,
  }: { jaw: number; narrow: number; aside: number; smile: number; frontal: number },
): void {
  const thinner = Math.max(0, -middle('upperThickness') / FULL.thin);
  const open = Math.min(1, jaw * 2);
  putPair(put, 'MouthLeft', 'MouthRight', (frontal * frontal * middle('mouthSide')) / FULL.mouthSide);
  put('MouthPucker', (narrow - aside) * (1 - open));
  put('MouthFunnel', Math.min(narrow * NARROW_IN_FUNNEL, open));
  const drawn = narrow + THINNER_WITH_JAW * jaw + THINNER_WITH_SMILE * smile;
  put('MouthRollUpper', thinner - drawn);
  put('MouthRollLower', -middle('lowerThickness') / FULL.thin - drawn);
  put('MouthShrugLower', (frontal * middle('lowerLipUp')) / FULL.chinUp - narrow);
}

/** @param clear how well the picture shows what is small: a turned mesh slides over cheeks, nose and upper lip. */
function putEyes(
  put: Put,
  side: SideChange,
  { lids, blink, clear }: { lids: PerSide; blink: PerSide; clear: number },
): void {
  for (const [s, name] of SIDES) {
    const up = side(s, 'gazeUp') / FULL_GAZE_UP;
    const withGaze = Math.min(1, Math.max(0, -up)) * Math.max(0, LID_WITH_GAZE - lids[s]);
    put(`EyeBlink${name}`, lids[s] - withGaze);
    put(`EyeWide${name}`, (-lids[s] * blink[s]) / WIDE_SHARE);
    const outward = (side(s, 'gazeAcross') / FULL_GAZE_ACROSS) * (s === 'l' ? 1 : -1);
    put(`EyeLookOut${name}`, outward);
    put(`EyeLookIn${name}`, -outward);
    put(`EyeLookUp${name}`, up);
    put(`EyeLookDown${name}`, -up);
    put(`CheekSquint${name}`, (clear * side(s, 'cheekUp')) / FULL.cheekUp);
    put(`EyeSquint${name}`, (clear * side(s, 'cheekUp')) / FULL.cheekUp / 2);
  }
}

/** What two measures both show: their harmonic mean, and nothing where one shows nothing. */
function bothShow(a: number, b: number): number {
  return a > 0 && b > 0 ? (2 * a * b) / (a + b) : Math.min(a, b);
}

/** How far each side smiles, 0 at rest. */
function readSmiles(side: SideChange, frontal: number): PerSide {
  const overShare = 1 - (1 - OVER_LIP_SHARE) * frontal;
  const of = (s: Side): number => {
    const up = side(s, 'cornerUp') / FULL.cornerUp;
    const nearer = -side(s, 'cornerToEye') / FULL.cornerToEye;
    const over = side(s, 'cornerOverLip') / FULL.cornerOverLip;
    return overShare * over + ((1 - overShare) * (up + nearer)) / 2;
  };
  return { l: of('l'), r: of('r') };
}

function putMouthSides(
  put: Put,
  side: SideChange,
  {
    smiles,
    wide,
    jaw,
    frontal,
    clear,
  }: { smiles: PerSide; wide: number; jaw: number; frontal: number; clear: number },
): void {
  // the width is of both sides: a smile of one widens the mouth, and stretches neither
  const stretch = frontal * wide - Math.max(0, smiles.l, smiles.r);
  for (const [s, name] of SIDES) {
    const smile = smiles[s];
    put(`MouthSmile${name}`, smile);
    const underMouth = -side(s, 'cornerOverMouth') / FULL.cornerUnderMouth;
    const underNose = -side(s, 'cornerUp') / FULL.cornerDown;
    const under = bothShow(underMouth, underNose);
    put(`MouthFrown${name}`, under * Math.max(0, 1 - jaw));
    put(`MouthStretch${name}`, stretch);
    put(`MouthUpperUp${name}`, clear * (side(s, 'upperLip') / FULL.upperUp - Math.max(0, smile)));
    put(
      `MouthLowerDown${name}`,
      (-frontal * side(s, 'lowerLip')) / FULL.lowerDown - LOWER_DOWN_WITH_JAW * jaw,
    );
    put(`NoseSneer${name}`, clear * (side(s, 'wingUp') / FULL.wingUp - Math.max(0, smile)));
  }
}
