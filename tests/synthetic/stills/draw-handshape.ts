import { type Bend, HANDSHAPES, type HandShape, mixHandShapes } from '../handshapes.ts';
import { type Draw, type Range, within } from './draw.ts';

/** How far joints go, degrees. */
const KNUCKLE: Range = [-12, 88];
const MIDDLE: Range = [0, 105];
const SHAPES = Object.values(HANDSHAPES);

/** A handshape: one that has a name, one between two of those, or each joint at random. */
export function drawHandshape(draw: Draw): HandShape {
  if (draw.chance(0.5)) return drawJoints(draw);
  const named = draw.oneOf(SHAPES);
  return varied(draw.chance(0.3) ? mixHandShapes(named, draw.oneOf(SHAPES), 0.5) : named, draw);
}

function varied({ fingers, spread, thumb }: HandShape, draw: Draw): HandShape {
  const bend = ([knuckle, middle]: Bend): Bend => [
    within(draw.about(knuckle, 5), KNUCKLE),
    within(draw.about(middle, 5), MIDDLE),
  ];
  return {
    fingers: {
      index: bend(fingers.index),
      middle: bend(fingers.middle),
      ring: bend(fingers.ring),
      pinky: bend(fingers.pinky),
    },
    spread: draw.about(spread, 2),
    thumb: {
      oppose: draw.about(thumb.oppose, 6),
      adduct: draw.about(thumb.adduct, 4),
      bend: draw.about(thumb.bend, 5),
    },
  };
}

/** Fingers bend alike more often than not, each a little otherwise than its neighbour. */
function drawJoints(draw: Draw): HandShape {
  const [knuckle, middle] = [draw.between(...KNUCKLE), draw.between(...MIDDLE)];
  const [unlike, further] = [draw.between(2, 25), draw.between(2, 35)];
  const bend = (): Bend => [
    within(draw.about(knuckle, unlike), KNUCKLE),
    within(draw.about(middle, further), MIDDLE),
  ];
  return {
    fingers: { index: bend(), middle: bend(), ring: bend(), pinky: bend() },
    spread: draw.between(-1, 15) * (1 - within(knuckle, [0, 80]) / 110),
    thumb: { oppose: draw.between(-15, 80), adduct: draw.between(-10, 32), bend: draw.between(-6, 60) },
  };
}
