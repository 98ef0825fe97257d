import { type ArmPose, holdHand, NEUTRAL_POSE } from '../pose.ts';
import type { createRig } from '../rig.ts';
import { add, chain, normalize, scale, subtract, turnX, turnY, turnZ, type Vec3 } from '../vector.ts';
import { wristBend } from '../wrist-bend.ts';
import type { Draw, Range } from './draw.ts';
import { drawHandshape } from './draw-handshape.ts';

export type Rig = ReturnType<typeof createRig>;

/** Degrees, and how often a shoulder is held high or low. */
const SHRUG: Range = [-4, 26];
const SHRUGGING = 0.4;
/** Elbows are outward, below and behind of what hands do. */
const ELBOW_FROM_GOAL: Vec3 = [0.2, -0.2, -0.1];

/** Where wrists are, outward, up and forward of the chest, metres for the default arms; and how often. */
interface Space {
  readonly share: number;
  readonly outward: Range;
  readonly up: Range;
  readonly forward: Range;
}
const SIGNING: Space = { share: 0.6, outward: [-0.12, 0.42], up: [-0.34, 0.2], forward: [0.16, 0.46] };
const ANYWHERE: Space = { share: 0.25, outward: [-0.3, 0.65], up: [-0.5, 0.6], forward: [0.02, 0.5] };
const HANGING: Space = { share: 0.15, outward: [0.2, 0.34], up: [-0.52, -0.3], forward: [0, 0.2] };

/** Where a wrist may be, outward, up and forward of the chest. @param reach of the arms, 1 is the default's */
export function drawPlace(draw: Draw, reach: number): Vec3 {
  const { outward, up, forward } = draw.share([SIGNING, ANYWHERE, HANGING]);
  return scale([draw.between(...outward), draw.between(...up), draw.between(...forward)], reach);
}

/** An arm, seen as the left one, held as people hold arms; the hand bent and rolled freely. */
export function drawArm(draw: Draw, rig: Rig, wrist: Vec3): ArmPose {
  const arm: ArmPose = {
    wrist,
    hand: holdHand([0, -1, 0], [-1, 0, 0]),
    elbow: [draw.about(0.5, 0.25), -1, draw.about(-0.4, 0.25)],
    shrug: draw.chance(SHRUGGING) ? draw.between(...SHRUG) : draw.about(1, 2),
    shape: drawHandshape(draw),
  };
  return holdFreely(draw, rig, arm);
}

/** Bends the wrist and rolls the forearm at random. */
function holdFreely(draw: Draw, rig: Rig, arm: ArmPose): ArmPose {
  const straight = { ...arm, hand: forearmOf(rig, arm) };
  const { roll } = wristBend(poseLeft(rig, straight), 'l');
  const wanted = draw.between(-85, 85);
  const bend = chain(turnY(roll - wanted), turnZ(-draw.about(-8, 25)), turnX(-draw.about(-5, 12)));
  return { ...arm, hand: chain(straight.hand, bend) };
}

const poseLeft = (rig: Rig, arm: ArmPose) => rig.pose({ ...NEUTRAL_POSE, left: arm });
// in the neutral pose the chest's frame is the world's
const forearmOf = (rig: Rig, arm: ArmPose) => poseLeft(rig, arm).turn.lowerarm_l!;

/** An arm with a joint of its hand about at `goal`, outward, up and forward of the chest. */
export function drawArmTo(draw: Draw, rig: Rig, joint: string, goal: Vec3): ArmPose {
  const elbow = add(goal, scale(ELBOW_FROM_GOAL, draw.between(0.5, 1)));
  const arm = drawArm(
    draw,
    rig,
    add(goal, scale(normalize(subtract(elbow, goal)), draw.between(0.05, 0.17))),
  );
  const { position } = poseLeft(rig, arm);
  return moved(arm, subtract(goal, subtract(position[`${joint}_l`]!, position.spine_05!)));
}

/** The arm, moved. @param way outward, up, forward, metres */
export const moved = (arm: ArmPose, way: Vec3): ArmPose => ({ ...arm, wrist: add(arm.wrist, way) });
