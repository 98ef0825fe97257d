import type { Side } from '../../skeleton/body-bones.ts';
import { multiplyQuat, quat, relativeQuat, rotateVec, setQuat } from '../../skeleton/quaternion.ts';
import { type Pose, placeBone, type Rig } from '../../skeleton/rig.ts';
import { crossVec, setVec, subVec, type Vec3, vec3 } from '../../skeleton/vector.ts';
import type { HandPoint } from './contact-pairs.ts';
import { createPartMeter } from './part-meter.ts';
import type { TargetHand } from './target-hand.ts';

/** How readily each turn gives: joints flex, knuckles hardly go sideways, the thumb's root does both. */
const FLEX = 1;
const KNUCKLE_SIDEWAYS = 0.1;
const THUMB_SIDEWAYS = 0.6;
/** Damping of a step, square centimetres: keeps a stretched finger from whipping. */
const DAMPING = 2;
const STEPS = 24;
const LARGEST_STEP = 0.25;
/** A joint's flexion from the reference pose stays within this, radians. */
const MOST_CURL = -2;
const MOST_BACK = 0.5;
/** Near enough, cm. */
const CLOSE = 0.02;

/** A turn of one bone about one of its own axes. */
interface Freedom {
  readonly bone: number;
  readonly axis: Vec3;
  readonly weight: number;
  /** +1 in the first digit, -1 in the second: what moves the second's tip closes the gap the other way. */
  readonly sense: 1 | -1;
}

/**
 * Bends two digits, or a digit to a palm, until their middle lines are `apart` cm from each other; the hands must be in
 * place. Nothing happens where they are that near already.
 */
export type DigitCloser = (pose: Pose, first: HandPoint, second: HandPoint, apart: number) => void;

/** Damped least squares over the joints of both digits. */
export function createDigitCloser(rig: Rig, hands: Readonly<Record<Side, TargetHand>>): DigitCloser {
  const meter = createPartMeter(hands);
  const direction = vec3();
  const axis = vec3();
  const arm = vec3();
  const turn = quat();

  const freedomsOf = ({ part, side }: HandPoint, sense: 1 | -1): Freedom[] => {
    if (part === 'palm') return [];
    const bones = hands[side].bones(part);
    const sideways = part === 'thumb' ? THUMB_SIDEWAYS : KNUCKLE_SIDEWAYS;
    return [
      ...bones.map((bone) => ({ bone, axis: vec3(0, 0, 1), weight: FLEX, sense })),
      { bone: bones[0], axis: vec3(0, 1, 0), weight: sideways, sense },
    ];
  };
  const place = (pose: Pose, { part, side }: HandPoint): void => {
    if (part !== 'palm') for (const bone of hands[side].bones(part)) placeBone(rig, pose, bone);
  };
  /** How much the gap closes for each radian of a turn. */
  const closing = (pose: Pose, { bone, axis: own, sense }: Freedom): number => {
    rotateVec(axis, pose.global[bone]!, own);
    subVec(arm, sense === 1 ? meter.onFirst : meter.onSecond, pose.position[bone]!);
    crossVec(arm, axis, arm);
    return sense * (arm[0]! * direction[0]! + arm[1]! * direction[1]! + arm[2]! * direction[2]!);
  };
  const apply = (pose: Pose, { bone, axis: own }: Freedom, angle: number): void => {
    const sine = Math.sin(angle / 2);
    setQuat(turn, own[0]! * sine, own[1]! * sine, own[2]! * sine, Math.cos(angle / 2));
    multiplyQuat(pose.local[bone]!, pose.local[bone]!, turn);
  };
  const flexion = (pose: Pose, bone: number): number => {
    relativeQuat(turn, rig.rotations[bone]!, pose.local[bone]!);
    const angle = 2 * Math.atan2(turn[2]!, turn[3]!);
    return angle > Math.PI ? angle - 2 * Math.PI : angle < -Math.PI ? angle + 2 * Math.PI : angle;
  };

  return (pose, first, second, apart) => {
    const freedoms = [...freedomsOf(first, 1), ...freedomsOf(second, -1)];
    const rates = new Float64Array(freedoms.length);
    for (let step = 0; step < STEPS; step++) {
      const gap = meter.distance(pose, first, second) - apart;
      if (gap <= CLOSE) return;
      subVec(direction, meter.onSecond, meter.onFirst);
      const distance = gap + apart;
      setVec(direction, direction[0]! / distance, direction[1]! / distance, direction[2]! / distance);
      let square = DAMPING;
      freedoms.forEach((freedom, k) => {
        rates[k] = closing(pose, freedom);
        square += freedom.weight * rates[k]! ** 2;
      });
      freedoms.forEach((freedom, k) => {
        let angle = (freedom.weight * rates[k]! * gap) / square;
        angle = Math.min(LARGEST_STEP, Math.max(-LARGEST_STEP, angle));
        if (freedom.axis[2] === 1) {
          const now = flexion(pose, freedom.bone);
          angle = Math.min(Math.max(MOST_BACK, now), Math.max(Math.min(MOST_CURL, now), now + angle)) - now;
        }
        apply(pose, freedom, angle);
      });
      place(pose, first);
      place(pose, second);
    }
  };
}
