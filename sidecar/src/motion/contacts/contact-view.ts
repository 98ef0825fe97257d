import type { Quat } from '../../skeleton/quaternion.ts';
import type { Vec3 } from '../../skeleton/vector.ts';
import type { Region } from '../clip/regions.ts';
import type { Joints } from '../lift/joints.ts';

/** What is known of a frame; joints in the character's axes about the hips, cm of the performer. */
export interface ContactView {
  readonly frame: number;
  readonly joints: Joints;
  /** The head's turn from facing forward. */
  readonly head: Quat;
  /** Middle of the hips from the camera, character's axes, cm. */
  readonly hips: Vec3;
  /** From the camera's axes to the character's. */
  readonly turn: Quat;
  readonly sees: (region: Region) => boolean;
}
