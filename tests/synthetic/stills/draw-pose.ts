import { type FacePose, type FootPose, NEUTRAL_POSE, type Pose, type TrunkPose } from '../pose.ts';
import type { Proportions } from '../skeleton.ts';
import type { Draw } from './draw.ts';
import type { Rig } from './draw-arms.ts';
import { isSound } from './is-sound.ts';
import { drawDeed, placeHands } from './place-hands.ts';

/** Share of poses with a foot off the floor. */
const STEPPING = 0.3;

/** A pose that a person can take: wrists within their range, no part of the body in another. */
export function drawPose(draw: Draw, rig: Rig, size: Proportions): Pose {
  const deed = drawDeed(draw);
  const rest = { ...NEUTRAL_POSE, trunk: drawTrunk(draw), ...drawFeet(draw, size.leg), face: drawFace(draw) };
  for (;;) {
    const pose = placeHands(draw, rig, size, rest, deed);
    if (!pose) continue;
    const sided = draw.chance(0.5) ? pose : { ...pose, left: pose.right, right: pose.left };
    if (isSound(rig.pose(sided), sided.face, size)) return sided;
  }
}

function drawTrunk(draw: Draw): TrunkPose {
  return {
    shift: [draw.about(0, 0.02), -0.01 - Math.abs(draw.about(0, 0.01)), draw.about(0, 0.02)],
    turn: draw.about(0, 10),
    bow: draw.about(3, 6),
    lean: draw.about(0, 4),
    twist: draw.about(0, 7),
    headTurn: draw.about(0, 14),
    headNod: draw.about(0, 9),
    headTilt: draw.about(0, 7),
  };
}

function drawFeet(draw: Draw, leg: number): { leftFoot: FootPose; rightFoot: FootPose } {
  const foot = (lifted: boolean): FootPose => ({
    shift: [
      draw.between(-0.03, 0.15) * leg,
      lifted ? draw.between(0.05, 0.35) * leg : 0,
      draw.between(-0.08, lifted ? 0.3 : 0.1) * leg,
    ],
    yaw: draw.about(8, 7),
  });
  const steps = draw.chance(STEPPING);
  const left = draw.chance(0.5);
  return { leftFoot: foot(steps && left), rightFoot: foot(steps && !left) };
}

function drawFace(draw: Draw): FacePose {
  const often = (share: number): number => (draw.chance(share) ? draw.between(0, 1) : 0);
  return {
    jaw: often(0.4),
    blink: often(0.2),
    brow: draw.chance(0.4) ? draw.between(-1, 1) : 0,
    smile: draw.between(-0.6, 1),
    pucker: often(0.2),
  };
}
