import { HAND_LANDMARKS, POSE_LANDMARKS } from '../../protocol/landmarks.ts';
import type { Side } from '../../skeleton/body-bones.ts';
import { type Vec3, vec3 } from '../../skeleton/vector.ts';

/** Joint positions of one frame: Unreal axes, cm, the performer's own size. */
export interface Joints {
  /** By pose landmark. */
  readonly body: readonly Vec3[];
  /** By hand landmark; each hand about an origin of its own. */
  readonly hand: Readonly<Record<Side, readonly Vec3[]>>;
}

export function createJoints(): Joints {
  const points = (count: number) => Array.from({ length: count }, () => vec3());
  return { body: points(POSE_LANDMARKS), hand: { l: points(HAND_LANDMARKS), r: points(HAND_LANDMARKS) } };
}
