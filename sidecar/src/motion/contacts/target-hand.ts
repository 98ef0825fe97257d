import { type BodyBone, FINGERS, type Side } from '../../skeleton/body-bones.ts';
import { rotateVec } from '../../skeleton/quaternion.ts';
import type { Pose, Rig } from '../../skeleton/rig.ts';
import {
  addScaledVec,
  addVec,
  distanceVec,
  lengthVec,
  setVec,
  type Vec3,
  vec3,
} from '../../skeleton/vector.ts';
import { axisSign } from '../solve/hinge.ts';
import { FINGER_RADIUS, PALM_RADIUS, THUMB_RADIUS, USUAL_PALM } from './body-surface.ts';
import { DIGITS, type Digit, type HandPart } from './contact-pairs.ts';

/** Length of a digit's last bone over the one before it: the skeleton has no fingertips. */
const END_SHARE = 0.85;

/** A segment's two ends, component space, cm. */
export type Line = readonly [Vec3, Vec3];

/** Where the touching parts of a hand are on the target. */
export interface TargetHand {
  /** Bones of a digit from its root. */
  bones(digit: Digit): readonly [number, number, number];
  /** Middle lines of a part's flesh, overwritten by the part's next call: a digit's last segment, or a palm's metacarpals. */
  lines(pose: Pose, part: HandPart): readonly Line[];
  /** Writes a part's place against head and trunk, component space, cm: a digit's tip, or the palm's middle. */
  point(out: Vec3, pose: Pose, part: HandPart): void;
  /** Half thickness of a part, cm. */
  radius(part: HandPart): number;
}

export function createTargetHand(rig: Rig, side: Side): TargetHand {
  const { bone } = rig;
  const sign = axisSign(rig, bone[`index_02_${side}`]);
  const of = (digit: Digit, joint: string): number => bone[`${digit}_${joint}_${side}` as BodyBone];
  const bonesOf = Object.fromEntries(
    DIGITS.map((digit) => [digit, [of(digit, '01'), of(digit, '02'), of(digit, '03')]]),
  ) as unknown as Readonly<Record<Digit, readonly [number, number, number]>>;
  const hand = bone[`hand_${side}`];
  const corners = [hand, of('index', '01'), of('middle', '01'), of('pinky', '01')];
  const size = palmLength(rig, side) / USUAL_PALM;
  const metacarpals = [
    ...FINGERS.map((finger) => [hand, of(finger, '01')] as const),
    [of('thumb', '01'), of('thumb', '02')] as const,
  ];
  const ends = Object.fromEntries(DIGITS.map((digit) => [digit, [vec3(), vec3()]])) as unknown as Readonly<
    Record<Digit, Line>
  >;
  const radii = { thumb: THUMB_RADIUS, palm: PALM_RADIUS } as Partial<Record<HandPart, number>>;

  const end = (pose: Pose, digit: Digit): Line => {
    const [, , last] = bonesOf[digit];
    const [joint, tip] = ends[digit];
    const length = lengthVec(rig.translations[last]!) * END_SHARE;
    joint.set(pose.position[last]!);
    setVec(tip, sign * length, 0, 0);
    rotateVec(tip, pose.global[last]!, tip);
    addVec(tip, tip, joint);
    return ends[digit];
  };

  return {
    bones: (digit) => bonesOf[digit],
    lines: (pose, part) =>
      part === 'palm'
        ? metacarpals.map(([a, b]) => [pose.position[a]!, pose.position[b]!])
        : [end(pose, part)],
    point: (out, pose, part) => {
      if (part !== 'palm') return out.set(end(pose, part)[1]);
      setVec(out, 0, 0, 0);
      for (const corner of corners) addScaledVec(out, out, pose.position[corner]!, 1 / corners.length);
    },
    radius: (part) => (radii[part] ?? FINGER_RADIUS) * size,
  };
}

/** From wrist to knuckle of the middle finger in the reference pose, cm. */
export function palmLength(rig: Rig, side: Side): number {
  const { referencePositions: rest, bone } = rig;
  return distanceVec(rest[bone[`hand_${side}`]]!, rest[bone[`middle_01_${side}`]]!);
}
