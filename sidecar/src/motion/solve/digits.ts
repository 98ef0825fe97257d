import { FINGERS, type Side } from '../../skeleton/body-bones.ts';
import type { Rig } from '../../skeleton/rig.ts';
import { DIGIT_ROOT } from '../clip/landmark-points.ts';
import type { Coupling, Digit, Freedom } from './fit-digit.ts';
import { axisSign } from './hinge.ts';

/**
 * The end joint bends by about two thirds of the middle one (one tendon bends both; Rijpkema and Girard 1991).
 * The less sure what is seen, the more this holds.
 */
const END_SHARE = 0.67;
const END_PULL = 2.7;
/**
 * A closing hand bends the middle joint with the knuckle, between 1.2 times as far (their ranges) and twice
 * (Lee and Kunii 1995); flat and hooked hands do not.
 */
const MIDDLE_SHARE = 1.5;
const MIDDLE_PULL = 0.45;
const MIDDLE_REACH = 1;
/** A middle or end joint bends this far from straight, and hardly backwards; radians. */
const MOST_CURL = -2;
const MOST_BACK = 0.12;
/** The thumb's middle joint gives a little sideways: pull to rest. */
const THUMB_SIDEWAYS_PULL = 3;
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
    const [knuckle, middle, end] = bones.map(straight) as [number, number, number];
    const freedoms = [
      free(0, 'z'),
      free(0, 'y'),
      hinge(1, [middle + MOST_CURL, middle + MOST_BACK]),
      hinge(2, [end + MOST_CURL, end + MOST_BACK]),
    ];
    const couplings = [
      follows([0, 2], [knuckle, middle], { share: MIDDLE_SHARE, pull: MIDDLE_PULL, reach: MIDDLE_REACH }),
      follows([2, 3], [middle, end], { share: END_SHARE, pull: END_PULL, reach: Number.POSITIVE_INFINITY }),
    ];
    return { bones, freedoms, couplings, sign, landmark: DIGIT_ROOT[finger] };
  });
  return [thumbOf(bonesOf('thumb'), sign), ...fingers];
}

/** A joint that bends by a share of another's bend; `straight` are the flexions at which both are straight. */
function follows(
  [from, to]: readonly [number, number],
  [fromStraight, toStraight]: readonly [number, number],
  how: Pick<Coupling, 'share' | 'pull' | 'reach'>,
): Coupling {
  return { from, to, offset: toStraight - how.share * fromStraight, ...how };
}

function thumbOf(bones: Digit['bones'], sign: 1 | -1): HandDigit {
  const freedoms = [
    free(0, 'z'),
    free(0, 'y'),
    hinge(1, THUMB_MIDDLE_RANGE),
    free(1, 'y', THUMB_SIDEWAYS_PULL),
    hinge(2, THUMB_END_RANGE),
  ];
  return { bones, freedoms, couplings: [], sign, landmark: DIGIT_ROOT.thumb };
}

function free(bone: 0 | 1 | 2, axis: Freedom['axis'], pull = 0): Freedom {
  return { bone, axis, least: -Math.PI, most: Math.PI, pull };
}

function hinge(bone: 0 | 1 | 2, [least, most]: readonly [number, number]): Freedom {
  return { bone, axis: 'z', least, most, pull: 0 };
}
