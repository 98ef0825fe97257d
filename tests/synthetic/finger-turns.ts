import type { HandShape } from './handshapes.ts';
import { FINGERS } from './skeleton.ts';
import {
  chain,
  cross,
  normalize,
  orthogonalTo,
  type Quat,
  turn,
  turnX,
  turnY,
  turnZ,
  type Vec3,
} from './vector.ts';

/** Share of the middle joint's bend that the last finger joint takes along (they share a tendon). */
const LAST_JOINT_SHARE = 0.65;
/** Share of the thumb's bend that its knuckle takes; the last joint takes it whole. */
const THUMB_KNUCKLE_SHARE = 0.8;
/** How far each finger takes part in the fan. */
const FAN = { index: 1, middle: 0.2, ring: -0.45, pinky: -1.1 } as const;
/** Where the pad of the left thumb looks at rest. */
export const THUMB_PAD: Vec3 = [-0.6, 0.05, -0.8];

/** Turns of a left hand's finger joints; `thumbBone` is the rest offset of the joint thumb_03. */
export function fingerTurns(shape: HandShape, thumbBone: Vec3): Record<string, Quat> {
  const turns: Record<string, Quat> = {};
  for (const finger of FINGERS) {
    if (finger === 'thumb') continue;
    const [knuckle, middle] = shape.fingers[finger];
    turns[`${finger}_01`] = chain(turnX(-shape.spread * FAN[finger]), turnZ(-knuckle));
    turns[`${finger}_02`] = turnZ(-middle);
    turns[`${finger}_03`] = turnZ(-middle * LAST_JOINT_SHARE);
  }
  const along = normalize(thumbBone);
  const hinge = cross(along, orthogonalTo(along, THUMB_PAD));
  turns.thumb_01 = chain(turnY(-shape.thumb.oppose), turnX(shape.thumb.adduct));
  turns.thumb_02 = turn(hinge, shape.thumb.bend * THUMB_KNUCKLE_SHARE);
  turns.thumb_03 = turn(hinge, shape.thumb.bend);
  return turns;
}
