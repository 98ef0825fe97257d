import { SIDES } from '../../skeleton/body-bones.ts';
import { createPose, type Pose, type Rig } from '../../skeleton/rig.ts';
import { vec3 } from '../../skeleton/vector.ts';
import { layPose, type RotationTracks } from '../time/rotation-tracks.ts';
import { createContactCloser } from './close-contact.ts';
import type { ContactPair } from './contact-pairs.ts';
import { createGapMeter } from './gap-meter.ts';
import { descendantsOf } from './reach-limb.ts';
import { createTargetHand } from './target-hand.ts';

/** The target with the tracks that it is laid by. */
export interface ContactScene {
  /** Bones of both arms and hands: those that a hold turns. */
  readonly arms: readonly number[];
  readonly pose: Pose;
  readonly close: ReturnType<typeof createContactCloser>;
  /** How far apart the laid pose has the two ends of a contact, cm. */
  readonly gap: (pair: ContactPair) => number;
  /** Lays the pose of a frame. */
  readonly place: (frame: number) => void;
}

export function createContactScene(tracks: RotationTracks, rig: Rig): ContactScene {
  const pose = createPose(rig);
  const way = vec3();
  const hands = { l: createTargetHand(rig, 'l'), r: createTargetHand(rig, 'r') };
  const meter = createGapMeter(rig, hands);
  const arms = SIDES.flatMap((side) => {
    const upper = rig.bone[`upperarm_${side}`];
    return [upper, ...descendantsOf(rig, upper)];
  });
  return {
    arms,
    pose,
    close: createContactCloser(rig, hands, meter),
    gap: (pair) => meter(way, pose, pair),
    place: (i) => {
      layPose(rig, pose, tracks, i);
    },
  };
}
