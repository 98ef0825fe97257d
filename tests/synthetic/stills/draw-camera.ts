import type { Camera } from '../clip.ts';
import type { Posed } from '../forward-kinematics.ts';
import { add, cross, dot, normalize, scale, subtract, type Vec3 } from '../vector.ts';
import type { Draw, Range } from './draw.ts';

export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

const RADIANS = Math.PI / 180;
interface View {
  readonly of: 'all' | 'upper half' | 'hands';
  readonly share: number;
  readonly seen: Range;
}

/** What pictures show, how many of them, and how much of the performer's height. */
const VIEWS: readonly View[] = [
  { of: 'all', share: 0.2, seen: [1.1, 1.5] },
  { of: 'upper half', share: 0.45, seen: [0.5, 0.72] },
  { of: 'hands', share: 0.35, seen: [0.26, 0.45] },
];
/** Lenses from wide to long, in halves of the picture's height. */
const FOCAL: Range = [2.2, 6];

/** A camera before a performer, to the side and above as cameras are. */
export function drawCamera(draw: Draw, { position }: Posed): Camera {
  const at = (joint: string): Vec3 => position[joint]!;
  const between = (a: Vec3, b: Vec3, share: number): Vec3 => add(scale(a, 1 - share), scale(b, share));
  const height = at('head')[1] - Math.min(at('ball_l')[1], at('ball_r')[1]) + 0.2;
  const hands = between(at('middle_01_l'), at('middle_01_r'), 0.5);
  const middles = {
    all: between(at('pelvis'), at('spine_05'), 0.15),
    'upper half': between(at('spine_03'), at('head'), 0.5),
    hands: between(hands, at('head'), 0.35),
  };
  const view = draw.share(VIEWS);
  const seen = height * draw.between(...view.seen);
  const focal = draw.between(...FOCAL);
  const around = Math.max(-60, Math.min(60, draw.about(0, 24))) * RADIANS;
  const above = Math.max(-14, Math.min(24, draw.about(3, 7))) * RADIANS;
  const back: Vec3 = [
    Math.sin(around) * Math.cos(above),
    Math.sin(above),
    Math.cos(around) * Math.cos(above),
  ];
  const target = add(middles[view.of], scale(draw.direction(), 0.05 * seen * draw.between(0, 1)));
  return { position: add(target, scale(back, (focal * seen) / 2)), target, focal };
}

/** Pixel under a point, in a picture of this size. */
export function project(
  { position, target, focal }: Camera,
  size: PictureSize,
  point: Vec3,
): [number, number] {
  const ahead = normalize(subtract(target, position));
  const right = normalize(cross(ahead, [0, 1, 0]));
  const way = subtract(point, position);
  const k = (focal * size.height) / 2 / dot(way, ahead);
  return [size.width / 2 + dot(way, right) * k, size.height / 2 - dot(way, cross(right, ahead)) * k];
}
