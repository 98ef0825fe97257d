import { FINGERS, type Side } from '../../skeleton/body-bones.ts';
import type { Rig } from '../../skeleton/rig.ts';
import { DIGIT_ROOT } from '../clip/landmark-points.ts';
import type { Coupling, Digit, Freedom } from './fit-digit.ts';
import { axisSign } from './hinge.ts';

/** Pull of a knuckle's sideways turn to rest: fingers spread 10 to 15 degrees. */
const SIDEWAYS_PULL = 0.6;
/**
 * The end joint bends by about two thirds of the middle one (one tendon bends both; Rijpkema and Girard 1991).
 * The less sure what is seen, the more this holds.
 */
const END_SHARE = 0.67;
const END_PULL = 9;
/** A middle or end joint bends this far from straight, and hardly backwards; radians. */
const MOST_CURL = -2;
const MOST_BACK = 0.12;
/** The thumb's saddle rolls as it swings, and its middle joint gives a little sideways. */
const THUMB_ROLL_PULL = 10;
const THUMB_SIDEWAYS_PULL = 10;
/** Radians from the reference within which the thumb's middle and end joints bend; curling is negative. */
const THUMB_MIDDLE_RANGE: readonly [number, number] = [-1.4, 0.7];
const THUMB_END_RANGE: readonly [number, number] = [-1.6, 0.6];

/** A digit and the hand landmark of its root. */
export type HandDigit = Digit & { readonly landmark: number };

/** Thumb and fingers of a hand: knuckles with two axes, hinges beyond; the thumb's root is a saddle. */
export function handDigits(rig: Rig, side: Side): HandDigit[] {
  const { bone } = rig;
  const sign = axisSign(rig, bone[`index_02_${side}`]);
  const bonesOf = (digit: keyof typeof DIGIT_ROOT) =>
    [bone[`${digit}_01_${side}`], bone[`${digit}_02_${side}`], bone[`${digit}_03_${side}`]] as const;
  /** Flexion at which a bone goes straight on from its parent. */
  const straight = (index: number): number =>
    -2 * Math.atan2(rig.rotations[index]![2]!, rig.rotations[index]![3]!);
  const fingers = FINGERS.map((finger): HandDigit => {
    const bones = bonesOf(finger);
    const [, middle, end] = bones.map(straight) as [number, number, number];
    const freedoms = [
      free(0, 'z'),
      free(0, 'y', SIDEWAYS_PULL),
      hinge(1, [middle + MOST_CURL, middle + MOST_BACK]),
      hinge(2, [end + MOST_CURL, end + MOST_BACK]),
    ];
    const coupling: Coupling = {
      from: 2,
      to: 3,
      share: END_SHARE,
      offset: end - END_SHARE * middle,
      pull: END_PULL,
    };
    return { bones, freedoms, coupling, sign, landmark: DIGIT_ROOT[finger] };
  });
  return [thumbOf(bonesOf('thumb'), sign), ...fingers];
}

function thumbOf(bones: Digit['bones'], sign: 1 | -1): HandDigit {
  const freedoms = [
    free(0, 'z'),
    free(0, 'y'),
    free(0, 'x', THUMB_ROLL_PULL),
    hinge(1, THUMB_MIDDLE_RANGE),
    free(1, 'y', THUMB_SIDEWAYS_PULL),
    hinge(2, THUMB_END_RANGE),
  ];
  return { bones, freedoms, coupling: null, sign, landmark: DIGIT_ROOT.thumb };
}

function free(bone: 0 | 1 | 2, axis: Freedom['axis'], pull = 0): Freedom {
  return { bone, axis, least: -Math.PI, most: Math.PI, pull };
}

function hinge(bone: 0 | 1 | 2, [least, most]: readonly [number, number]): Freedom {
  return { bone, axis: 'z', least, most, pull: 0 };
}
