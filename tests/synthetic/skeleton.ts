import { scale, type Vec3 } from './vector.ts';

/** Fingers in the order in which the shader walks them. */
export const FINGERS = ['thumb', 'index', 'middle', 'ring', 'pinky'] as const;
export const FINGER_JOINTS = ['01', '02', '03', 'tip'] as const;
export const SIDES = ['l', 'r'] as const;

export type Finger = (typeof FINGERS)[number];
export type Side = (typeof SIDES)[number];

/** Factors on the default performer, a person of 1.74 m. */
export interface Proportions {
  /** Length of both arm bones. */
  arm: number;
  /** Length of both leg bones; the pelvis rises with it. */
  leg: number;
  /** Size of the whole hand, flesh included. */
  hand: number;
  /** Length of the spine. */
  trunk: number;
  /** Breadth of shoulders and hips, flesh included. */
  width: number;
  /** Size of the head, flesh included. */
  head: number;
}

export const DEFAULT_PROPORTIONS: Proportions = { arm: 1, leg: 1, hand: 1, trunk: 1, width: 1, head: 1 };

/** A performer's proportions, the default's where they are not told. */
export const wholeProportions = (told: Partial<Proportions> = {}): Proportions => ({
  ...DEFAULT_PROPORTIONS,
  ...told,
});

export interface Joint {
  readonly name: string;
  readonly parent: string | null;
  /** Metres from the parent in the rest pose: standing, arms and fingers straight down, palms to the thighs. */
  readonly offset: Vec3;
}

/** Finger joint offsets of the left hand: the first from the wrist, the others from the joint before. */
const LEFT_FINGERS: Record<Finger, readonly [Vec3, Vec3, Vec3, Vec3]> = {
  thumb: [
    [-0.01, -0.022, 0.023],
    [-0.012, -0.032, 0.029],
    [-0.004, -0.026, 0.02],
    [-0.002, -0.022, 0.014],
  ],
  index: [
    [0, -0.09, 0.027],
    [0, -0.042, 0],
    [0, -0.026, 0],
    [0, -0.021, 0],
  ],
  middle: [
    [0.003, -0.093, 0.006],
    [0, -0.046, 0],
    [0, -0.03, 0],
    [0, -0.022, 0],
  ],
  ring: [
    [0.001, -0.087, -0.015],
    [0, -0.042, 0],
    [0, -0.028, 0],
    [0, -0.022, 0],
  ],
  pinky: [
    [-0.003, -0.078, -0.034],
    [0, -0.033, 0],
    [0, -0.02, 0],
    [0, -0.019, 0],
  ],
};

const ANKLE_HEIGHT = 0.085;
const THIGH = 0.425;
const CALF = 0.41;
const HIP_DROP = 0.05;

function handJoints(side: Side, mirrored: (v: Vec3) => Vec3, size: number): Joint[] {
  return FINGERS.flatMap((finger) =>
    FINGER_JOINTS.map((part, i) => ({
      name: `${finger}_${part}_${side}`,
      parent: i === 0 ? `hand_${side}` : `${finger}_${FINGER_JOINTS[i - 1]}_${side}`,
      offset: scale(mirrored(LEFT_FINGERS[finger][i]!), size),
    })),
  );
}

function limbJoints(side: Side, k: Proportions): Joint[] {
  const mirrored = ([x, y, z]: Vec3): Vec3 => [side === 'l' ? x : -x, y, z];
  const joint = (name: string, parent: string, offset: Vec3): Joint => ({
    name: `${name}_${side}`,
    parent,
    offset: mirrored(offset),
  });
  return [
    joint('clavicle', 'spine_05', [0.025, 0.055 * k.trunk, 0.015]),
    joint('upperarm', `clavicle_${side}`, [0.14 * k.width, -0.026, -0.025]),
    joint('lowerarm', `upperarm_${side}`, [0, -0.282 * k.arm, 0]),
    joint('hand', `lowerarm_${side}`, [0, -0.25 * k.arm, 0]),
    ...handJoints(side, mirrored, k.hand),
    joint('thigh', 'pelvis', [0.093 * k.width, -HIP_DROP, 0]),
    joint('calf', `thigh_${side}`, [0, -THIGH * k.leg, 0]),
    joint('foot', `calf_${side}`, [0, -CALF * k.leg, 0]),
    joint('ball', `foot_${side}`, [0.012, -0.06, 0.14]),
  ];
}

/** Every joint of a performer, parents before children; names are those of the MetaHuman skeleton. */
export function buildSkeleton(proportions: Partial<Proportions> = {}): Joint[] {
  const k = wholeProportions(proportions);
  const hip = ANKLE_HEIGHT + (THIGH + CALF) * k.leg + HIP_DROP;
  return [
    { name: 'pelvis', parent: null, offset: [0, hip, 0] },
    { name: 'spine_03', parent: 'pelvis', offset: [0, 0.195 * k.trunk, -0.012] },
    { name: 'spine_05', parent: 'spine_03', offset: [0, 0.215 * k.trunk, 0] },
    { name: 'neck_01', parent: 'spine_05', offset: [0, 0.108 * k.trunk, -0.008] },
    { name: 'head', parent: 'neck_01', offset: [0, 0.115 * k.head, 0.022 * k.head] },
    ...limbJoints('l', k),
    ...limbJoints('r', k),
  ];
}
