import { type Cone, join, toCone } from './distances.ts';
import type { Posed } from './forward-kinematics.ts';
import { FINGER_JOINTS, FINGERS, type Finger, SIDES, type Side } from './skeleton.ts';
import { add, inverse, length, rotate, scale, subtract, type Vec3 } from './vector.ts';

/** Half thickness at each joint of a digit and at its tip, metres; as PHALANX of `shader/hand.glsl`. */
const PHALANX: Readonly<Record<Finger, readonly [number, number, number, number]>> = {
  thumb: [0.015, 0.0122, 0.0112, 0.0084],
  index: [0.0112, 0.0098, 0.0087, 0.0071],
  middle: [0.0114, 0.01, 0.0089, 0.0073],
  ring: [0.0108, 0.0094, 0.0084, 0.0069],
  pinky: [0.0098, 0.0083, 0.0074, 0.0062],
};
const cone = (from: Vec3, to: Vec3, thick: number, thin: number, bulge = 0): Cone => ({
  from,
  to,
  thick,
  thin,
  bulge,
});
/** A left palm in the hand's frame, and by how much each piece is rounded into those before it. */
const PALM: readonly (readonly [piece: Cone, fillet: number])[] = [
  [cone([0, -0.012, 0.012], [0.001, -0.088, 0.027], 0.015, 0.0112), 0],
  [cone([0.001, -0.012, 0.003], [0.003, -0.091, 0.006], 0.0155, 0.0114), 0.012],
  [cone([0, -0.012, -0.005], [0.001, -0.085, -0.015], 0.015, 0.0108), 0.012],
  [cone([-0.001, -0.012, -0.011], [-0.003, -0.076, -0.034], 0.014, 0.0098), 0.012],
  [cone([-0.008, -0.026, -0.017], [-0.007, -0.058, -0.029], 0.012, 0.01), 0.014],
];
const THUMB_ROOT: Vec3 = [-0.006, -0.018, 0.014];
const WEB_END: Vec3 = [-0.002, -0.066, 0.024];
/** A default hand from the wrist to the knuckle of the middle finger, metres. */
const DEFAULT_PALM = length([0.003, -0.093, 0.006]);
/** Places along a cone at which a part is measured against another. */
const STEPS = 8;

/** A ball of flesh. */
export interface Ball {
  readonly middle: Vec3;
  readonly radius: number;
}

/** A part of a body that may touch another: a digit's end, the rest of a digit, a palm. */
export interface FleshPart {
  readonly name: string;
  readonly side: Side;
  /** Balls along its middle lines: what of it touches others. */
  readonly balls: readonly Ball[];
  /** Middle of the balls, and how far the part reaches from it, metres. */
  readonly middle: Vec3;
  readonly reach: number;
  /** Distance of a point to its skin, metres; negative inside. */
  readonly distance: (p: Vec3) => number;
}

/** Gap between the skins of two parts, metres; negative where one lies in the other. */
export const gapBetween = (a: FleshPart, b: Pick<FleshPart, 'distance'>): number =>
  Math.min(...a.balls.map(({ middle, radius }) => b.distance(middle) - radius));

/**
 * Flesh of both hands as the shader draws it: of each the digits' ends (`index_tip_l`), what of the digits lies before
 * the palm (`index_l`), and the palm with the ball of the thumb (`palm_l`).
 */
export const handFlesh = (posed: Posed): FleshPart[] => SIDES.flatMap((side) => fleshOf(posed, side));

function fleshOf({ position, turn }: Posed, side: Side): FleshPart[] {
  const wrist = position[`hand_${side}`]!;
  const size = length(subtract(position[`middle_01_${side}`]!, wrist)) / DEFAULT_PALM;
  const digits = FINGERS.flatMap((finger) => {
    const joints = FINGER_JOINTS.map((joint) => position[`${finger}_${joint}_${side}`]!);
    const thick = PHALANX[finger].map((radius) => radius * size);
    const bone = (k: number): Cone => cone(joints[k]!, joints[k + 1]!, thick[k]!, thick[k + 1]!);
    // the thumb's first bone lies inside the ball of the thumb
    const rest = finger === 'thumb' ? [bone(1)] : [bone(0), bone(1)];
    return [ofCones(`${finger}_tip_${side}`, side, [bone(2)]), ofCones(`${finger}_${side}`, side, rest)];
  });
  const mirrored = ([x, y, z]: Vec3): Vec3 => [side === 'l' ? x : -x, y, z];
  const inward = (p: Vec3): Vec3 =>
    mirrored(scale(rotate(inverse(turn[`hand_${side}`]!), subtract(p, wrist)), 1 / size));
  const outward = (p: Vec3): Vec3 => add(wrist, rotate(turn[`hand_${side}`]!, scale(mirrored(p), size)));
  const pieces = palmPieces(inward(position[`thumb_02_${side}`]!));
  const balls = pieces.flatMap(([piece]) =>
    ballsOf(piece).map(({ middle, radius }) => ({ middle: outward(middle), radius: radius * size })),
  );
  const palm = part({ name: `palm_${side}`, side, balls }, (p) => {
    const local = inward(p);
    return pieces.reduce((d, [piece, fillet]) => join(d, toCone(local, piece), fillet || 1e-9), 1e3) * size;
  });
  return [...digits, palm];
}

/** The palm with the ball of the thumb and the web beside it. @param thumb its second joint, in the hand's frame. */
function palmPieces(thumb: Vec3): readonly (readonly [Cone, number])[] {
  const web = add(scale(THUMB_ROOT, 0.28), scale(thumb, 0.72));
  return [
    ...PALM,
    [cone(THUMB_ROOT, thumb, 0.015, 0.0124, 0.003), 0.016],
    [cone(web, WEB_END, 0.0075, 0.008), 0.022],
  ];
}

const ofCones = (name: string, side: Side, cones: readonly Cone[]): FleshPart =>
  part({ name, side, balls: cones.flatMap(ballsOf) }, (p) =>
    Math.min(...cones.map((each) => toCone(p, each))),
  );

function part(
  { name, side, balls }: Pick<FleshPart, 'name' | 'side' | 'balls'>,
  distance: FleshPart['distance'],
): FleshPart {
  const middle = scale(
    balls.reduce<Vec3>((sum, ball) => add(sum, ball.middle), [0, 0, 0]),
    1 / balls.length,
  );
  const reach = Math.max(...balls.map((ball) => length(subtract(ball.middle, middle)) + ball.radius));
  return { name, side, balls, middle, reach, distance };
}

function ballsOf({ from, to, thick, thin }: Cone): Ball[] {
  return Array.from({ length: STEPS + 1 }, (_, k) => ({
    middle: add(from, scale(subtract(to, from), k / STEPS)),
    radius: thick + ((thin - thick) * k) / STEPS,
  }));
}
