import { describe, expect, it } from 'vitest';
import { CONTACT_PAIRS } from '../../../../sidecar/src/motion/contacts/contact-pairs.ts';
import { planHolds } from '../../../../sidecar/src/motion/contacts/plan-holds.ts';

const FPS = 30;
const [pair, other] = [CONTACT_PAIRS[0]!, CONTACT_PAIRS[1]!];
const timesOf = (frames: number) => Float64Array.from({ length: frames }, (_, i) => i / FPS);
/** 3 t^2 - 2 t^3 */
const eased = (t: number): number => (3 - 2 * t) * t * t;

describe('planHolds', () => {
  it('leaves nothing open within a contact, and nothing held a tenth of a second beside a narrow one', () => {
    const plan = planHolds([{ pair, from: 5, to: 7 }], timesOf(12), () => 0.9);
    expect(plan[5]).toEqual([{ pair, left: 0 }]);
    expect(plan[6]).toEqual([{ pair, left: 0 }]);
    expect([1, 10].map((frame) => plan[frame])).toEqual([undefined, undefined]);
  });

  it('closes on the way a share of what it closes at the edge, however wide the gap still is', () => {
    const plan = planHolds([{ pair, from: 5, to: 7 }], timesOf(12), (frame) => (frame < 5 ? 4 : 0.9));
    expect(plan[4]![0]!.left).toBeCloseTo(4 - eased(2 / 3) * 0.9, 6);
    expect(plan[3]![0]!.left).toBeCloseTo(4 - eased(1 / 3) * 0.9, 6);
    expect(plan[7]![0]!.left).toBeCloseTo(0.9 * (1 - eased(2 / 3)), 6);
  });

  it('takes longer for what has further to go: 25 cm a second at the fastest, 0.3 s at the most', () => {
    const ease = (cm: number): number => {
      const plan = planHolds([{ pair, from: 12, to: 14 }], timesOf(14), () => cm);
      const left = plan[11]![0]!.left;
      expect(left).toBeCloseTo(cm * (1 - eased(1 - 1 / FPS / Math.min(0.3, (1.5 * cm) / 25))), 6);
      return plan.findIndex((holds) => holds !== undefined);
    };
    expect(ease(4)).toBe(5);
    expect(ease(12)).toBe(4);
  });

  it('takes up to half a second to the body, from which a hand is seen far', () => {
    const face = CONTACT_PAIRS.find(({ kind }) => kind === 'handFace')!;
    const begins = (touch: typeof pair): number =>
      planHolds([{ pair: touch, from: 20, to: 22 }], timesOf(22), () => 15).findIndex(
        (holds) => holds !== undefined,
      );
    expect([begins(pair), begins(face)]).toEqual([12, 6]);
  });

  it('holds none of a contact that is closed already beyond its frames, and keeps two of a frame', () => {
    const spans = [
      { pair, from: 3, to: 5 },
      { pair: other, from: 4, to: 6 },
    ];
    const plan = planHolds(spans, timesOf(9), () => -0.2);
    expect(plan[4]).toEqual([
      { pair, left: 0 },
      { pair: other, left: 0 },
    ]);
    expect(plan[5]!.at(-1)).toEqual({ pair: other, left: 0 });
  });
});
