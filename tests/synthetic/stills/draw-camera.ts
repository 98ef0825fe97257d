import type { Camera } from '../clip.ts';
import type { Posed } from '../forward-kinematics.ts';
import { add, mixVec, scale, type Vec3 } from '../vector.ts';
import { type Draw, type Range, within } from './draw.ts';

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
  const height = at('head')[1] - Math.min(at('ball_l')[1], at('ball_r')[1]) + 0.2;
  const hands = mixVec(at('middle_01_l'), at('middle_01_r'), 0.5);
  const middles = {
    all: mixVec(at('pelvis'), at('spine_05'), 0.15),
    'upper half': mixVec(at('spine_03'), at('head'), 0.5),
    hands: mixVec(hands, at('head'), 0.35),
  };
  const view = draw.share(VIEWS);
  const seen = height * draw.between(...view.seen);
  const focal = draw.between(...FOCAL);
  const around = within(draw.about(0, 24), [-60, 60]) * RADIANS;
  const above = within(draw.about(3, 7), [-14, 24]) * RADIANS;
  const back: Vec3 = [
    Math.sin(around) * Math.cos(above),
    Math.sin(above),
    Math.cos(around) * Math.cos(above),
  ];
  const target = add(middles[view.of], scale(draw.direction(), 0.05 * seen * draw.between(0, 1)));
  return { position: add(target, scale(back, (focal * seen) / 2)), target, focal };
}
