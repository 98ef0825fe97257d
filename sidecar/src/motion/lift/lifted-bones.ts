import { SIDES, type Side } from '../../skeleton/body-bones.ts';
import { copyVec, mixVec, type Vec3 } from '../../skeleton/vector.ts';
import { ANKLE, ELBOW, HIP, KNEE, SHOULDER, WRIST } from '../clip/landmark-points.ts';

/** A bone that is lifted: landmarks whose middles are its ends, and which of the performer's lengths it has. */
interface LiftedBone {
  readonly from: readonly number[];
  readonly to: readonly number[];
  readonly length: 'trunk' | 'shoulders' | 'upperArm' | 'forearm' | 'thigh' | 'calf';
  /** Of the hand that goes on from it. */
  readonly hand?: Side;
}

/** Every bone that is lifted, roots first: the order of the sides and of the candidates. */
export const LIFTED_BONES: readonly LiftedBone[] = [
  { from: [HIP.l, HIP.r], to: [SHOULDER.l, SHOULDER.r], length: 'trunk' },
  { from: [SHOULDER.r], to: [SHOULDER.l], length: 'shoulders' },
  ...SIDES.flatMap((side): LiftedBone[] => [
    { from: [SHOULDER[side]], to: [ELBOW[side]], length: 'upperArm' },
    { from: [ELBOW[side]], to: [WRIST[side]], length: 'forearm', hand: side },
    { from: [HIP[side]], to: [KNEE[side]], length: 'thigh' },
    { from: [KNEE[side]], to: [ANKLE[side]], length: 'calf' },
  ]),
];

/** The middle of the points at a bone's end. */
export function middleOf(out: Vec3, points: readonly Vec3[], ends: readonly number[]): Vec3 {
  if (ends.length === 1) copyVec(out, points[ends[0]!]!);
  else mixVec(out, points[ends[0]!]!, points[ends[1]!]!, 0.5);
  return out;
}
