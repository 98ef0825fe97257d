import { SIDES } from '../../skeleton/body-bones.ts';
import type { ClipStore } from './clip-store.ts';
import { HAS, ROW } from './clip-store.ts';
import { ANKLE, EAR, ELBOW, HIP, KNEE, NOSE, SHOULDER, WRIST } from './landmark-points.ts';
import { ARM, FOREARM, HAND, LEG, REGIONS, WRIST_TRACK } from './regions.ts';

/**
 * Visibility at which a joint comes into sight and at which it is lost again: the model's own scale, where
 * 0.5 is even odds; the gap keeps a joint at the picture's edge from flickering.
 */
const APPEARS = 0.6;
const VANISHES = 0.4;

/** Beside the regions: hips and face, and wrists that are in the picture. */
const TRACKS = [...REGIONS, 'hips', 'face', WRIST_TRACK.l, WRIST_TRACK.r] as const;

/** Whether each region was seen, a byte (0 or 1) a frame. */
export type Seen = Readonly<Record<(typeof TRACKS)[number], Uint8Array>>;

export function createSeen(frames: number): Seen {
  return Object.fromEntries(TRACKS.map((region) => [region, new Uint8Array(frames)])) as unknown as Seen;
}

export function findSeen(clip: ClipStore): Seen {
  const seen = createSeen(clip.length);
  const look = createSeenReader(clip);
  for (let i = 0; i < clip.length; i++) look(seen, i, i);
  if (seen.body.includes(1)) for (const side of SIDES) clearWithout(seen.body, seen[HAND[side]]);
  return seen;
}

function clearWithout(body: Uint8Array, hand: Uint8Array): void {
  for (let i = 0; i < hand.length; i++) hand[i]! &= body[i]!;
}

/**
 * Looks at the frames of a clip in order; writes what is seen of one at row `at`. A hand hangs on its body; until
 * the first body comes it is seen alone.
 */
export function createSeenReader(clip: ClipStore): (seen: Seen, at: number, frame: number) => void {
  const joints = [SHOULDER, ELBOW, WRIST, HIP, KNEE, ANKLE, EAR].flatMap((pair) => [pair.l, pair.r]);
  const visible = new Uint8Array(33);
  let met = 0;
  const all = (...points: number[]): number => (points.every((point) => visible[point] === 1) ? 1 : 0);
  const inPicture = (values: Float32Array, at: number): boolean =>
    values[at]! >= 0 && values[at]! <= 1 && values[at + 1]! >= 0 && values[at + 1]! <= 1;

  return (seen, at, frame) => {
    const has = clip.has(frame);
    const values = clip.values(frame);
    const pose = (has & HAS.pose) !== 0;
    for (const joint of [...joints, NOSE]) {
      const visibility = pose ? values[clip.rowOf(frame) + ROW.pose + joint * 3 + 2]! : 0;
      visible[joint] = visibility > (visible[joint] === 1 ? VANISHES : APPEARS) ? 1 : 0;
    }
    seen.body[at] = all(SHOULDER.l, SHOULDER.r);
    met |= seen.body[at]!;
    seen.hips[at] = all(HIP.l, HIP.r);
    seen.face[at] = (has & HAS.face) !== 0 ? 1 : 0;
    seen.head[at] = seen.face[at] === 1 ? 1 : all(NOSE, EAR.l, EAR.r);
    for (const side of SIDES) {
      const hand = (has & HAS.hand[side]) !== 0 ? 1 : 0;
      // an elbow behind the body, whose hand is seen at the end of the arm, is where the body model has it
      seen[ARM[side]][at] = seen.body[at]! & (all(ELBOW[side]) | (hand & all(WRIST[side])));
      seen[FOREARM[side]][at] = seen[ARM[side]][at]! & (hand | all(WRIST[side]));
      seen[HAND[side]][at] = met === 1 ? seen.body[at]! & hand : hand;
      const wrist = clip.rowOf(frame) + ROW.pose + WRIST[side] * 3;
      seen[WRIST_TRACK[side]][at] = seen[FOREARM[side]][at]! & (inPicture(values, wrist) ? 1 : 0);
      seen[LEG[side]][at] = seen.hips[at]! & all(KNEE[side], ANKLE[side]);
    }
  };
}
