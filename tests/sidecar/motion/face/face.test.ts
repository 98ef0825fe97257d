import { describe, expect, it } from 'vitest';
import { createBlendshapeFace } from '../../../../sidecar/src/motion/face/arkit-from-blendshapes.ts';
import { createGeometryFace } from '../../../../sidecar/src/motion/face/arkit-from-geometry.ts';
import canonical from '../../../../sidecar/src/motion/face/canonical-face.data.json' with { type: 'json' };
import {
  FEATURE_COUNT,
  type MiddleFeature,
  middleFeature,
  type SideFeature,
  sideFeature,
} from '../../../../sidecar/src/motion/face/face-features.ts';
import { createHeadFitter } from '../../../../sidecar/src/motion/face/fit-head.ts';
import { columnQuantile } from '../../../../sidecar/src/motion/face/robust-neutral.ts';
import { ARKIT_INDEX, ARKIT_NAMES, type ArkitName } from '../../../../sidecar/src/skeleton/arkit.ts';
import {
  angleQuat,
  axisAngleQuat,
  multiplyQuat,
  quat,
  rotateVec,
} from '../../../../sidecar/src/skeleton/quaternion.ts';
import { vec3 } from '../../../../sidecar/src/skeleton/vector.ts';

const camera = { width: 1280, height: 720, focal: 1400 };

describe('createHeadFitter', () => {
  /** The canonical face turned, seen by the camera as the landmark model gives it. */
  function faceOf(rotation: Float64Array, at: readonly [number, number, number]): [number, number, number][] {
    const point = vec3();
    const metric = canonical.basis.map(([, , x, y, z]) => {
      rotateVec(point, rotation, vec3(x, y, z));
      return [point[0]! + at[0], point[1]! + at[1], point[2]! + at[2]] as const;
    });
    const depth = -metric.reduce((sum, p) => sum + p[2], 0) / metric.length;
    const landmark = ([x, y, z]: readonly [number, number, number]): [number, number, number] => [
      0.5 + (x * camera.focal) / -z / camera.width,
      0.5 - (y * camera.focal) / -z / camera.height,
      ((-z - depth) * camera.focal) / depth / camera.width,
    ];
    // Points that the fit does not read lie in the middle of the face, where they do not move its mean depth.
    const middle = landmark([at[0], at[1], -depth]);
    const face = Array.from({ length: 478 }, () => middle);
    canonical.basis.forEach(([index], k) => {
      face[index!] = landmark(metric[k]!);
    });
    return face;
  }

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
      fitter.fit(faceOf(shake, at));
      expect((angleQuat(fitter.head.rotation, shake) * 180) / Math.PI).toBeLessThan(1);
    }
  });

  it('brings landmarks back into the frame of the canonical face', () => {
    const turn = quat();
    axisAngleQuat(turn, vec3(0, 1, 0), 0.3);
    const face = faceOf(turn, [5, 0, -120]);
    const fitter = createHeadFitter(camera);
    fitter.fit(face);
    const out = vec3();
    const [index, , x, y, z] = canonical.basis[0] as [number, number, number, number, number];
    fitter.toFace(out, face[index]!);
    expect(Math.hypot(out[0]! - x, out[1]! - y, out[2]! - z)).toBeLessThan(0.15);
  });
});

describe('createGeometryFace', () => {
  const FRAMES = 20;
  type Change = Partial<Record<MiddleFeature, number>> & {
    l?: Partial<Record<SideFeature, number>>;
    r?: Partial<Record<SideFeature, number>>;
  };

  /** A clip at rest but for its last frame. */
  function lastFrame(change: Change, yaw = 0, pixels = 8): Record<ArkitName, number> {
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
    const sizes = new Float32Array(FRAMES).fill(pixels);
    createGeometryFace({ values, stride: FEATURE_COUNT, use, yaw: yaws, pixels: sizes })(out, 0, FRAMES - 1);
    return Object.fromEntries(ARKIT_NAMES.map((name, k) => [name, out[k]!])) as Record<ArkitName, number>;
  }

  it('is all zero on a resting face', () => {
    expect(Object.values(lastFrame({})).every((value) => value === 0)).toBe(true);
  });

  it('opens the jaw, closes the lids, lifts brows and corners', () => {
    expect(lastFrame({ lipGap: 3 }).JawOpen).toBeCloseTo(1, 5);
    const blink = lastFrame({ l: { eyeOpen: 0.12 } });
    expect(blink.EyeBlinkLeft).toBe(1);
    expect(blink.EyeBlinkRight).toBe(0);
    expect(lastFrame({ l: { browInner: 0.5 }, r: { browInner: 0.5 } }).BrowInnerUp).toBeCloseTo(1, 5);
    const smile = lastFrame({ r: { cornerUp: 1.1, cornerOut: 0.9 } });
    expect(smile.MouthSmileRight).toBeCloseTo(1, 5);
    expect(smile.MouthSmileLeft).toBe(0);
  });

  it('does not read expressions into a face of a few pixels', () => {
    expect(lastFrame({ lipGap: 3 }, 0, 1.5).JawOpen).toBe(0);
    expect(lastFrame({ lipGap: 3 }, 0, 3.5).JawOpen).toBeCloseTo(0.5, 5);
  });

  it("looks to the performer's left with both eyes", () => {
    const look = lastFrame({ l: { gazeAcross: 0.22 }, r: { gazeAcross: 0.22 } });
    expect(look.EyeLookOutLeft).toBeCloseTo(1, 5);
    expect(look.EyeLookInRight).toBeCloseTo(1, 5);
    expect(look.EyeLookInLeft + look.EyeLookOutRight).toBe(0);
  });

  it('lets the near half stand in for a half that is turned away', () => {
    const away = lastFrame({ r: { cornerUp: 1.1, cornerOut: 0.9 } }, 0.9);
    expect(away.MouthSmileLeft).toBeGreaterThan(0.6);
    expect(lastFrame({ r: { cornerUp: 1.1 } }, -0.9).MouthSmileLeft).toBe(0);
  });
});

describe('createBlendshapeFace', () => {
  it('takes off what the model claims of a resting face, keeps the range and the geometry of dead shapes', () => {
    const values = new Float32Array(10 * 52);
    const smile = 44;
    for (let i = 0; i < 10; i++) values[i * 52 + smile] = 0.3;
    values[9 * 52 + smile] = 1;
    const face = createBlendshapeFace({ values, stride: 52, use: new Uint8Array(10).fill(1) });
    const out = new Float32Array(52);
    out[ARKIT_INDEX.BrowDownLeft] = 0.4;
    out[ARKIT_INDEX.JawOpen] = 0.5;
    face(out, 0, 0);
    expect(out[ARKIT_INDEX.MouthSmileLeft]).toBeCloseTo(0, 6);
    expect(out[ARKIT_INDEX.BrowDownLeft]).toBeCloseTo(0.4, 6);
    expect(out[ARKIT_INDEX.JawOpen]).toBeCloseTo(0.25, 6);
    face(out, 0, 9);
    expect(out[ARKIT_INDEX.MouthSmileLeft]).toBeCloseTo(1, 6);
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
