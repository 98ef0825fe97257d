import {
  BODY_CHAINS,
  type Chain,
  FACE_CHAINS,
  HAND_CHAINS,
  IRISES,
  POSE_HAND_CHAINS,
  POSE_HEAD_CHAINS,
  type SidedChains,
} from '../../../src/video/landmark-lines.ts';
import { SIDE_COLOURS } from '../figure/colours.ts';
import type { BoneSide } from './bones.ts';
import type { LandmarkPart, Landmarks } from './create-landmarks.ts';

/** Dark rim under the lines: they stay readable on a bright picture. */
const RIM = 'rgba(12, 14, 20, 0.5)';
/** Width of the body's lines, share of the picture's mean side. */
const BODY_WIDTH = 0.0045;
/** Pose points less visible than this are not drawn. */
const HIDDEN = 0.35;
const SIDES: readonly BoneSide[] = ['middle', 'left', 'right'];

type Context = CanvasRenderingContext2D;

interface Brush {
  readonly context: Context;
  readonly landmarks: Landmarks;
  readonly frame: number;
  /** CSS pixels times the screen's own. */
  readonly size: { readonly width: number; readonly height: number };
}

/** Draws the landmarks of a frame over a picture of the canvas's size; what was not seen is not drawn. */
export function drawLandmarks(context: Context, landmarks: Landmarks, frame: number): void {
  const { width, height } = context.canvas;
  context.clearRect(0, 0, width, height);
  if (frame < 0) return;
  const brush: Brush = { context, landmarks, frame, size: { width, height } };
  const body = Math.max(1.5, Math.sqrt(width * height) * BODY_WIDTH);
  context.lineJoin = 'round';
  context.lineCap = 'round';
  const seen = (part: LandmarkPart) => landmarks.has(frame, part);
  if (seen('face')) drawFace(brush, body * 0.5);
  if (seen('pose')) {
    if (!seen('face')) drawSides(brush, 'pose', POSE_HEAD_CHAINS, body * 0.6);
    const left = seen('leftHand') ? [] : POSE_HAND_CHAINS.left;
    const right = seen('rightHand') ? [] : POSE_HAND_CHAINS.right;
    drawSides(brush, 'pose', { left, right, middle: [] }, body * 0.6);
    drawSides(brush, 'pose', BODY_CHAINS, body);
  }
  if (seen('leftHand'))
    drawChains(brush, 'leftHand', { chains: HAND_CHAINS, side: 'left', width: body * 0.7 });
  if (seen('rightHand'))
    drawChains(brush, 'rightHand', { chains: HAND_CHAINS, side: 'right', width: body * 0.7 });
}

function drawFace(brush: Brush, width: number): void {
  drawSides(brush, 'face', FACE_CHAINS, width);
  for (const side of ['left', 'right'] as const) {
    const [, ...edge] = IRISES[side];
    const ring = [...edge, edge[0]!];
    drawChains(brush, 'face', { chains: [ring], side, width });
  }
}

function drawSides(brush: Brush, part: LandmarkPart, chains: SidedChains, width: number): void {
  for (const side of SIDES) drawChains(brush, part, { chains: chains[side], side, width });
}

interface Stroke {
  readonly chains: readonly Chain[];
  readonly side: BoneSide;
  readonly width: number;
}

function drawChains(brush: Brush, part: LandmarkPart, { chains, side, width }: Stroke): void {
  const path = pathOf(brush, part, chains);
  const { context } = brush;
  context.strokeStyle = RIM;
  context.lineWidth = width * 2;
  context.stroke(path);
  context.strokeStyle = SIDE_COLOURS[side];
  context.lineWidth = width;
  context.stroke(path);
}

function pathOf({ landmarks, frame, size }: Brush, part: LandmarkPart, chains: readonly Chain[]): Path2D {
  const path = new Path2D();
  const point = new Float32Array(3);
  for (const chain of chains) {
    let down = false;
    for (const index of chain) {
      landmarks.point(point, frame, { part, index });
      const x = point[0]! * size.width;
      const y = point[1]! * size.height;
      const shown = point[2]! >= HIDDEN && !Number.isNaN(x);
      if (shown && down) path.lineTo(x, y);
      else if (shown) path.moveTo(x, y);
      down = shown;
    }
  }
  return path;
}
