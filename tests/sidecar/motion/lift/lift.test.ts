import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BodyEvidence } from '../../../../sidecar/src/motion/lift/body-evidence.ts';
import { createSideChooser } from '../../../../sidecar/src/motion/lift/choose-sides.ts';
import { createLineDeepener, lineDepth } from '../../../../sidecar/src/motion/lift/deepen-lines.ts';
import { createDepthFit } from '../../../../sidecar/src/motion/lift/fit-depth.ts';
import { type BodyLift, createBodyLift } from '../../../../sidecar/src/motion/lift/lift-body.ts';
import { createBoneLift } from '../../../../sidecar/src/motion/lift/lift-bone.ts';
import { LIFTED_BONES, middleOf } from '../../../../sidecar/src/motion/lift/lifted-bones.ts';
import { createRayTurn, focalPixels } from '../../../../sidecar/src/motion/lift/view-ray.ts';
import { angleQuat, quat, rotateVec } from '../../../../sidecar/src/skeleton/quaternion.ts';
import {
  angleVec,
  distanceVec,
  normalizeVec,
  scaleVec,
  subVec,
  type Vec3,
  vec3,
} from '../../../../sidecar/src/skeleton/vector.ts';
import { createLineFlattener } from '../line-flattener.ts';

const FOCAL = 1000;
const degrees = (radians: number): number => (radians * 180) / Math.PI;

describe('focalPixels', () => {
  it('is measured over the shorter side', () => {
    expect(focalPixels({ width: 1000, height: 4000 }, 90)).toBeCloseTo(500, 9);
  });
});

describe('createRayTurn', () => {
  it('turns the optical axis to the ray', () => {
    const turn = quat();
    const out = vec3();
    createRayTurn(FOCAL)(turn, 1000, 0);
    rotateVec(out, turn, vec3(0, -1, 0));
    expect(out[0]).toBeCloseTo(Math.SQRT1_2, 12);
    expect(out[1]).toBeCloseTo(-Math.SQRT1_2, 12);
    createRayTurn(FOCAL)(turn, 0, 0);
    expect(angleQuat(turn, quat())).toBe(0);
  });
});

describe('createDepthFit', () => {
  it('finds where a known shape stands', () => {
    const fit = createDepthFit(FOCAL);
    const shape = [vec3(10, 5, 20), vec3(-15, -8, 3), vec3(4, 12, -18), vec3(0, 0, 0)];
    for (const [right, towards, up] of shape as unknown as [number, number, number][]) {
      const depth = 240 - towards;
      fit.add(
        { x: (FOCAL * (right + 30)) / depth, y: (FOCAL * (up - 12)) / depth },
        { right, up, towards },
        1,
      );
    }
    const place = { depth: 0, right: 0, up: 0 };
    expect(fit.solve(place)).toBe(true);
    expect(place.depth).toBeCloseTo(240, 6);
    expect(place.right).toBeCloseTo(30, 6);
    expect(place.up).toBeCloseTo(-12, 6);
  });

  it('says so when points do not tell', () => {
    const fit = createDepthFit(FOCAL);
    const place = { depth: 0, right: 0, up: 0 };
    expect(fit.solve(place)).toBe(false);
    fit.add({ x: 1, y: 2 }, { right: 0, up: 0, towards: 0 }, 1);
    expect(fit.solve(place)).toBe(false);
  });
});

describe('createLineDeepener', () => {
  /** A body 300 cm away whose hips and shoulders are turned by an angle; picture and metric points agree. */
  const bodyOf = (turn: number) => {
    const world = Array.from({ length: 33 }, (_, k) => {
      const half = (k % 2 === 1 ? 1 : -1) * (k < 23 ? 18 : 11);
      return vec3(half * Math.cos(turn), half * Math.sin(turn), k < 23 ? 50 - k : 11 - k);
    });
    const seen = (axis: 0 | 2) => Float64Array.from(world, (p) => (FOCAL * p[axis]!) / (300 - p[1]!));
    return { x: seen(0), y: seen(2), world, depth: 300 };
  };
  const yaw = ({ world }: ReturnType<typeof bodyOf>, left: number): number =>
    degrees(Math.atan2(world[left]![1]! - world[left + 1]![1]!, world[left]![0]! - world[left + 1]![0]!));

  it('turns shoulders and hips further aside in the points and in the picture, their lengths kept', () => {
    const body = bodyOf(0.5);
    const before = bodyOf(0.5);
    createLineDeepener(FOCAL)(body);
    for (const [left, depth] of [
      [11, 1.4],
      [23, 1.8],
    ] as const) {
      expect(yaw(body, left)).toBeCloseTo(degrees(Math.atan(depth * Math.tan(0.5))), 6);
      const length = distanceVec(before.world[left]!, before.world[left + 1]!);
      expect(distanceVec(body.world[left]!, body.world[left + 1]!)).toBeCloseTo(length, 9);
      for (const k of [left, left + 1]) {
        const [x, y, z] = body.world[k]!;
        expect(body.x[k]).toBeCloseTo((FOCAL * x!) / (300 - y!), 6);
        expect(body.y[k]).toBeCloseTo((FOCAL * z!) / (300 - y!), 6);
      }
    }
    for (const [from, to] of [
      [11, 13],
      [24, 26],
    ] as const) {
      for (let axis = 0; axis < 3; axis++) {
        const along = body.world[to]![axis]! - body.world[from]![axis]!;
        expect(along).toBeCloseTo(before.world[to]![axis]! - before.world[from]![axis]!, 9);
      }
    }
    expect(body.x[25]).toBe(before.x[25]);
  });

  it('takes a line that is shown nearly across for what it is, and one between for something between', () => {
    expect(lineDepth(0.13, 0.8)).toBe(1);
    expect(lineDepth(0.29, 0.8)).toBeCloseTo(1.4, 12);
    expect(lineDepth(0.45, 0.8)).toBe(1.8);
  });

  it('leaves a body that faces the camera, and undoes what its inverse did', () => {
    const facing = bodyOf(0);
    createLineDeepener(FOCAL)(facing);
    expect(facing.world).toEqual(bodyOf(0).world);
    const body = bodyOf(-0.9);
    createLineFlattener(FOCAL)(body);
    createLineDeepener(FOCAL)(body);
    body.world.forEach((point, k) => {
      expect(distanceVec(point, bodyOf(-0.9).world[k]!)).toBeLessThan(1e-9);
      expect(body.x[k]).toBeCloseTo(bodyOf(-0.9).x[k]!, 6);
    });
  });
});

describe('createBoneLift', () => {
  const lift = createBoneLift(FOCAL);
  const project = (direction: Vec3, length: number, depth: number) => {
    const end = depth - length * direction[1]!;
    return {
      length,
      errors: { picture: 2, across: 3, along: 6 },
      fromX: (FOCAL * 20) / depth,
      fromY: (FOCAL * -10) / depth,
      toX: (FOCAL * (20 + length * direction[0]!)) / end,
      toY: (FOCAL * (-10 + length * direction[2]!)) / end,
      fromDepth: depth,
    };
  };

  it('finds the direction of exact evidence', () => {
    const part = fc.double({ min: -1, max: 1, noNaN: true });
    fc.assert(
      fc.property(part, part, part, (x, y, z) => {
        const direction = vec3(x, y, z);
        fc.pre(normalizeVec(direction, direction) > 0.2);
        const world = vec3();
        scaleVec(world, direction, 25);
        const out = vec3();
        lift(out, project(direction, 25, 250), world, direction[1]! >= 0 ? 1 : -1);
        expect(degrees(angleVec(out, direction))).toBeLessThan(0.2);
      }),
    );
  });

  it('lets picture and length correct a depth that the network flattens', () => {
    const direction = vec3(0.5, Math.sqrt(0.75), 0);
    const out = vec3();
    const flat = vec3(12.5, 9, 0);
    lift(out, project(direction, 25, 250), flat, 1);
    expect(degrees(angleVec(out, direction))).toBeLessThan(degrees(angleVec(flat, direction)) / 2);
  });

  it('weighs the side that the network speaks for as likelier', () => {
    const direction = vec3(0.6, 0.8, 0);
    const world = vec3(15, 20, 0);
    const out = vec3();
    const towards = lift(out, project(direction, 25, 250), world, 1);
    const away = lift(out, project(direction, 25, 250), world, -1);
    expect(towards).toBeLessThan(1e-6);
    expect(away).toBeGreaterThan(5);
    expect(out[1]).toBeLessThan(0);
  });
});

describe('createSideChooser', () => {
  /** A body of which every bone lies at 45 degrees, with the given costs of towards and away a frame. */
  const liftOf = (costs: readonly (readonly [number, number])[]): BodyLift => {
    let frame = 0;
    return {
      place: () => {},
      weigh: (out) => {
        for (const [towards, away] of out) {
          towards.direction.set([Math.SQRT1_2, Math.SQRT1_2, 0]);
          away.direction.set([Math.SQRT1_2, -Math.SQRT1_2, 0]);
          [towards.cost, away.cost] = costs[frame]!;
        }
        frame++;
      },
    };
  };
  const times = Float64Array.from({ length: 8 }, (_, i) => i / 30);
  const evidence = {} as BodyEvidence;
  const firstBone = (sides: Int8Array): number[] =>
    Array.from({ length: 8 }, (_, i) => sides[(i * sides.length) / 8]!);

  it('does not follow a frame that contradicts its neighbours', () => {
    const costs = [0, 0, 0, 1, 0, 0, 0, 0].map((odd) => (odd ? ([4, 0] as const) : ([0, 4] as const)));
    expect(firstBone(createSideChooser()(liftOf(costs), () => evidence, { times, cuts: [] }))).toEqual(
      new Array(8).fill(1),
    );
  });

  it('follows evidence that stays, and starts anew after a gap and at a cut', () => {
    const costs = [0, 0, 0, 1, 1, 1, 1, 1].map((odd) => (odd ? ([400, 0] as const) : ([0, 400] as const)));
    const sides = createSideChooser()(liftOf(costs), () => evidence, { times, cuts: [] });
    expect(firstBone(sides)).toEqual([1, 1, 1, -1, -1, -1, -1, -1]);
    const weak = [0, 0, 0, 1, 1, 1, 1].map((odd) => (odd ? ([1, 0] as const) : ([0, 1] as const)));
    const gap = createSideChooser()(liftOf(weak), (frame) => (frame === 3 ? null : evidence), {
      times,
      cuts: [],
    });
    expect(firstBone(gap)).toEqual([1, 1, 1, 1, -1, -1, -1, -1]);
    const weakly = [0, 0, 0, 1, 1, 1, 1, 1].map((odd) => (odd ? ([1, 0] as const) : ([0, 1] as const)));
    const cut = createSideChooser()(liftOf(weakly), () => evidence, { times, cuts: [3] });
    expect(firstBone(cut)).toEqual([1, 1, 1, -1, -1, -1, -1, -1]);
    const through = createSideChooser()(liftOf(weakly), () => evidence, { times, cuts: [] });
    expect(new Set(firstBone(through)).size).toBe(1);
  });
});

describe('createBodyLift', () => {
  const performer = { shoulders: 36, upperArm: 28, forearm: 25, thigh: 40, calf: 40, trunk: 50 };
  const away = new Int8Array(LIFTED_BONES.length).fill(-1);
  const TIP = -0.3;

  /** Shoulders 50 cm over the hips and an upright picture, whose metric points lean away from the camera. */
  const leaning = (): BodyEvidence => {
    const at = (k: number): [x: number, z: number] => [(k % 2 === 1 ? 1 : -1) * 18, k < 23 ? 50 : 0];
    const world = Array.from({ length: 33 }, (_, k) => {
      const [x, z] = at(k);
      return vec3(x, z * Math.sin(TIP), z * Math.cos(TIP));
    });
    const seen = (axis: 0 | 1) => Float64Array.from(world, (_, k) => (FOCAL * at(k)[axis]) / 300);
    const visibility = new Float64Array(33).fill(1);
    const bones = LIFTED_BONES.map(({ from, to }) => {
      const bone = middleOf(vec3(), world, to);
      subVec(bone, bone, middleOf(vec3(), world, from));
      return bone;
    });
    return { x: seen(0), y: seen(1), world, visibility, depth: 300, bones, learnt: { l: 0, r: 0 } };
  };
  const lean = (trunk: number | null): number => {
    const joints = Array.from({ length: 33 }, () => vec3());
    createBodyLift({ ...performer, trunk }, FOCAL).place(joints, leaning(), away, 0);
    return Math.atan2(joints[11]![1]! + joints[12]![1]!, joints[11]![2]! + joints[12]![2]!);
  };

  it('sets a trunk more upright whose picture is as long as it is', () => {
    expect(lean(null)).toBeCloseTo(TIP, 9);
    expect(Math.abs(lean(50))).toBeLessThan(-TIP * 0.8);
  });

  it('takes the head along, and keeps the lengths', () => {
    const joints = Array.from({ length: 33 }, () => vec3());
    const evidence = leaning();
    createBodyLift(performer, FOCAL).place(joints, evidence, away, 0);
    expect(distanceVec(joints[11]!, joints[12]!)).toBeCloseTo(36, 9);
    const shoulders = vec3();
    const before = vec3();
    for (let axis = 0; axis < 3; axis++) {
      shoulders[axis] = (joints[11]![axis]! + joints[12]![axis]!) / 2 - joints[0]![axis]!;
      before[axis] =
        (evidence.world[11]![axis]! + evidence.world[12]![axis]!) / 2 - evidence.world[0]![axis]!;
    }
    expect(distanceVec(shoulders, before)).toBeLessThan(1e-9);
    expect(
      Math.hypot(
        joints[11]![0]! + joints[12]![0]!,
        joints[11]![1]! + joints[12]![1]!,
        joints[11]![2]! + joints[12]![2]!,
      ),
    ).toBeCloseTo(100, 9);
  });
});
