import { HAND_LANDMARKS, POSE_LANDMARKS } from '../../protocol/landmarks.ts';
import { FINGERS, type Side } from '../../skeleton/body-bones.ts';
import { type Vec3, vec3 } from '../../skeleton/vector.ts';

/** Joint positions of one frame: Unreal axes, cm, the performer's own size. */
export interface Joints {
  /** By pose landmark. */
  readonly body: readonly Vec3[];
  /** By hand landmark; each hand about an origin of its own. */
  readonly hand: Readonly<Record<Side, readonly Vec3[]>>;
  /** How far the accounts of each finger differ (index to pinky), 0 to 4: mean squared chord of directions. */
  readonly doubt: Readonly<Record<Side, Float64Array>>;
}

export function createJoints(): Joints {
  const points = (count: number) => Array.from({ length: count }, () => vec3());
  return {
    body: points(POSE_LANDMARKS),
    hand: { l: points(HAND_LANDMARKS), r: points(HAND_LANDMARKS) },
    doubt: { l: new Float64Array(FINGERS.length), r: new Float64Array(FINGERS.length) },
  };
}
