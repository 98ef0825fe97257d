import { ARKIT_INDEX, ARKIT_NAMES, type ArkitName } from '../../skeleton/arkit.ts';

/** Parts of the face that a hand covers one by one. */
export const FACE_REGIONS = ['leftBrow', 'rightBrow', 'leftEye', 'rightEye', 'mouth'] as const;
export type FaceRegion = (typeof FACE_REGIONS)[number];

/**
 * Mesh landmarks that show whether a region can be seen: brow ridge, lids and corners, lips and chin.
 * Numbers of the MediaPipe canonical face mesh.
 */
export const REGION_POINTS: Readonly<Record<FaceRegion, readonly number[]>> = {
  leftBrow: [336, 334, 300, 285, 282, 276],
  rightBrow: [107, 105, 70, 55, 52, 46],
  leftEye: [263, 362, 386, 374, 473],
  rightEye: [33, 133, 159, 145, 468],
  mouth: [61, 291, 0, 17, 13, 14, 39, 269, 181, 405],
};

/** The region that tells an ARKit value; brows that move as one are told by both. */
function regionOf(name: ArkitName): FaceRegion {
  const side = name.endsWith('Right') ? 'right' : 'left';
  if (/^Brow/.test(name)) return `${side}Brow`;
  if (/^(Eye|CheekSquint)/.test(name)) return `${side}Eye`;
  return 'mouth';
}

/** Places of the ARKit values that each region tells. */
export const CURVES_OF: Readonly<Record<FaceRegion, readonly number[]>> = Object.fromEntries(
  FACE_REGIONS.map((region) => [
    region,
    ARKIT_NAMES.filter((name) => regionOf(name) === region).map((name) => ARKIT_INDEX[name]),
  ]),
) as unknown as Record<FaceRegion, readonly number[]>;
