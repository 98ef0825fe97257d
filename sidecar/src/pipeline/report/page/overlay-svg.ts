import type { LandmarkFrame } from '../../../protocol/landmarks.ts';
import {
  BODY_CHAINS,
  type Chain,
  FACE_CHAINS,
  HAND_CHAINS,
  POSE_HAND_CHAINS,
  type SidedChains,
} from '../../../video/landmark-lines.ts';

const WIDTH = 1000;
/** Pose points less visible than this are not drawn. */
const HIDDEN = 0.4;
type Points = readonly (readonly number[])[];

/** What the tracker saw of a frame as lines over its picture. @param aspect height of the picture over its width. */
export function overlaySvg({ pose, face, leftHand, rightHand }: LandmarkFrame, aspect: number): string {
  const height = WIDTH * aspect;
  const path = (points: Points, chains: readonly Chain[]): string =>
    chains.map((chain) => chainPath(points, chain, height)).join('');
  const sided = (points: Points, chains: SidedChains, thin: string): string =>
    (['middle', 'left', 'right'] as const)
      .map((side) => line(path(points, chains[side]), `${side}${thin}`))
      .join('');
  const parts = [
    face ? sided(face, FACE_CHAINS, ' thin') : '',
    pose ? sided(pose, BODY_CHAINS, '') : '',
    pose && !leftHand ? line(path(pose, POSE_HAND_CHAINS.left), 'left thin') : '',
    pose && !rightHand ? line(path(pose, POSE_HAND_CHAINS.right), 'right thin') : '',
    leftHand ? line(path(leftHand, HAND_CHAINS), 'left') : '',
    rightHand ? line(path(rightHand, HAND_CHAINS), 'right') : '',
  ];
  return `<svg class="overlay" viewBox="0 0 ${WIDTH} ${Math.round(height)}" aria-hidden="true">${parts.join('')}</svg>`;
}

function line(path: string, kind: string): string {
  return path === '' ? '' : `<path class="rim" d="${path}"/><path class="${kind}" d="${path}"/>`;
}

function chainPath(points: Points, chain: Chain, height: number): string {
  let path = '';
  let drawing = false;
  for (const index of chain) {
    const [x, y, , visibility = 1] = points[index] ?? [];
    if (x === undefined || y === undefined || visibility < HIDDEN) {
      drawing = false;
      continue;
    }
    path += `${drawing ? 'L' : 'M'}${Math.round(x * WIDTH)} ${Math.round(y * height)}`;
    drawing = true;
  }
  return path;
}
