import { HAND_LANDMARKS, POSE_LANDMARKS } from '../../protocol/landmarks.ts';
import { SIDES, type Side } from '../../skeleton/body-bones.ts';
import { type Quat, quat } from '../../skeleton/quaternion.ts';
import { type Vec3, vec3 } from '../../skeleton/vector.ts';
import { PHALANGES } from './phalanges.ts';

/** What is known of a hand in one frame: Unreal axes about the wrist, cm of the performer. */
export interface LiftedHand {
  /** The palm's frame: see `createPalmFrame`. */
  readonly palm: Quat;
  /** By hand landmark: across the view from the picture, along it from the network's picture depth. */
  readonly picture: readonly Vec3[];
  /** By hand landmark: the network's metric points, turned so that their palm lies on `palm`. */
  readonly world: readonly Vec3[];
  /**
   * Directions of the digits' segments by the handshape, on `palm` and steadied over time: unit vectors, thumb to pinky,
   * from root to tip; 0 where there is none.
   */
  readonly digits: readonly Vec3[];
  /** Whether `digits` are known: not without metric points. */
  shaped: boolean;
  /** Unit vector to the camera. */
  readonly towards: Vec3;
  /** Lengths of the digits' segments, thumb to pinky, from root to tip. */
  phalanges: Float64Array;
  /** How far each digit is in doubt, thumb to pinky: 0 where its two accounts agree, near 1 where they differ as usual. */
  readonly doubt: Float64Array;
}

/** Joint positions of one frame: Unreal axes, cm, the performer's own size. */
export interface Joints {
  /** By pose landmark. */
  readonly body: readonly Vec3[];
  readonly hand: Readonly<Record<Side, LiftedHand>>;
}

export function createJoints(): Joints {
  const [l, r] = SIDES.map(createLiftedHand) as [LiftedHand, LiftedHand];
  return { body: points(POSE_LANDMARKS), hand: { l, r } };
}

function createLiftedHand(): LiftedHand {
  return {
    palm: quat(),
    picture: points(HAND_LANDMARKS),
    world: points(HAND_LANDMARKS),
    digits: points(PHALANGES),
    shaped: false,
    towards: vec3(),
    phalanges: new Float64Array(PHALANGES),
    doubt: new Float64Array(PHALANGES / 3),
  };
}

function points(count: number): Vec3[] {
  return Array.from({ length: count }, () => vec3());
}
