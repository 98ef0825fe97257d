import { type ArmPose, NEUTRAL_POSE, type Pose } from '../pose.ts';
import { FINGERS, type Proportions } from '../skeleton.ts';
import { add, scale, subtract, type Vec3 } from '../vector.ts';
import type { Draw } from './draw.ts';
import { drawArm, drawArmTo, drawPlace, moved, type Rig } from './draw-arms.ts';
import { handsAreApart } from './is-sound.ts';

/** Hands that are brought together or to the head are drawn apart again in steps, metres. */
const STEP = 0.003;
const STEPS = 40;
/** Joints of a hand that may be where it touches; ends of digits most often. */
const TOUCHING = [
  ...FINGERS.flatMap((finger) => [`${finger}_tip`, `${finger}_tip`]),
  'hand',
  'middle_01',
  'index_02',
  'ring_02',
  'pinky_01',
];
/** What hands do, and how often. */
const DEEDS = [
  { of: 'meet', share: 0.3 },
  { of: 'at the head', share: 0.15 },
  { of: 'apart', share: 0.55 },
] as const;
type Deed = (typeof DEEDS)[number]['of'];

/** Arms, and the way (outward, up, forward) on which the left hand leaves what it lies in. */
interface Placed {
  readonly left: ArmPose;
  readonly right: ArmPose;
  readonly way: Vec3;
}

export const drawDeed = (draw: Draw): Deed => draw.share(DEEDS).of;

/**
 * The pose with its arms at random: apart, or with hands on each other, or with the left hand at the head; null where
 * there is no room for the hands.
 */
export function placeHands(draw: Draw, rig: Rig, size: Proportions, pose: Pose, deed: Deed): Pose | null {
  const { left, right, way } = place(draw, rig, size.arm, deed);
  for (let step = 0; step < STEPS; step++) {
    const now = { ...pose, left: moved(left, scale(way, step * STEP)), right };
    if (handsAreApart(rig.pose(now), now.face, size)) return now;
  }
  return null;
}

/** @param reach of the arms, 1 is the default's */
function place(draw: Draw, rig: Rig, reach: number, deed: Deed): Placed {
  const free = (): ArmPose => drawArm(draw, rig, drawPlace(draw, reach));
  const to = (goal: Vec3): ArmPose => drawArmTo(draw, rig, draw.oneOf(TOUCHING), goal);
  if (deed === 'apart') return { left: free(), right: free(), way: draw.direction() };
  if (deed === 'at the head') {
    const [goal, way] = drawHeadPlace(draw, rig);
    return { left: to(goal), right: free(), way };
  }
  const before: Vec3 = [draw.about(0, 0.12), draw.between(-0.3, 0.15), draw.between(0.18, 0.42)];
  const [x, y, z] = scale(before, reach);
  return { left: to([x, y, z]), right: to([-x, y, z]), way: draw.direction() };
}

/** A place inside the front or the left of the head, and the way out of it. */
function drawHeadPlace(draw: Draw, rig: Rig): [goal: Vec3, way: Vec3] {
  const { position } = rig.pose(NEUTRAL_POSE);
  const middle = add(subtract(position.head!, position.spine_05!), [0, 0.02, 0.02]);
  const [x, y, z] = draw.direction();
  const way: Vec3 = [Math.abs(x) * 0.7, y * 0.8, Math.abs(z)];
  return [add(middle, scale(way, 0.06)), way];
}
