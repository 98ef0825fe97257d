import { describe, expect, it } from 'vitest';
import {
  createBlendshapeFace,
  measureAgreement,
  measureBias,
} from '../../../../sidecar/src/motion/face/arkit-from-blendshapes.ts';
import { createGeometryFace } from '../../../../sidecar/src/motion/face/arkit-from-geometry.ts';
import canonical from '../../../../sidecar/src/motion/face/canonical-face.data.json' with { type: 'json' };
import {
  createFaceMeasure,
  FEATURE_COUNT,
  type MiddleFeature,
  middleFeature,
  type SideFeature,
  sideFeature,
} from '../../../../sidecar/src/motion/face/face-features.ts';
import { createHeadFitter } from '../../../../sidecar/src/motion/face/fit-head.ts';
import { measureGeometry } from '../../../../sidecar/src/motion/face/geometry-neutral.ts';
import { columnQuantile, correlation, restOf } from '../../../../sidecar/src/motion/face/robust-neutral.ts';
import {
  ARKIT_INDEX,
  ARKIT_NAMES,
  type ArkitName,
  MEDIAPIPE_BLENDSHAPES,
} from '../../../../sidecar/src/skeleton/arkit.ts';
import { angleQuat, axisAngleQuat, multiplyQuat, quat } from '../../../../sidecar/src/skeleton/quaternion.ts';
import { vec3 } from '../../../../sidecar/src/skeleton/vector.ts';
import { camera, canonicalFace } from './canonical-face.ts';

describe('createHeadFitter', () => {
  it('finds a turned head, wherever it is in the picture', () => {
    const shake = quat();
    const nod = quat();
    axisAngleQuat(shake, vec3(0, 1, 0), 0.5);
    axisAngleQuat(nod, vec3(1, 0, 0), -0.25);
    multiplyQuat(shake, shake, nod);
    const fitter = createHeadFitter(camera);
    for (const at of [
      [0, 0, -120],
      [25, 12, -110],
    ] as const) {
      fitter.fit(canonicalFace(shake, at));
      expect((angleQuat(fitter.head.rotation, shake) * 180) / Math.PI).toBeLessThan(1);
    }
  });

  it('leaves out what a hand hides', () => {
    const face = canonicalFace(quat(), [0, 0, -120]);
    for (const [index] of canonical.basis.slice(0, 6)) face[index!] = [0.5, 0.9, 0.1];
    const fitter = createHeadFitter(camera);
    fitter.fit(face);
    expect((angleQuat(fitter.head.rotation, quat()) * 180) / Math.PI).toBeGreaterThan(5);
    const strained = fitter.head.strain;
    fitter.fit(face, (_, y) => y > 0.85);
    expect((angleQuat(fitter.head.rotation, quat()) * 180) / Math.PI).toBeLessThan(1.5);
    expect(fitter.head.strain).toBeLessThan(strained / 5);
  });

  it('brings landmarks back into the frame of the canonical face', () => {
    const turn = quat();
    axisAngleQuat(turn, vec3(0, 1, 0), 0.3);
    const face = canonicalFace(turn, [5, 0, -120]);
    const fitter = createHeadFitter(camera);
    fitter.fit(face);
    const out = vec3();
    const [index, , x, y, z] = canonical.basis[0] as [number, number, number, number, number];
    fitter.toFace(out, face[index]!);
    expect(Math.hypot(out[0]! - x, out[1]! - y, out[2]! - z)).toBeLessThan(0.15);
  });
});

describe('createFaceMeasure', () => {
  it('takes off what an opening jaw does to the corners of the mouth', () => {
    const fitter = createHeadFitter(camera);
    const measure = createFaceMeasure(fitter);
    const cm = 1400 / 120;
    const measured = (gap: number, sunk: number): number => {
      const face = canonicalFace(quat(), [0, 0, -120]);
      face[14] = [face[13]![0], face[13]![1] + (gap * cm) / camera.height, face[13]![2]];
      face[291] = [face[291]![0], face[291]![1] + (sunk * cm) / camera.height, face[291]![2]];
      const out = new Float32Array(FEATURE_COUNT);
      fitter.fit(face);
      measure(out, 0, face);
      return out[sideFeature('l', 'cornerUp')]!;
    };
    expect(measured(2, 0.44)).toBeCloseTo(measured(0, 0), 1);
    expect(measured(0, 0.44)).toBeLessThan(measured(0, 0) - 0.35);
  });
});

describe('createFaceMeasure of a head that nods', () => {
  const fitter = createHeadFitter(camera);
  const measure = createFaceMeasure(fitter);
  /** How much higher the middle of a brow is than its inner end, of a face on which both are one point. */
  const risen = (pitch: number, yaw = 0): number => {
    const turn = quat();
    const nod = quat();
    axisAngleQuat(turn, vec3(0, 1, 0), yaw);
    axisAngleQuat(nod, vec3(1, 0, 0), -pitch);
    multiplyQuat(turn, turn, nod);
    const out = new Float32Array(FEATURE_COUNT);
    const face = canonicalFace(turn, [0, 0, -120]);
    fitter.fit(face);
    measure(out, 0, face);
    return out[sideFeature('l', 'browMiddle')]! - out[sideFeature('l', 'browInner')]!;
  };

  it('puts back by what the brows of a mesh sink as the head looks up', () => {
    expect(risen(0)).toBeCloseTo(0, 2);
    expect(risen(0.2)).toBeCloseTo(0.1, 2);
    expect(risen(-0.2)).toBeCloseTo(-0.1, 2);
  });

  it('leaves the brows of a turned face alone', () => {
    expect(risen(0.2, 0.9)).toBeCloseTo(0, 2);
  });
});

describe('createGeometryFace', () => {
  const FRAMES = 20;
  type Change = Partial<Record<MiddleFeature, number>> & {
    l?: Partial<Record<SideFeature, number>>;
    r?: Partial<Record<SideFeature, number>>;
  };

  /** A clip at rest but for its last frame. */
  function lastFrame(change: Change, yaw = 0): Record<ArkitName, number> {
    const values = new Float32Array(FRAMES * FEATURE_COUNT);
    for (let i = 0; i < FRAMES; i++) {
      const set = (index: number, value: number): void => {
        values[i * FEATURE_COUNT + index] = value;
      };
      for (const side of ['l', 'r'] as const) set(sideFeature(side, 'eyeOpen'), 0.35);
      if (i < FRAMES - 1) continue;
      for (const [name, value] of Object.entries(change)) {
        if (typeof value === 'number') set(middleFeature(name as MiddleFeature), value);
        else {
          for (const [feature, amount] of Object.entries(value)) {
            set(sideFeature(name as 'l', feature as SideFeature), amount);
          }
        }
      }
    }
    const yaws = new Float32Array(FRAMES).fill(yaw);
    const out = new Float32Array(52);
    const use = new Uint8Array(FRAMES).fill(1);
    const rows = { values, stride: FEATURE_COUNT, use, yaw: yaws };
    createGeometryFace(rows, measureGeometry(rows, use))(out, 0, FRAMES - 1);
    return Object.fromEntries(ARKIT_NAMES.map((name, k) => [name, out[k]!])) as Record<ArkitName, number>;
  }

  it('is all zero on a resting face', () => {
    expect(Object.values(lastFrame({})).every((value) => value === 0)).toBe(true);
  });

  it('opens the jaw, closes the lids, lifts brows and corners', () => {
    expect(lastFrame({ lipGap: 3.5 }).JawOpen).toBeCloseTo(1, 5);
    const blink = lastFrame({ l: { eyeOpen: 0.14 } });
    expect(blink.EyeBlinkLeft).toBeCloseTo(1, 5);
    expect(blink.EyeBlinkRight).toBeCloseTo(0, 6);
    expect(lastFrame({ l: { browInner: 0.45 }, r: { browInner: 0.45 } }).BrowInnerUp).toBeCloseTo(1, 5);
    const smile = lastFrame({ r: { cornerUp: 0.8, cornerToEye: -1.1, cornerOverLip: 0.8 } });
    expect(smile.MouthSmileRight).toBeCloseTo(1, 5);
    expect(smile.MouthSmileLeft).toBe(0);
  });

  it('goes below 0 for the opposite of a shape', () => {
    const down = lastFrame({ l: { browInner: -0.45 }, r: { browInner: -0.45 } });
    expect(down.BrowDownLeft).toBeCloseTo(1, 5);
    expect(down.BrowInnerUp).toBeCloseTo(-1, 5);
  });

  it('reads brows half against the nose on a frontal face, against the eyes on a turned one', () => {
    const lifted = { l: { bridgeUp: -0.45 }, r: { bridgeUp: -0.45 } };
    expect(lastFrame(lifted).BrowInnerUp).toBeCloseTo(0.5, 5);
    expect(lastFrame(lifted, 0.8).BrowInnerUp).toBeCloseTo(0, 5);
  });

  it('lets brows differ', () => {
    const one = { l: { browInner: 0.45 } };
    expect(lastFrame(one).BrowDownLeft).toBeCloseTo(-1, 5);
    expect(lastFrame(one).BrowDownRight).toBeCloseTo(0, 5);
  });

  it('reads a smile from three places on a frontal face, against the lip alone on a turned one', () => {
    const pair = (side: Partial<Record<SideFeature, number>>) => ({ l: side, r: side });
    for (const one of [{ cornerUp: 0.8 }, { cornerToEye: -1.1 }, { cornerOverLip: 0.8 }])
      expect(lastFrame(pair(one)).MouthSmileLeft).toBeCloseTo(1 / 3, 5);
    expect(lastFrame(pair({ cornerUp: 0.8, cornerToEye: -1.1 }), 0.8).MouthSmileLeft).toBeCloseTo(0, 5);
    expect(lastFrame(pair({ cornerOverLip: 0.8 }), 0.8).MouthSmileLeft).toBeCloseTo(1, 5);
  });

  it('draws a mouth down where its corners sink against lips and nose, by half against one of them', () => {
    const pair = (side: Partial<Record<SideFeature, number>>) => ({ l: side, r: side });
    const sunk = { cornerOverMouth: -0.4, cornerUp: -0.5 };
    expect(lastFrame(pair(sunk)).MouthFrownLeft).toBeCloseTo(1, 5);
    expect(lastFrame(pair({ cornerUp: -0.5 })).MouthFrownLeft).toBeCloseTo(0.5, 5);
    expect(lastFrame(pair({ cornerOverMouth: -0.4 })).MouthFrownLeft).toBeCloseTo(0.5, 5);
    expect(lastFrame({ ...pair(sunk), lipGap: 1.75 }).MouthFrownLeft).toBeCloseTo(0.5, 5);
  });

  it('takes a mouth that goes aside for no pucker', () => {
    const narrow = { l: { cornerOut: -0.85 }, r: { cornerOut: -0.85 } };
    expect(lastFrame(narrow).MouthPucker).toBeCloseTo(1, 5);
    expect(lastFrame({ ...narrow, mouthSide: 0.85 }).MouthPucker).toBeCloseTo(0.4, 5);
    expect(lastFrame({ ...narrow, lipGap: 1.75 }).MouthPucker).toBeCloseTo(0, 5);
    expect(lastFrame({ ...narrow, lipGap: 1.75 }).MouthFunnel).toBeCloseTo(1, 5);
  });

  it('reads a pucker of a turned mouth from thicker lips, too', () => {
    const thick = { upperThickness: 0.3, lowerThickness: 0.3 };
    expect(lastFrame(thick).MouthPucker).toBeCloseTo(0, 5);
    expect(lastFrame(thick, 0.8).MouthPucker).toBeCloseTo(0.5, 5);
  });

  it('rolls lips in that are thinner while they are shut, and stretches no mouth that smiles on one side', () => {
    expect(lastFrame({ lowerThickness: -0.6 }).MouthRollLower).toBeCloseTo(1, 5);
    expect(lastFrame({ lowerThickness: -0.6, lipGap: 1.75 }).MouthRollLower).toBeCloseTo(0.8, 5);
    const smile = { cornerUp: 0.8, cornerToEye: -1.1, cornerOverLip: 0.8 };
    // a smile widens the mouth as much as it lifts the corners: no pucker
    const wide = { ...smile, cornerOut: 0.385 };
    expect(lastFrame({ lowerThickness: -0.6, l: wide, r: wide }).MouthRollLower).toBeCloseTo(0.7, 5);
    expect(lastFrame({ mouthWidth: 1.25 }).MouthStretchRight).toBeCloseTo(1, 5);
    expect(lastFrame({ mouthWidth: 0.625, l: smile }).MouthStretchRight).toBeCloseTo(-0.5, 5);
  });

  it('takes lids that follow the eyes down for no blink, and keeps the depth of one', () => {
    const lids = (open: number) => ({ eyeOpen: 0.35 * open, gazeUp: -0.08 });
    const half = lastFrame({ l: lids(0.88), r: { eyeOpen: 0.35 * 0.88 } });
    expect(half.EyeBlinkRight).toBeCloseTo(0.3, 5);
    expect(half.EyeBlinkLeft).toBeCloseTo(0.3 - 0.5 * 0.3, 5);
    expect(lastFrame({ l: lids(0.4) }).EyeBlinkLeft).toBeCloseTo(1, 5);
  });

  it("looks to the performer's left with both eyes", () => {
    const look = lastFrame({ l: { gazeAcross: 0.22 }, r: { gazeAcross: 0.22 } });
    expect(look.EyeLookOutLeft).toBeCloseTo(1, 5);
    expect(look.EyeLookInRight).toBeCloseTo(1, 5);
    expect(look.EyeLookInLeft).toBeCloseTo(-1, 5);
  });

  it('lets the near half stand in for a half that is turned away', () => {
    const smile = { cornerUp: 0.8, cornerToEye: -1.1, cornerOverLip: 0.8 };
    expect(lastFrame({ r: smile }, 0.9).MouthSmileLeft).toBeCloseTo(0.8, 5);
    expect(lastFrame({ r: smile }, -0.9).MouthSmileLeft).toBe(0);
  });

  it('widens eyes, which the blendshape model leaves dead', () => {
    const wide = lastFrame({ l: { eyeOpen: 0.35 * 1.45 }, r: { eyeOpen: 0.35 } });
    expect(wide.EyeWideLeft).toBeCloseTo(1, 5);
    expect(wide.EyeWideRight).toBeCloseTo(0, 5);
  });

  it('claims nothing that the points do not show', () => {
    const all = lastFrame({
      lipGap: 3,
      mouthSide: 1,
      mouthWidth: 2,
      l: { cornerUp: 0.8 },
      r: { eyeOpen: 0 },
    });
    for (const name of ['CheekPuff', 'NoseSneerLeft', 'JawLeft', 'JawForward', 'TongueOut'] as const)
      expect(all[name]).toBe(0);
  });
});

describe('createBlendshapeFace', () => {
  const SMILE = 44;
  const INNER_BROW = 3;
  const values = new Float32Array(10 * 52);
  for (let i = 0; i < 10; i++) {
    values[i * 52 + SMILE] = 0.3;
    values[i * 52 + INNER_BROW] = 0.55;
  }
  values[9 * 52 + SMILE] = 1;
  values[9 * 52 + INNER_BROW] = 0;
  const rows = { values, stride: 52, use: new Uint8Array(10).fill(1) };
  const bias = measureBias(rows);
  const face = createBlendshapeFace(rows, { bias, agreement: new Array<number>(52).fill(1) });

  it('takes off what the model claims of a resting face, keeps the range and the geometry of dead shapes', () => {
    const out = new Float32Array(52);
    out[ARKIT_INDEX.EyeWideLeft] = 0.4;
    out[ARKIT_INDEX.JawOpen] = 0.5;
    face(out, 0, 0, 0);
    expect(out[ARKIT_INDEX.MouthSmileLeft]).toBeCloseTo(0, 6);
    expect(out[ARKIT_INDEX.EyeWideLeft]).toBeCloseTo(0.4, 6);
    expect(out[ARKIT_INDEX.JawOpen]).toBeCloseTo(0.65 * 0.5, 6);
    face(out, 0, 9, 0);
    expect(out[ARKIT_INDEX.MouthSmileLeft]).toBeCloseTo(0.35, 6);
  });

  it('moves the mouth aside no further than the geometry goes along', () => {
    const aside = MEDIAPIPE_BLENDSHAPES.indexOf('MouthRight');
    const row = new Float32Array(52);
    row[aside] = 0.8;
    const agreement = new Array<number>(52).fill(1);
    agreement[aside] = 0.5;
    const out = new Float32Array(52);
    createBlendshapeFace({ values: row, stride: 52 }, { bias: new Array<number>(52).fill(0), agreement })(
      out,
      0,
      0,
      0,
    );
    expect(out[ARKIT_INDEX.MouthRight]).toBeCloseTo(0.35 * 0.25 * 0.8, 6);
  });

  it('leaves the brows to the geometry', () => {
    const out = new Float32Array(52);
    out[ARKIT_INDEX.BrowInnerUp] = 0.7;
    face(out, 0, 9, 0);
    expect(out[ARKIT_INDEX.BrowInnerUp]).toBeCloseTo(0.7, 6);
    expect(out[ARKIT_INDEX.BrowDownLeft]).toBe(0);
  });

  it('counts as far as it goes along with the geometry', () => {
    const agreement = new Array<number>(52).fill(1);
    agreement[SMILE] = 0.5;
    const out = new Float32Array(52);
    createBlendshapeFace(rows, { bias, agreement })(out, 0, 9, 0);
    expect(out[ARKIT_INDEX.MouthSmileLeft]).toBeCloseTo(0.35 * 0.25, 6);
  });

  it('is believed less on a face that is turned away', () => {
    const out = new Float32Array(52);
    face(out, 0, 9, 1.2);
    expect(out[ARKIT_INDEX.MouthSmileLeft]).toBeCloseTo(0.35 * 0.4, 6);
  });
});

describe('measureAgreement', () => {
  const ROWS = 40;
  const values = new Float32Array(ROWS * 52);
  const geometry = new Float32Array(ROWS * 52);
  const PUCKER = 38;
  for (let row = 0; row < ROWS; row++) {
    const wave = Math.sin(row / 3);
    values[row * 52 + 44] = 0.4 + 0.3 * wave;
    geometry[row * 52 + ARKIT_INDEX.MouthSmileLeft] = 0.2 * wave;
    values[row * 52 + PUCKER] = 0.4 - 0.3 * wave;
    geometry[row * 52 + ARKIT_INDEX.MouthPucker] = 0.2 * wave;
  }
  const agreement = measureAgreement({ values, stride: 52, use: new Uint8Array(ROWS).fill(1) }, geometry);

  it('is 1 where model and geometry say the same, 0 where they contradict', () => {
    expect(agreement[44]).toBeCloseTo(1, 5);
    expect(agreement[PUCKER]).toBe(0);
  });

  it('leaves alone what the model alone tells', () => {
    expect(agreement[36]).toBe(1);
  });
});

describe('correlation', () => {
  it('tells what goes along, and nothing of what never changes', () => {
    expect(correlation([0, 1, 2], [5, 7, 9])).toBeCloseTo(1, 12);
    expect(correlation([0, 1, 2], [9, 7, 5])).toBeCloseTo(-1, 12);
    expect(correlation([0, 1, 2], [3, 3, 3])).toBe(0);
  });
});

describe('restOf', () => {
  it('finds the values that lie closest together, where the median is pulled away', () => {
    const sorted = [0, 0.01, 0.02, 0.03, 0.3, 0.5, 0.7, 0.9, 1.1];
    expect(restOf(sorted).centre).toBeCloseTo(0.015, 6);
    expect(restOf(sorted).scatter).toBeCloseTo(0.015, 6);
  });

  it('keeps to the part of the values that it is given', () => {
    const sorted = [0, 0.01, 0.02, 0.03, 0.3, 0.69, 0.7, 0.71, 0.72];
    expect(restOf(sorted, [0.5, 1]).centre).toBeCloseTo(0.705, 6);
  });

  it('is a lone value itself', () => {
    expect(restOf([0.4])).toEqual({ centre: 0.4, scatter: 0 });
  });
});

describe('columnQuantile', () => {
  it('reads one column of the used rows', () => {
    const values = Float32Array.from([1, 9, 2, 9, 100, 9, 3, 9]);
    const rows = { values, stride: 2, use: Uint8Array.from([1, 1, 0, 1]) };
    expect(columnQuantile(rows, 0, 0.5, 7)).toBe(2);
    expect(columnQuantile(rows, 0, 1, 7)).toBe(3);
    expect(columnQuantile({ ...rows, use: new Uint8Array(4) }, 0, 0.5, 7)).toBe(7);
  });
});
