import { lengthOf } from '../../skeleton/vector.ts';
import { type BodyReader, createBodyReader } from '../lift/body-evidence.ts';
import type { Camera } from '../lift/view-ray.ts';
import type { ClipStore } from './clip-store.ts';
import type { Seen } from './find-seen.ts';
import { ANKLE, ELBOW, HIP, KNEE, SHOULDER, WRIST } from './landmark-points.ts';
import { quantile } from './quantile.ts';

/** Lengths of a performer, cm in the scale of the tracker's metric points. */
export interface Performer {
  readonly shoulders: number;
  readonly upperArm: number;
  readonly forearm: number;
  readonly thigh: number;
  readonly calf: number;
  /** From the middle of the hips to the middle of the shoulders; null where no frame shows it. */
  readonly trunk: number | null;
}

/** Those that are alike on every adult. */
type Bone = Exclude<keyof Performer, 'trunk'>;
/** Ends of a bone: the landmark, or those whose middle it is. */
type Ends = readonly [from: readonly number[], to: readonly number[]];

const TRUNK: Ends = [
  [HIP.l, HIP.r],
  [SHOULDER.l, SHOULDER.r],
];

/**
 * How far a measure that differs from the average is followed: a short one may never have been square on, and a bent
 * elbow is seen at its outer side, which makes the forearm look longer than it is.
 */
const TRUST = { arm: 0.2, leg: 0.6 } as const;

/**
 * Bones by their landmarks, and the length each has in trunks (middle of the hips to middle of the shoulders)
 * of the tracker's own landmarks, on an average adult (Winter, segment lengths over height).
 */
const BONES: Readonly<
  Record<Bone, { readonly pairs: readonly Ends[]; readonly trunks: number; readonly trust: number }>
> = {
  shoulders: { pairs: [[[SHOULDER.r], [SHOULDER.l]]], trunks: 0.66, trust: TRUST.arm },
  upperArm: {
    pairs: [
      [[SHOULDER.l], [ELBOW.l]],
      [[SHOULDER.r], [ELBOW.r]],
    ],
    trunks: 0.54,
    trust: TRUST.arm,
  },
  forearm: {
    pairs: [
      [[ELBOW.l], [WRIST.l]],
      [[ELBOW.r], [WRIST.r]],
    ],
    trunks: 0.51,
    trust: TRUST.arm,
  },
  thigh: {
    pairs: [
      [[HIP.l], [KNEE.l]],
      [[HIP.r], [KNEE.r]],
    ],
    trunks: 0.77,
    trust: TRUST.leg,
  },
  calf: {
    pairs: [
      [[KNEE.l], [ANKLE.l]],
      [[KNEE.r], [ANKLE.r]],
    ],
    trunks: 0.8,
    trust: TRUST.leg,
  },
};

/** Trunk when no frame shows one, cm: the network's average performer. */
const AVERAGE_TRUNK = 50;
/** Visibility that both ends of a bone need to be measured. */
const CLEAR = 0.6;
/** Quantile of a bone's length across the view that counts as seen square on. */
const SQUARE_ON = 0.9;
/**
 * And of the trunk's: it stands upright and square on, but for what bends and leans, and looks no longer than it
 * is but for the picture's errors.
 */
const UPRIGHT = 0.5;
/** Frames that are looked at, at most: spread over the clip. */
const LOOKS = 1500;

/**
 * Lengths once for the clip. A bone looks its longest when it lies across the view; that measure is mixed
 * with the average proportions, since pictures err and a bone may never have been seen square on.
 */
export function measurePerformer(clip: ClipStore, seen: Seen, camera: Camera): Performer {
  const read = createBodyReader(clip, camera);
  const names = Object.keys(BONES) as Bone[];
  const across = new Map<Bone, number[][]>(names.map((name) => [name, BONES[name].pairs.map(() => [])]));
  const trunks: number[] = [];
  const uprights: number[] = [];
  const step = Math.max(1, Math.floor(clip.length / LOOKS));
  for (let frame = 0; frame < clip.length; frame += step) {
    if (seen.body[frame] === 0) continue;
    const evidence = read(frame);
    if (seen.hips[frame] === 1) {
      trunks.push(trunkLength(evidence));
      const upright = lengthAcross(evidence, TRUNK, camera.focal);
      if (upright !== null) uprights.push(upright);
    }
    for (const name of names) {
      BONES[name].pairs.forEach((pair, side) => {
        const length = lengthAcross(evidence, pair, camera.focal);
        if (length !== null) across.get(name)![side]!.push(length);
      });
    }
  }
  const trunk = quantile(trunks, 0.5) ?? AVERAGE_TRUNK;
  const lengthOf = (name: Bone): number => {
    const average = trunk * BONES[name].trunks;
    const longest = Math.max(0, ...across.get(name)!.map((side) => quantile(side, SQUARE_ON) ?? 0));
    if (longest === 0) return average;
    return average * (longest / average) ** BONES[name].trust;
  };
  const lengths = Object.fromEntries(names.map((name) => [name, lengthOf(name)])) as Record<Bone, number>;
  return { ...lengths, trunk: quantile(uprights, UPRIGHT) };
}

type Evidence = ReturnType<BodyReader>;

function trunkLength({ world }: Evidence): number {
  let sum = 0;
  for (let k = 0; k < 3; k++) {
    const shoulders = world[SHOULDER.l]![k]! + world[SHOULDER.r]![k]!;
    sum += ((shoulders - world[HIP.l]![k]! - world[HIP.r]![k]!) / 2) ** 2;
  }
  return Math.sqrt(sum);
}

/** Length of a bone's picture at its own depth, cm; null when an end is not clear. */
function lengthAcross(evidence: Evidence, [from, to]: Ends, focal: number): number | null {
  const { visibility } = evidence;
  if ([...from, ...to].some((point) => visibility[point]! < CLEAR)) return null;
  const [a, b] = [placeAcross(evidence, from, focal), placeAcross(evidence, to, focal)];
  const length = lengthOf(a[0] - b[0], a[1] - b[1]);
  return length > 0 ? length : null;
}

/** Where the middle of points is across the view, cm right of the optical axis and above it. */
function placeAcross({ x, y, world, depth }: Evidence, points: readonly number[], focal: number) {
  let right = 0;
  let up = 0;
  for (const k of points) {
    const scale = (depth - world[k]![1]!) / focal / points.length;
    right += x[k]! * scale;
    up += y[k]! * scale;
  }
  return [right, up] as const;
}
