import { describe, expect, it } from 'vitest';
import { FINGER_RADIUS, PALM_RADIUS } from '../../../../sidecar/src/motion/contacts/body-surface.ts';
import { CONTACT_PAIRS } from '../../../../sidecar/src/motion/contacts/contact-pairs.ts';
import {
  createTipOnPalmMeter,
  type TipOnPalm,
} from '../../../../sidecar/src/motion/contacts/measure-tip-on-palm.ts';
import {
  createPlacedHand,
  PALM_LINES,
  PALM_MIDDLE,
  type PlacedHand,
  tipOf,
} from '../../../../sidecar/src/motion/contacts/placed-hand.ts';
import { addVec, setVec, vec3 } from '../../../../sidecar/src/skeleton/vector.ts';

/** Camera's axes: right, towards the camera, up. */
const AWAY = -100;
const FLESH = FINGER_RADIUS + PALM_RADIUS;

/** A palm that faces the camera: the wrist below its middle, the knuckles of the fingers above it, 2 cm from each other. */
function palmBefore(): PlacedHand {
  const hand = createPlacedHand();
  PALM_LINES.forEach(([from, to], k) => {
    setVec(hand.seen[from]!, 0, AWAY, -4);
    setVec(hand.seen[to]!, k * 2 - 4, AWAY, 4);
  });
  setVec(hand.seen[PALM_MIDDLE]!, 0, AWAY, 0);
  return hand;
}

/** An index finger that points upwards to a place. */
function pointing(x: number, y: number, z: number): PlacedHand {
  const hand = createPlacedHand();
  const tip = hand.seen[tipOf('index')]!;
  setVec(tip, x, y, z);
  addVec(hand.seen[tipOf('index') - 1]!, tip, vec3(0, 0, -2));
  return hand;
}

const FPS = 25;
const PAIR = CONTACT_PAIRS.find(
  ({ kind, a }) => kind === 'fingerPalm' && a.part === 'index' && a.side === 'r',
) as TipOnPalm;

describe('createTipOnPalmMeter', () => {
  const gapOf = (tip: PlacedHand, palm: PlacedHand): number =>
    createTipOnPalmMeter({ time: (frame) => frame / FPS })(PAIR, { l: palm, r: tip }, 0);
  const gap = (x: number, away: number, z: number): number =>
    gapOf(pointing((x * away) / AWAY, away, (z * away) / AWAY), palmBefore());

  it('is as deep in a palm as both are thick where a tip lies on a metacarpal', () => {
    expect(gap(0, AWAY, 3)).toBeCloseTo(-FLESH, 5);
  });

  it('counts what lies beside in full and what lies before by a fifth', () => {
    expect(gap(0, AWAY, 9)).toBeCloseTo(9 - 2 - 4 - FLESH, 5);
    expect(gap(0, AWAY + 10, 3)).toBeCloseTo(2 - FLESH, 1);
    expect(gap(0, AWAY + 10, 3)).toBeGreaterThan(gap(0, AWAY + 5, 3));
  });

  it('is smaller for bigger hands', () => {
    const palm = palmBefore();
    palm.size = 1.5;
    expect(gapOf(pointing(0, AWAY, 3), palm)).toBeCloseTo(-FLESH - PALM_RADIUS / 2, 5);
  });

  it('takes what crosses the palm faster than 10 cm a second for what passes it', () => {
    const meter = createTipOnPalmMeter({ time: (frame) => frame / FPS });
    const gaps = [0, 0.4, 2.4].map((z, frame) =>
      meter(PAIR, { l: palmBefore(), r: pointing(0, AWAY, z) }, frame),
    );
    expect(gaps[0]).toBeCloseTo(-FLESH, 5);
    expect(gaps[1]).toBeCloseTo(-FLESH, 5);
    expect(gaps[2]).toBeCloseTo((2 * FPS - 10) * 0.1 - FLESH, 5);
  });
});
