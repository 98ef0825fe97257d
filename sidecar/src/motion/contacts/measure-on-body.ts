import { addVec, type Vec3, vec3 } from '../../skeleton/vector.ts';
import type { ClipStore } from '../clip/clip-store.ts';
import { HAND_WRIST, HIP, NOSE, SHOULDER } from '../clip/landmark-points.ts';
import { createSurface, gapsTo, layHead, layTrunk } from './body-surface.ts';
import type { BodyPair } from './contact-pairs.ts';
import type { ContactView } from './contact-view.ts';
import { type PlacedHand, tipOf } from './placed-hand.ts';

/**
 * What a centimetre counts that a tip seems to lie before the trunk. Before the face it says nothing: tips on it are
 * seen 7 to 20 cm before it, tips that point at it from 9 cm as far.
 */
const DEPTH_BEFORE_TRUNK = 0.5;
/** Above a trunk's shoulders and below its hips nothing touches it, cm. */
const TRUNK_MARGIN = 2;
/** A tip that goes about the head no faster than this may rest on the body, cm a second; what a faster one counts, seconds. */
const RESTS = 10;
const MOVES = 0.1;

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
export function createBodyMeter(clip: ClipStore): BodyMeter {
  const surfaces = { face: createSurface(), torso: createSurface() };
  const nose = vec3();
  const local = vec3();
  let trunkHalf = 0;
  const last = new Map<BodyPair, { frame: number; x: number; z: number }>();

  /** Of a tip across the head, cm a second; 0 where it was not seen in the frame before. */
  const speedOf = (pair: BodyPair, tip: Vec3, frame: number): number => {
    const was = last.get(pair);
    const now = { frame, x: tip[0]! - nose[0]!, z: tip[2]! - nose[2]! };
    last.set(pair, now);
    if (was === undefined || was.frame !== frame - 1) return 0;
    return Math.hypot(now.x - was.x, now.z - was.z) / (clip.time(frame) - clip.time(was.frame));
  };

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
      const moves = Math.max(0, speedOf(pair, tip, frame) - RESTS) * MOVES;
      if (isTrunk && Math.abs(local[2]!) > trunkHalf + TRUNK_MARGIN) return Number.POSITIVE_INFINITY;
      const ahead = (tip[1]! - points[HAND_WRIST]![1]!) / size;
      return across + (isTrunk ? before * DEPTH_BEFORE_TRUNK : 0) + ahead + moves;
    },
  };
}
