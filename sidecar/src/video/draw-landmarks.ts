import type { LandmarkFrame } from '../protocol/landmarks.ts';
import {
  BODY_CHAINS,
  type Chain,
  FACE_CHAINS,
  HAND_CHAINS,
  IRISES,
  POSE_HAND_CHAINS,
  POSE_HEAD_CHAINS,
  type SidedChains,
} from './landmark-lines.ts';
import { type Canvas, type Colour, drawDisc, drawLine, drawRing } from './rasterise.ts';

type Side = keyof SidedChains;
const SIDES: readonly Side[] = ['middle', 'left', 'right'];

/** The performer's left is orange, the right is blue: apart for every kind of colour vision, and from skin. */
const COLOURS: Readonly<Record<Side, Colour>> = {
  left: [255, 149, 20],
  right: [30, 170, 255],
  middle: [240, 240, 240],
};
/** Joints, paler than their lines. */
const JOINT_COLOURS: Readonly<Record<Side, Colour>> = {
  left: [255, 224, 178],
  right: [190, 230, 255],
  middle: [255, 255, 255],
};
/** Dark rim under the lines: they stay readable on a bright picture. */
const RIM: Colour = [12, 14, 20];
const RIM_ALPHA = 0.45;
/** Width of the rim beside a line, share of the line's radius, and at least in pixels. */
const RIM_SHARE = 0.55;
const RIM_PIXELS = 0.6;

/** Half the width of the body's lines, share of the picture's mean side. */
const BODY_RADIUS = 0.0022;
/** Half the width of a hand's and a face's lines, share of its own diagonal: a small hand is not a blot. */
const HAND_RADIUS = 0.013;
const FACE_RADIUS = 0.0035;
/** Thinnest line, half its width in pixels. */
const MIN_RADIUS = 0.6;
/** Joints are discs this much wider than the line. */
const JOINT = 1.35;
/** Pose points less visible than this are not drawn, up to the second they are drawn faintly. */
const HIDDEN = 0.2;
const CLEAR = 0.6;

/** x, y in the picture (0 to 1), z, and for pose points their visibility. */
type Points = readonly (readonly number[])[];

interface Style {
  readonly radius: number;
  readonly joints: boolean;
}

/**
 * Draws the landmarks of a frame on its picture: body, hands, contours of face and eyes. What was not seen is
 * not drawn; the pose's own points of hands and head stand in where these were not seen.
 * @example drawLandmarks({ data: frame.data, width: frame.width, height: frame.height }, landmarks);
 */
export function drawLandmarks(canvas: Canvas, frame: LandmarkFrame): void {
  const side = Math.sqrt(canvas.width * canvas.height);
  const body = { radius: Math.max(MIN_RADIUS, side * BODY_RADIUS), joints: true };
  const thin = { radius: Math.max(MIN_RADIUS, body.radius * 0.6), joints: false };
  const { pose, face, leftHand, rightHand } = frame;
  if (face) drawFace(canvas, face, body.radius);
  if (pose) {
    if (!face) drawSides(canvas, pose, POSE_HEAD_CHAINS, thin);
    const { left, right } = POSE_HAND_CHAINS;
    const unseen = { left: leftHand ? [] : left, right: rightHand ? [] : right, middle: [] };
    drawSides(canvas, pose, unseen, thin);
    drawSides(canvas, pose, BODY_CHAINS, body);
  }
  if (leftHand) drawHand(canvas, leftHand, 'left', body.radius);
  if (rightHand) drawHand(canvas, rightHand, 'right', body.radius);
}

function drawFace(canvas: Canvas, face: Points, widest: number): void {
  const size = diagonal(canvas, face);
  const style = { radius: within(size * FACE_RADIUS, widest * 0.7), joints: false };
  drawSides(canvas, face, FACE_CHAINS, style);
  for (const side of ['left', 'right'] as const) drawIris(canvas, face, side, style.radius);
}

function drawIris(canvas: Canvas, face: Points, side: 'left' | 'right', half: number): void {
  const [centre, ...edge] = IRISES[side];
  const [x, y] = place(canvas, face[centre]);
  let radius = 0;
  for (const index of edge) {
    const [ex, ey] = place(canvas, face[index]);
    radius += Math.hypot(ex - x, ey - y) / edge.length;
  }
  drawRing(canvas, x, y, radius, half, COLOURS[side], 1);
  drawDisc(canvas, x, y, half * JOINT, COLOURS[side], 1);
}

function drawHand(canvas: Canvas, hand: Points, side: Side, widest: number): void {
  const radius = within(diagonal(canvas, hand) * HAND_RADIUS, widest);
  drawChains(canvas, hand, HAND_CHAINS, side, { radius, joints: true });
}

function drawSides(canvas: Canvas, points: Points, chains: SidedChains, style: Style): void {
  for (const side of SIDES) drawChains(canvas, points, chains[side], side, style);
}

/** All rims first, so that no rim lies over a line. */
function drawChains(
  canvas: Canvas,
  points: Points,
  chains: readonly Chain[],
  side: Side,
  style: Style,
): void {
  const rim = style.radius + Math.max(RIM_PIXELS, style.radius * RIM_SHARE);
  for (const chain of chains) drawChain(canvas, points, chain, rim, RIM, RIM_ALPHA);
  for (const chain of chains) drawChain(canvas, points, chain, style.radius, COLOURS[side], 1);
  if (!style.joints) return;
  for (const chain of chains) {
    for (const index of chain) {
      const [x, y] = place(canvas, points[index]);
      drawDisc(canvas, x, y, style.radius * JOINT, JOINT_COLOURS[side], clarity(points[index]));
    }
  }
}

function drawChain(
  canvas: Canvas,
  points: Points,
  chain: Chain,
  radius: number,
  colour: Colour,
  alpha: number,
): void {
  for (let i = 1; i < chain.length; i++) {
    const a = points[chain[i - 1]!];
    const b = points[chain[i]!];
    const clear = Math.min(clarity(a), clarity(b));
    if (clear === 0) continue;
    const [x0, y0] = place(canvas, a);
    const [x1, y1] = place(canvas, b);
    drawLine(canvas, x0, y0, x1, y1, radius, colour, alpha * clear);
  }
}

/** How strongly a point is drawn, 0 to 1. Points without visibility are drawn fully. */
function clarity(point: readonly number[] | undefined): number {
  const visibility = point?.[3] ?? 1;
  return Math.min(1, Math.max(0, (visibility - HIDDEN) / (CLEAR - HIDDEN)));
}

function place({ width, height }: Canvas, point: readonly number[] | undefined): [number, number] {
  return [(point?.[0] ?? Number.NaN) * width, (point?.[1] ?? Number.NaN) * height];
}

/** Diagonal of the points' bounding box, pixels. */
function diagonal(canvas: Canvas, points: Points): number {
  let left = Number.POSITIVE_INFINITY;
  let right = Number.NEGATIVE_INFINITY;
  let top = left;
  let bottom = right;
  for (const point of points) {
    const [x, y] = place(canvas, point);
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  return Math.hypot(right - left, bottom - top);
}

function within(radius: number, widest: number): number {
  return Math.max(MIN_RADIUS, Math.min(radius, widest));
}
