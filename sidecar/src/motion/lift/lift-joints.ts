import { HAND_LANDMARKS, POSE_LANDMARKS } from '../../protocol/landmarks.ts';
import { SIDES } from '../../skeleton/body-bones.ts';
import { cameraToComponent } from '../../skeleton/component-space.ts';
import { setVec, type Vec3 } from '../../skeleton/vector.ts';
import { type ClipStore, HAS, ROW } from '../clip/clip-store.ts';
import type { ClipView } from '../clip/measure-view.ts';
import type { Joints } from './joints.ts';

const CM = 100;

/** Fills the joints of one frame from its landmarks. */
export type JointLift = (joints: Joints, frame: number) => void;

export function createJointLift(
  clip: ClipStore,
  view: ClipView,
  picture: { width: number; height: number },
): JointLift {
  const cosine = Math.cos(view.heading);
  const sine = Math.sin(view.heading);
  const face = (p: Vec3): void =>
    setVec(p, p[0]! * cosine - p[1]! * sine, p[0]! * sine + p[1]! * cosine, p[2]!);

  return (joints, frame) => {
    const values = clip.values(frame);
    const row = clip.rowOf(frame);
    const has = clip.has(frame);
    for (let k = 0; k < POSE_LANDMARKS; k++) {
      const at = row + ROW.world + k * 3;
      cameraToComponent(joints.body[k]!, values[at]!, values[at + 1]!, values[at + 2]!, CM);
      face(joints.body[k]!);
    }
    for (const side of SIDES) {
      const world = (has & HAS.handWorld[side]) !== 0;
      const start = row + (world ? ROW.handWorld[side] : ROW.hand[side]);
      const across = world ? CM : picture.width;
      const down = world ? CM : picture.height;
      for (let k = 0; k < HAND_LANDMARKS; k++) {
        const at = start + k * 3;
        cameraToComponent(
          joints.hand[side][k]!,
          values[at]! * across,
          values[at + 1]! * down,
          values[at + 2]! * across,
        );
        face(joints.hand[side][k]!);
      }
    }
  };
}
