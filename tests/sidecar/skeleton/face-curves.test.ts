import { describe, expect, it } from 'vitest';
import {
  ARKIT_INDEX,
  ARKIT_NAMES,
  type ArkitName,
  MEDIAPIPE_BLENDSHAPES,
} from '../../../sidecar/src/skeleton/arkit.ts';
import { FACE_CURVES, faceCurvesFromArkit } from '../../../sidecar/src/skeleton/face-curves.ts';

function curvesOf(values: Partial<Record<ArkitName, number>>): Record<string, number> {
  const arkit = new Float32Array(ARKIT_NAMES.length);
  for (const [name, value] of Object.entries(values)) arkit[ARKIT_INDEX[name as ArkitName]] = value;
  const curves = new Float64Array(FACE_CURVES.length);
  faceCurvesFromArkit(curves, arkit);
  const named = FACE_CURVES.map((name, k) => [name.replace('CTRL_expressions_', ''), curves[k]!] as const);
  return Object.fromEntries(named.filter(([, value]) => value !== 0));
}

const REST = { noseWrinkleUpperL: 1, noseWrinkleUpperR: 1 };

describe('ARKit names', () => {
  it('are 52, and the blendshape model gives all but the tongue', () => {
    expect(new Set(ARKIT_NAMES).size).toBe(52);
    expect(MEDIAPIPE_BLENDSHAPES).toHaveLength(52);
    const given = new Set<string | null>(MEDIAPIPE_BLENDSHAPES);
    expect(ARKIT_NAMES.filter((name) => !given.has(name))).toEqual(['TongueOut']);
  });
});

describe('faceCurvesFromArkit', () => {
  it('has 81 curves of one naming', () => {
    expect(FACE_CURVES).toHaveLength(81);
    expect(FACE_CURVES.every((name) => name.startsWith('CTRL_expressions_'))).toBe(true);
  });

  it('holds the two constant curves on a resting face', () => {
    expect(curvesOf({})).toEqual(REST);
  });

  it('crosses the inward and outward looks', () => {
    expect(curvesOf({ EyeLookInLeft: 0.5, EyeLookOutRight: 0.25 })).toEqual({
      ...REST,
      eyeLookRightL: 0.5,
      eyeLookRightR: 0.25,
    });
  });

  it('sums shapes and clamps the sum', () => {
    const curves = curvesOf({ MouthFunnel: 0.5, MouthPucker: 1 });
    expect(curves.mouthFunnelDL).toBe(1);
    expect(curves.mouthLipsTowardsUR).toBeCloseTo(0.412, 6);
  });

  it('closes the lips by the share of the jaw that MouthClose is', () => {
    expect(curvesOf({ JawOpen: 0.5, MouthClose: 0.25 })).toMatchObject({
      jawOpen: 0.5,
      mouthLipsTogetherUL: 0.5,
      mouthLipsTogetherDR: 0.5,
    });
    expect(curvesOf({ MouthClose: 0.25 })).toEqual(REST);
  });
});
