import { DIGIT_NAMES, type DigitName } from '../../protocol/quality.ts';
import type { Side } from '../../skeleton/body-bones.ts';
import { type Quat, unrotateVec } from '../../skeleton/quaternion.ts';
import type { Pose, Rig } from '../../skeleton/rig.ts';
import { vec3 } from '../../skeleton/vector.ts';

/** The tracker's hand: x, y normalised to the picture. */
type HandPoints = readonly (readonly number[])[];

/** Landmarks of a hand that the skeleton has a joint for: the wrist, and three joints of each digit. */
const JOINTS: readonly {
  readonly landmark: number;
  readonly bone: string;
  readonly digit: DigitName | null;
}[] = [
  { landmark: 0, bone: 'hand', digit: null },
  ...DIGIT_NAMES.flatMap((digit, k) =>
    [1, 2, 3].map((joint) => ({ landmark: 4 * k + joint, bone: `${digit}_0${joint}`, digit })),
  ),
];
const MIDDLE_KNUCKLE = 9;

/** Mean distance of each digit's joints, in palm lengths. */
export type HandErrors = Readonly<Record<DigitName, number>>;

/**
 * Compares a solved hand with the tracker's in the picture. The skeleton's hand is not the performer's, so it is
 * first scaled and moved, never turned, to fit best.
 *
 * @param turn from the camera's axes to the character's, of the motion's settings.
 */
export function createHandError(
  rig: Rig,
  side: Side,
  { turn, width, height }: { turn: Quat; width: number; height: number },
): (pose: Pose, hand: HandPoints) => HandErrors | null {
  const joints = JOINTS.map(({ landmark, bone, digit }) => ({
    landmark,
    digit,
    bone: rig.bone[`${bone}_${side}` as keyof Rig['bone']],
  }));
  const solved = joints.map(() => [0, 0] as [number, number]);
  const seen = joints.map(() => [0, 0] as [number, number]);
  const point = vec3();

  return (pose, hand) => {
    const place = (landmark: number): [number, number] => [
      hand[landmark]![0]! * width,
      hand[landmark]![1]! * height,
    ];
    joints.forEach(({ bone, landmark }, k) => {
      // the camera's axes: x right in the picture, z up
      unrotateVec(point, turn, pose.position[bone]!);
      solved[k] = [point[0]!, -point[2]!];
      seen[k] = place(landmark);
    });
    const wrist = place(0);
    const knuckle = place(MIDDLE_KNUCKLE);
    const spread = fitPlace(solved, seen);
    const palm = Math.max(spread.palm, Math.hypot(knuckle[0] - wrist[0], knuckle[1] - wrist[1]));
    if (!(palm > 0)) return null;
    const errors = Object.fromEntries(DIGIT_NAMES.map((digit) => [digit, 0])) as Record<DigitName, number>;
    joints.forEach(({ digit }, k) => {
      if (digit !== null) errors[digit] += spread.distances[k]! / 3 / palm;
    });
    return errors;
  };
}

/** The scale and place that bring points closest to others, and what distance is left of each. */
function fitPlace(
  points: readonly (readonly [number, number])[],
  targets: readonly (readonly [number, number])[],
): { readonly distances: readonly number[]; readonly palm: number } {
  const centre = mean(points);
  const goal = mean(targets);
  let along = 0;
  let size = 0;
  points.forEach(([x, y], k) => {
    const [px, py] = [x - centre[0], y - centre[1]];
    along += px * (targets[k]![0] - goal[0]) + py * (targets[k]![1] - goal[1]);
    size += px * px + py * py;
  });
  const scale = size > 0 ? Math.max(0, along / size) : 0;
  const distances = points.map(([x, y], k) =>
    Math.hypot(
      targets[k]![0] - goal[0] - scale * (x - centre[0]),
      targets[k]![1] - goal[1] - scale * (y - centre[1]),
    ),
  );
  // how long a palm of 9 cm is at this scale: foreshortened palms must not make small errors large
  return { distances, palm: scale * PALM_CM };
}

/** Wrist to the knuckle of the middle finger on the target skeletons, cm. */
const PALM_CM = 9;

function mean(points: readonly (readonly [number, number])[]): [number, number] {
  const sum = points.reduce<[number, number]>(([x, y], p) => [x + p[0], y + p[1]], [0, 0]);
  return [sum[0] / points.length, sum[1] / points.length];
}
