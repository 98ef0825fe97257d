import { multiplyQuat, type Quat, quat, rotateVec, setQuat, unrotateVec } from '../../skeleton/quaternion.ts';
import { type Pose, placeBone, type Rig } from '../../skeleton/rig.ts';
import {
  addScaledVec,
  crossVec,
  dotVec,
  lengthOf,
  normalizeVec,
  scaleVec,
  type Vec3,
  vec3,
} from '../../skeleton/vector.ts';
import { createLeastSquares } from './least-squares.ts';

/**
 * Weights of what is seen of a segment, against a centimetre off across the view: the picture's own depth, and the
 * direction of the handshape, across the view and along it, where the picture says less.
 */
const ALONG = 0.06;
const SHAPE_ACROSS = 0.015;
const SHAPE_ALONG = 0.17;
const STEPS = 5;
/** A step shorter than this is the last one, radians. */
const SETTLED = 0.01;

/** Bones from root to tip. */
export type DigitBones = readonly [root: number, middle: number, end: number];

/** A turn of one of a digit's bones about its own axis, radians from its reference rotation. */
export interface Freedom {
  readonly bone: 0 | 1 | 2;
  /** Flexion is about z, sideways about y; a bone's freedoms stand in this order. */
  readonly axis: 'z' | 'y';
  readonly least: number;
  readonly most: number;
  /** Pull to the reference for each unit of doubt, cm squared a radian squared. */
  readonly pull: number;
}

/** One joint that follows another: freedom `to` is drawn to `offset` and `share` of freedom `from`. */
export interface Coupling {
  readonly from: number;
  readonly to: number;
  readonly share: number;
  readonly offset: number;
  /** For each unit of doubt, cm squared a radian squared. */
  readonly pull: number;
  /** How far off it is half let go, radians: a habit that some handshapes break. Infinity for one that always holds. */
  readonly reach: number;
}

export interface Digit {
  readonly bones: DigitBones;
  readonly freedoms: readonly Freedom[];
  readonly couplings: readonly Coupling[];
  /** +1 where a bone's x axis points to its child, -1 where it points back. */
  readonly sign: 1 | -1;
}

/** What is seen of a digit's segments: component space, cm of the performer. */
export interface DigitView {
  /** Across the view from the picture, along it from the network's picture depth. */
  readonly picture: readonly Vec3[];
  /** Unit vectors by the handshape. */
  readonly shape: readonly Vec3[];
  /** Whether `shape` is known. */
  shaped: boolean;
  readonly lengths: Float64Array;
  /** Unit vector to the camera. */
  readonly towards: Vec3;
  /** How far what is seen is in doubt: 0 for exact accounts, 1 for what is usual. */
  doubt: number;
}

/** Places a digit; the parent of its root must be in place. */
export type DigitFit = (pose: Pose, view: DigitView) => void;

/**
 * All joints of a digit at once (Gauss-Newton), so that its segments, at the performer's lengths, lie where the
 * picture has them: what is foreshortened points to the camera or away, and the hinges, the picture's depth and
 * the handshape say which.
 */
export function createDigitFit(rig: Rig, digit: Digit): DigitFit {
  const { freedoms, couplings } = digit;
  const count = freedoms.length;
  const angles = new Float64Array(count);
  const row = new Float64Array(count);
  const columns = freedoms.map(() => vec3());
  /** Those that move each segment: the freedoms of the bones up to its own. */
  const moving = [0, 1, 2].map((k) => columns.slice(0, freedoms.filter(({ bone }) => bone <= k).length));
  const squares = createLeastSquares(count);
  const chain = createChain(rig, digit);
  const error = vec3();

  const limit = (): void => {
    for (let k = 0; k < count; k++) {
      angles[k] = Math.min(freedoms[k]!.most, Math.max(freedoms[k]!.least, angles[k]!));
    }
  };
  const addPriors = (doubt: number): void => {
    row.fill(0);
    for (let k = 0; k < count; k++) {
      if (freedoms[k]!.pull === 0) continue;
      row.fill(0);
      row[k] = 1;
      squares.add(row, -angles[k]!, doubt * freedoms[k]!.pull);
    }
    for (const { from, to, share, offset, pull, reach } of couplings) {
      const off = offset + share * angles[from]! - angles[to]!;
      row.fill(0);
      row[from] = -share;
      row[to] = 1;
      squares.add(row, off, (doubt * pull) / (1 + (off / reach) ** 2));
    }
  };
  const addSegment = (k: 0 | 1 | 2, view: DigitView): void => {
    const { picture, shape, shaped, lengths, towards } = view;
    const length = lengths[k]!;
    const along = chain.directions[k];
    const told = moving[k]!;
    row.fill(0);
    for (let f = 0; f < told.length; f++) {
      crossVec(told[f]!, chain.axes[f]!, along);
      scaleVec(told[f]!, told[f]!, length);
      row[f] = dotVec(told[f]!, towards);
    }
    // The picture's error in all directions alike, and what it is less sure of along the view taken back.
    for (let axis = 0; axis < 3; axis++) error[axis] = picture[k]![axis]! - length * along[axis]!;
    squares.add(row, dotVec(error, towards), ALONG - 1);
    const deeper = length * (dotVec(shape[k]!, towards) - dotVec(along, towards));
    if (shaped) squares.add(row, deeper, SHAPE_ALONG - SHAPE_ACROSS);
    const weight = shaped ? SHAPE_ACROSS : 0;
    for (let axis = 0; axis < 3; axis++) {
      error[axis] = (error[axis]! + weight * length * (shape[k]![axis]! - along[axis]!)) / (1 + weight);
    }
    squares.addVector(told, error, 1 + weight);
  };

  return (pose, view) => {
    chain.follow(pose, angles, view);
    for (let step = 0; step < STEPS; step++) {
      limit();
      chain.place(pose, angles);
      squares.reset();
      addPriors(view.doubt);
      for (const k of [0, 1, 2] as const) addSegment(k, view);
      if (squares.step(angles) < SETTLED) break;
    }
    limit();
    chain.place(pose, angles);
  };
}

interface Chain {
  /** Where the segments point, and the freedoms' axes, as last placed. */
  readonly directions: readonly [Vec3, Vec3, Vec3];
  readonly axes: readonly Vec3[];
  place(pose: Pose, angles: Float64Array): void;
  /** Places the digit joint by joint along the mean of what is seen; writes the angles. */
  follow(pose: Pose, angles: Float64Array, view: DigitView): void;
}

const UNIT = { x: vec3(1, 0, 0), y: vec3(0, 1, 0), z: vec3(0, 0, 1) } as const;

function createChain(rig: Rig, { bones, freedoms, sign }: Digit): Chain {
  const directions = [vec3(), vec3(), vec3()] as const;
  const axes = freedoms.map(() => vec3());
  const own = bones.map((_, k) => freedoms.flatMap(({ bone }, f) => (bone === k ? [f] : [])));
  const turn = quat();
  const global = quat();
  const local = vec3();

  /** The bone's frame before its own turns. */
  const restFrame = (pose: Pose, bone: number): Quat => {
    multiplyQuat(global, pose.global[rig.parents[bone]!]!, rig.rotations[bone]!);
    return global;
  };
  const placeBoneAt = (pose: Pose, k: 0 | 1 | 2, angles: Float64Array): void => {
    const bone = bones[k];
    const rotation = pose.local[bone]!;
    restFrame(pose, bone);
    rotation.set(rig.rotations[bone]!);
    for (const f of own[k]!) {
      const { axis } = freedoms[f]!;
      rotateVec(axes[f]!, global, UNIT[axis]);
      const half = angles[f]! / 2;
      const sine = Math.sin(half);
      setQuat(turn, 0, axis === 'y' ? sine : 0, axis === 'z' ? sine : 0, Math.cos(half));
      multiplyQuat(rotation, rotation, turn);
      multiplyQuat(global, global, turn);
    }
    placeBone(rig, pose, bone);
    rotateVec(directions[k], pose.global[bone]!, UNIT.x);
    for (let axis = 0; axis < 3; axis++) directions[k][axis]! *= sign;
  };

  return {
    directions,
    axes,
    place: (pose, angles) => {
      for (const k of [0, 1, 2] as const) placeBoneAt(pose, k, angles);
    },
    follow: (pose, angles, { picture, shape, lengths }) => {
      for (const k of [0, 1, 2] as const) {
        addScaledVec(local, picture[k]!, shape[k]!, lengths[k]!);
        normalizeVec(local, local);
        unrotateVec(local, restFrame(pose, bones[k]), local);
        const x = local[0]! * sign;
        const y = local[1]! * sign;
        const z = local[2]! * sign;
        for (const f of own[k]!) {
          const { axis } = freedoms[f]!;
          angles[f] = axis === 'z' ? Math.atan2(y, x) : Math.atan2(-z, lengthOf(x, y));
        }
        placeBoneAt(pose, k, angles);
      }
    },
  };
}
