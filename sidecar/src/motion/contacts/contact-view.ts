import type { Side } from '../../skeleton/body-bones.ts';
import type { Quat } from '../../skeleton/quaternion.ts';
import type { Region } from '../clip/regions.ts';
import type { PlacedHand, WristView } from './placed-hand.ts';

/** What is known of a frame in which there is a body. */
export interface ContactView extends WristView {
  /** The head's turn from facing forward. */
  readonly head: Quat;
  /** Those that are seen; what the others hold says nothing. */
  readonly hands: Readonly<Record<Side, PlacedHand>>;
  readonly sees: (region: Region) => boolean;
}
