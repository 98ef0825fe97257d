import { expect, test } from 'vitest';
import { vec3 } from '../../../sidecar/src/skeleton/vector.ts';
import { createPoser } from '../../../sidecar/web/src/motion/create-poser.ts';
import { limbEnds, listLimbs } from '../../../sidecar/web/src/motion/list-limbs.ts';
import { smallClip } from './clip.ts';

const HALF = Math.SQRT1_2;

const rounded = (p: ArrayLike<number>) => Array.from(p, (v) => Math.round(v * 1e4) / 1e4 + 0);

test('a bent elbow and a lower pelvis move what hangs on them', () => {
  // a quarter turn about Z takes +X to +Y
  const clip = smallClip([{ time: 0 }, { time: 0.1, pelvis: [0, 0, 80], turns: { 3: [0, 0, HALF, HALF] } }]);
  const poser = createPoser(clip);
  poser.set(clip.row(0));
  expect(rounded(poser.pose.position[4]!)).toEqual([65, 0, 140]);
  poser.set(clip.row(1));
  expect(rounded(poser.pose.position[3]!)).toEqual([40, 0, 130]);
  expect(rounded(poser.pose.position[4]!)).toEqual([40, 25, 130]);
  expect(rounded(poser.rest.position[4]!)).toEqual([65, 0, 140]);
});

test('limbs lead from joint to joint, and a finger to a tip that turns with its bone', () => {
  const clip = smallClip([{ time: 0, turns: { 5: [0, 0, HALF, HALF] } }]);
  const limbs = listLimbs(clip);
  expect(limbs.map(({ from, to }) => [from, to])).toEqual([
    [1, 2],
    [2, 3],
    [3, 4],
    [4, 5],
    [5, null],
  ]);
  const poser = createPoser(clip);
  poser.set(clip.row(0));
  const [start, end] = [vec3(), vec3()];
  limbEnds(start, end, { pose: poser.pose, limb: limbs[4]! });
  expect(rounded(start)).toEqual([67, 0, 140]);
  expect(rounded(end)).toEqual([67, 1.7, 140]);
});
