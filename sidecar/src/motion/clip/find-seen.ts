import { SIDES } from '../../skeleton/body-bones.ts';
import type { ClipStore } from './clip-store.ts';
import { HAS, ROW } from './clip-store.ts';
import { ANKLE, EAR, ELBOW, HIP, KNEE, NOSE, SHOULDER, WRIST } from './landmark-points.ts';
import { ARM, FOREARM, HAND, LEG, REGIONS, type Region } from './regions.ts';

/**
 * Visibility at which a joint comes into sight and at which it is lost again: the model's own scale, where
 * 0.5 is even odds; the gap keeps a joint at the picture's edge from flickering.
 */
const APPEARS = 0.6;
const VANISHES = 0.4;

/** Whether each region was seen, a byte (0 or 1) a frame. */
export type Seen = Readonly<Record<Region | 'hips' | 'face', Uint8Array>>;

export function findSeen(clip: ClipStore): Seen {
  const tracks = [...REGIONS, 'hips', 'face'] as const;
  const seen = Object.fromEntries(
    tracks.map((region) => [region, new Uint8Array(clip.length)]),
  ) as unknown as Record<(typeof tracks)[number], Uint8Array>;
  const joints = [SHOULDER, ELBOW, WRIST, HIP, KNEE, ANKLE, EAR].flatMap((pair) => [pair.l, pair.r]);
  const visible = new Uint8Array(33);
  for (let i = 0; i < clip.length; i++) {
    const has = clip.has(i);
    const values = clip.values(i);
    const pose = (has & HAS.pose) !== 0;
    for (const joint of [...joints, NOSE]) {
      const visibility = pose ? values[clip.rowOf(i) + ROW.pose + joint * 3 + 2]! : 0;
      visible[joint] = visibility > (visible[joint] === 1 ? VANISHES : APPEARS) ? 1 : 0;
    }
    const all = (...points: number[]): number => (points.every((point) => visible[point] === 1) ? 1 : 0);
    seen.body[i] = all(SHOULDER.l, SHOULDER.r);
    seen.hips[i] = all(HIP.l, HIP.r);
    seen.face[i] = (has & HAS.face) !== 0 ? 1 : 0;
    seen.head[i] = seen.face[i] === 1 ? 1 : all(NOSE, EAR.l, EAR.r);
    for (const side of SIDES) {
      const hand = pose && (has & HAS.hand[side]) !== 0 ? 1 : 0;
      seen[ARM[side]][i] = seen.body[i]! & all(ELBOW[side]);
      seen[FOREARM[side]][i] = seen[ARM[side]][i]! & (hand | all(WRIST[side]));
      seen[HAND[side]][i] = seen.body[i]! & hand;
      seen[LEG[side]][i] = seen.hips[i]! & all(KNEE[side], ANKLE[side]);
    }
  }
  return seen;
}
