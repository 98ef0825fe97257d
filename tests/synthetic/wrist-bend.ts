import type { Posed } from './forward-kinematics.ts';
import type { Side } from './skeleton.ts';
import { cross, dot, normalize, orthogonalTo, rotate, subtract, type Vec3 } from './vector.ts';

/** Degrees. */
export interface WristBend {
  /** Towards the palm; negative towards the back of the hand. */
  readonly flexion: number;
  /** Towards the thumb; negative towards the little finger. */
  readonly towardsThumb: number;
  /** Of the forearm: 0 with the thumb where the elbow bends to, positive towards palm down, negative towards palm up. */
  readonly roll: number;
}

const degrees = (sine: number): number => (Math.asin(Math.max(-1, Math.min(1, sine))) * 180) / Math.PI;

/** How a posed hand is held against its forearm; the elbow must not be straight. */
export function wristBend({ position, turn }: Posed, side: Side): WristBend {
  const outward = side === 'l' ? 1 : -1;
  const bone = (from: string, to: string): Vec3 =>
    normalize(subtract(position[`${to}_${side}`]!, position[`${from}_${side}`]!));
  const forearm = bone('lowerarm', 'hand');
  const hand = turn[`hand_${side}`]!;
  // at rest the arms hang, palms look at the thighs and thumbs forward
  const palm = rotate(hand, [-outward, 0, 0]);
  const thumb = rotate(hand, [0, 0, 1]);
  const hinge = cross(bone('upperarm', 'lowerarm'), forearm);
  const bend = normalize(cross(hinge, forearm));
  const level = orthogonalTo(forearm, thumb);
  return {
    flexion: degrees(-dot(forearm, palm)),
    towardsThumb: degrees(-dot(forearm, thumb)),
    roll: (Math.atan2(dot(cross(bend, level), forearm), dot(bend, level)) * 180 * outward) / Math.PI,
  };
}

/**
 * How far people's wrists go, degrees: 80 and 70 towards the palm and back, 20 and 30 towards thumb and little finger,
 * the forearm 80 to either side (Norkin and White, Measurement of Joint Motion); with what supple people have more.
 */
const FURTHEST: Readonly<Record<keyof WristBend, readonly [number, number]>> = {
  flexion: [-75, 85],
  towardsThumb: [-45, 35],
  roll: [-95, 95],
};

/** What of a wrist's bend is past what people can, such as "flexion_l 97". */
export function bentTooFar(posed: Posed, side: Side): string[] {
  return Object.entries(wristBend(posed, side)).flatMap(([way, degrees]) => {
    const [least, most] = FURTHEST[way as keyof WristBend];
    return degrees < least || degrees > most ? [`${way}_${side} ${degrees.toFixed(0)}`] : [];
  });
}
