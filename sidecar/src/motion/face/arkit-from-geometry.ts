import { ARKIT_INDEX, type ArkitName } from '../../skeleton/arkit.ts';
import type { Side } from '../../skeleton/body-bones.ts';
import { BROW_SIDES, type FeatureChange, putBrows, readBrows } from './brow-heights.ts';
import { type MiddleFeature, middleFeature, type SideFeature, sideFeature } from './face-features.ts';
import { type FeatureRows, type GeometryNeutral, shutBy } from './geometry-neutral.ts';
import { turnedAway } from './turned-away.ts';

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
  thin: 0.6,
  thick: 0.3,
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
/** A mouth that goes aside is narrower too: by this part of its way, from each side. */
const IN_WHEN_ASIDE = 0.6;
/** A turned mesh hardly narrows; puckered lips are thicker there, too: what a full thickness counts of a full pucker. */
const THICK_WHEN_TURNED = 0.5;
/** An opening jaw draws the lips thinner, and so does a smile. */
const THINNER_WITH_JAW = 0.4;
const THINNER_WITH_SMILE = 0.3;
/** A face of the first size, pixels a cm, is too small to show an expression; of the second it shows all. */
const BLIND_PIXELS = 2;
const CLEAR_PIXELS = 5;
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
 * What the points do not show, or not apart from something else, stays 0: tongue, cheeks, nose, a jaw that goes aside.
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
    const aside = (IN_WHEN_ASIDE * Math.abs(middle('mouthSide'))) / FULL.narrow;
    const narrow = -both('cornerOut') / FULL.narrow;
    const smiles = readSmiles(side, frontal);
    const smile = Math.max(0, (smiles.l + smiles.r) / 2);
    put('JawOpen', middle('lipGap') / FULL.lipGap);
    putLips(put, middle, { jaw, narrow: Math.max(0, narrow), aside, smile, frontal });
    readBrows(heights, change, bridge * frontal);
    putBrows(put, heights, neutral.brows);
    putEyes(put, side, { lids, blink });
    putMouthSides(put, side, { smiles, wide: (frontal * middle('mouthWidth')) / FULL.wide, jaw });
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
  const thicker = (middle('upperThickness') + middle('lowerThickness')) / 2 / FULL.thick;
  const pursed = narrow - aside + THICK_WHEN_TURNED * (1 - frontal) * thicker;
  put('MouthPucker', pursed * (1 - open));
  put('MouthFunnel', Math.min(narrow, open));
  const drawn = narrow + THINNER_WITH_JAW * jaw + THINNER_WITH_SMILE * smile;
  put('MouthRollUpper', thinner - drawn);
  put('MouthRollLower', -middle('lowerThickness') / FULL.thin - drawn);
}

function putEyes(put: Put, side: SideChange, { lids, blink }: { lids: PerSide; blink: PerSide }): void {
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
  }
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
  { smiles, wide, jaw }: { smiles: PerSide; wide: number; jaw: number },
): void {
  // the width is of both sides: a smile of one widens the mouth, and stretches neither
  const stretch = wide - Math.max(0, smiles.l, smiles.r);
  for (const [s, name] of SIDES) {
    put(`MouthSmile${name}`, smiles[s]);
    const underMouth = -side(s, 'cornerOverMouth') / FULL.cornerUnderMouth;
    const underNose = -side(s, 'cornerUp') / FULL.cornerDown;
    put(`MouthFrown${name}`, ((underMouth + underNose) / 2) * Math.max(0, 1 - jaw));
    put(`MouthStretch${name}`, stretch);
  }
}
