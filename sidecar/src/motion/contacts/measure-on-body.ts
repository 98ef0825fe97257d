import { addVec, vec3 } from '../../skeleton/vector.ts';
import type { ClipStore } from '../clip/clip-store.ts';
import { HAND_WRIST, HIP, NOSE, SHOULDER } from '../clip/landmark-points.ts';
import { createSurface, gapsTo, layHead, layTrunk } from './body-surface.ts';
import type { BodyPair } from './contact-pairs.ts';
import type { ContactView } from './contact-view.ts';
import { type PlacedHand, tipOf } from './placed-hand.ts';
import { createRestMeter } from './rest-meter.ts';

/**
 * What a centimetre counts that a tip seems to lie before the trunk. Before the face it says nothing: tips on it are
 * seen 7 to 20 cm before it, tips that point at it from 9 cm as far.
 */
const DEPTH_BEFORE_TRUNK = 0.5;
/** Above a trunk's shoulders and below its hips nothing touches it, cm. */
const TRUNK_MARGIN = 2;
/** How far fingertips are from touching head and trunk. */
export interface BodyMeter {
  /** Lays head and trunk of a frame. */
  lay(view: ContactView): void;
  /** Of the frame that is laid, cm of the performer; each pair once a frame, in the order of time. */
  gap(pair: BodyPair, hand: PlacedHand, frame: number): number;
}

/**
 * One camera hardly tells how far a hand is before the body, but what touches it lies on it in the picture, rests there,
 * and comes with the tip first: the wrist is no further from the body than the tip.
 */
export function createBodyMeter(clip: Pick<ClipStore, 'time'>): BodyMeter {
  const surfaces = { face: createSurface(), torso: createSurface() };
  const nose = vec3();
  const local = vec3();
  let trunkHalf = 0;
  const moving = createRestMeter(clip);

  return {
    lay: ({ joints: { body }, head, hips }) => {
      addVec(nose, body[NOSE]!, hips);
      layHead(surfaces.face, nose, head);
      trunkHalf = layTrunk(surfaces.torso, {
        shoulders: [body[SHOULDER.l]!, body[SHOULDER.r]!],
        hips: [body[HIP.l]!, body[HIP.r]!],
      });
      addVec(surfaces.torso.middle, surfaces.torso.middle, hips);
    },
    gap: (pair, { points, size }, frame) => {
      const isTrunk = pair.b.part === 'torso';
      const tip = points[tipOf(pair.a.part)]!;
      const [across, before] = gapsTo(surfaces[pair.b.part], tip, local);
      const moves = moving(pair, frame, tip[0]! - nose[0]!, tip[2]! - nose[2]!);
      if (isTrunk && Math.abs(local[2]!) > trunkHalf + TRUNK_MARGIN) return Number.POSITIVE_INFINITY;
      const ahead = (tip[1]! - points[HAND_WRIST]![1]!) / size;
      return across + (isTrunk ? before * DEPTH_BEFORE_TRUNK : 0) + ahead + moves;
    },
  };
}
