import type { BodyBone, Side } from '../../skeleton/body-bones.ts';
import type { Rig } from '../../skeleton/rig.ts';
import { lengthVec, type Vec3 } from '../../skeleton/vector.ts';
import { DIGIT_ROOT, HAND_WRIST } from '../clip/landmark-points.ts';
import type { HandShape } from '../clip/measure-hand.ts';

/** Where a skeleton's own joints stand for the palm's landmarks: the reference pose, component space, cm. */
export function palmJoints(rig: Rig, side: Side): readonly Vec3[] {
  const { bone, referencePositions } = rig;
  const points: Vec3[] = [];
  points[HAND_WRIST] = referencePositions[bone[`hand_${side}`]]!;
  for (const digit of ['thumb', 'index', 'middle', 'ring', 'pinky'] as const) {
    points[DIGIT_ROOT[digit]] = referencePositions[bone[`${digit}_01_${side}`]]!;
  }
  return points;
}

/** The skeleton's own hand; it has no fingertips, and a digit's end is taken two thirds as long as its middle. */
export function restHand(rig: Rig, side: Side): HandShape {
  const lengths = Object.keys(DIGIT_ROOT).flatMap((digit) => {
    const of = (joint: string): number =>
      lengthVec(rig.translations[rig.bone[`${digit}_${joint}_${side}` as BodyBone]]!);
    return [of('02'), of('03'), of('03') * 0.67];
  });
  return { phalanges: Float64Array.from(lengths) };
}
