import type { Key, KeyPose } from './clip.ts';
import type { HANDSHAPES } from './handshapes.ts';
import { type ArmPose, holdHand } from './pose.ts';
import { holding } from './signing-keys.ts';
import { add, type Vec3 } from './vector.ts';

type Hold = Parameters<typeof holding>[0] & { readonly shape: keyof typeof HANDSHAPES };

/** A touch: the hands come to it from `away` and leave as they came, so that nothing passes through anything. */
interface Touch {
  readonly at: number;
  readonly hold: number;
  readonly left?: Hold;
  readonly right?: Hold;
  /** Where the hands are before and after, against the touch: outward, up, forward, metres. */
  readonly away: { readonly left?: Vec3; readonly right?: Vec3 };
  /** Handshape before and after, where it is not that of the touch. */
  readonly open?: Hold['shape'];
}

/** How long hands take to a touch and from it, seconds. */
const WAY = 0.2;
/** A hand at ease, further from the other than in the neutral pose: from there hands rise without meeting. */
const AT_EASE: Partial<ArmPose> = {
  wrist: [0.25, -0.27, 0.24],
  hand: holdHand([-0.6, -0.3, 0.5], [-0.3, -0.3, -0.9]),
};
/** Both hands like that. */
export const APART: KeyPose = { left: AT_EASE, right: AT_EASE };

function touch({ at, hold, left, right, away, open }: Touch): readonly Key[] {
  const arm = (touching?: Hold, by?: Vec3): Partial<ArmPose> => {
    if (touching === undefined) return AT_EASE;
    return by ? moved({ ...touching, shape: open ?? touching.shape }, by) : holding(touching);
  };
  const apart = { left: arm(left, away.left), right: arm(right, away.right) };
  return [
    { at: at - WAY, pose: apart },
    { at, hold, pose: { left: arm(left), right: arm(right) } },
    { at: at + hold + WAY, pose: apart },
  ];
}

const moved = (hold: Hold, by: Vec3): Partial<ArmPose> => holding({ ...hold, wrist: add(hold.wrist, by) });

const both = (hold: Hold): Pick<Touch, 'left' | 'right'> => ({ left: hold, right: hold });

/** Where elbows point while the hands meet upright before the chest: wrists bend back, not sideways. */
const ELBOWS_OUT: Vec3 = [0.9, -0.4, -0.18];
const PRESSED: Hold = {
  shape: 'board',
  wrist: [0.0215, -0.0543, 0.2344],
  fingers: [-0.03, 0.994, 0.183],
  palm: [-1, 0, 0],
  elbow: ELBOWS_OUT,
};
const TABLE: Hold = {
  shape: 'board',
  wrist: [0.0445, -0.2234, 0.2382],
  fingers: [-0.742, 0.143, 0.64],
  palm: [-0.126, 0.986, -0.147],
  elbow: [0.03, -0.83, -0.56],
};
const FIST_ON_TABLE: Hold = {
  shape: 'fist',
  wrist: [0.0918, -0.1625, 0.2867],
  fingers: [-0.934, 0.112, 0.261],
  palm: [-0.229, -0.185, -0.896],
};
const TENT: Hold = {
  shape: 'tent',
  wrist: [0.095, -0.0752, 0.2324],
  fingers: [-0.3, 0.896, 0.265],
  palm: [-0.9, -0.302, 0.095],
  elbow: ELBOWS_OUT,
};

/** Flat hands palm to palm, a fist on a palm, fingertips that touch. */
export const HANDS_MEET_KEYS: readonly Key[] = [
  { at: 0, pose: APART },
  ...touch({ at: 0.75, hold: 0.35, ...both(PRESSED), away: { left: [0.07, 0, 0], right: [0.07, 0, 0] } }),
  ...touch({
    at: 1.95,
    hold: 0.35,
    left: TABLE,
    right: FIST_ON_TABLE,
    away: { right: [0.033, 0.085, -0.015] },
    open: 'thumbOut',
  }),
  ...touch({ at: 3.05, hold: 0.3, ...both(TENT), away: { left: [0.06, 0, 0], right: [0.06, 0, 0] } }),
  { at: 4.1, pose: APART },
];

const ON_CHIN: Hold = {
  shape: 'point',
  wrist: [0.052, -0.018, 0.1763],
  fingers: [-0.4, 0.9, -0.3],
  palm: [-0.3, -0.3, -1],
};
const BEFORE_CHIN: Hold = {
  shape: 'point',
  wrist: [0.06, 0, 0.25],
  fingers: [-0.4, 0.9, -0.1],
  palm: [-0.3, -0.1, -1],
};
const ON_CHEEK: Hold = {
  shape: 'flat',
  wrist: [0.133, 0.1, 0.1565],
  fingers: [-0.4, 0.9, -0.3],
  palm: [-0.9, -0.3, -0.4],
};
const ON_TEMPLES: Hold = {
  shape: 'point',
  wrist: [0.157, 0.12, 0.115],
  fingers: [-0.5, 0.9, -0.2],
  palm: [-0.9, -0.5, -0.2],
};

/** Fingertips on the chin, on the cheek and both on the temples, and a finger that points at the chin from afar. */
export const TOUCHING_FACE_KEYS: readonly Key[] = [
  { at: 0, pose: APART },
  ...touch({ at: 0.65, hold: 0.24, right: ON_CHIN, away: { right: [0, -0.03, 0.06] } }),
  { at: 1.4, hold: 0.2, pose: { ...APART, right: holding(BEFORE_CHIN) } },
  ...touch({ at: 2.05, hold: 0.24, left: ON_CHEEK, away: { left: [0.03, 0, 0.05] } }),
  ...touch({
    at: 2.85,
    hold: 0.24,
    ...both(ON_TEMPLES),
    away: { left: [0.06, 0, 0.03], right: [0.06, 0, 0.03] },
  }),
  { at: 3.75, pose: APART },
];

const OFFERED: Hold = {
  shape: 'board',
  wrist: [0.0588, -0.174, 0.2254],
  fingers: [-0.561, -0.018, 0.825],
  palm: [-0.345, 0.857, 0.397],
  elbow: [-0.25, -0.82, -0.51],
};
const TAPPING: Hold = {
  shape: 'point',
  wrist: [0.1313, -0.1198, 0.2462],
  fingers: [-0.881, -0.332, 0.135],
  palm: [-0.132, -0.023, -0.996],
  elbow: [0.9, -0.41, -0.15],
};
const OFF_PALM: Vec3 = [0.035, 0.047, -0.012];
const count = (shape: Hold['shape'], at: number): readonly Key[] => [
  { at: at - 0.16, pose: { ...APART, right: holding({ ...COUNTING, shape: 'five' }) } },
  { at, hold: 0.16, pose: { ...APART, right: holding({ ...COUNTING, shape }) } },
];
const COUNTING: Hold = {
  shape: 'five',
  wrist: [0.17, -0.04, 0.28],
  fingers: [0.05, 1, 0.15],
  palm: [-0.15, -0.1, 1],
};

/** An index fingertip that taps the other palm twice; the thumb on the tip of each finger in turn. */
export const TAPPING_KEYS: readonly Key[] = [
  { at: 0, pose: APART },
  ...touch({ at: 0.7, hold: 0.16, left: OFFERED, right: TAPPING, away: { right: OFF_PALM } }),
  { at: 1.2, hold: 0.16, pose: { left: holding(OFFERED), right: holding(TAPPING) } },
  { at: 1.5, pose: { left: holding(OFFERED), right: moved(TAPPING, OFF_PALM) } },
  ...count('nine', 2),
  ...count('eight', 2.36),
  ...count('seven', 2.72),
  ...count('six', 3.08),
  { at: 3.9, pose: APART },
];

const FLAT_ON_CHEST: Hold = {
  shape: 'board',
  wrist: [0.11, -0.09, 0.1225],
  fingers: [-0.9, 0.35, 0.12],
  palm: [0.1, 0, -1],
};
const POINT_ON_CHEST: Hold = {
  shape: 'point',
  wrist: [0.1247, -0.0862, 0.2183],
  fingers: [-0.826, 0.23, -0.453],
  palm: [-0.581, -0.201, -0.743],
  elbow: [0.62, -0.73, -0.29],
};
const FIST_ON_CHEST: Hold = {
  shape: 'fist',
  wrist: [0.11, -0.1, 0.1407],
  fingers: [-0.8, 0.4, 0.25],
  palm: [-0.1, -0.1, -1],
};
const before = { right: [0, -0.01, 0.07] } as const;

/** A flat hand on the chest, an index fingertip, the other hand's fist. */
export const TOUCHING_CHEST_KEYS: readonly Key[] = [
  { at: 0, pose: APART },
  ...touch({ at: 0.65, hold: 0.24, right: FLAT_ON_CHEST, away: before }),
  ...touch({ at: 1.4, hold: 0.24, right: POINT_ON_CHEST, away: before }),
  ...touch({ at: 2.25, hold: 0.24, left: FIST_ON_CHEST, away: { left: before.right }, open: 'thumbOut' }),
  { at: 3.15, pose: APART },
];
