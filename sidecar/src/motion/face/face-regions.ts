import { ARKIT_INDEX, ARKIT_NAMES, type ArkitName } from '../../skeleton/arkit.ts';

/** Parts of the face that a hand covers one by one, each bridged by itself, with flags of its own. */
export const FACE_REGIONS = ['leftBrow', 'rightBrow', 'leftEye', 'rightEye', 'mouth'] as const;
export type FaceRegion = (typeof FACE_REGIONS)[number];

/** Mesh landmarks, numbers of the MediaPipe canonical face mesh. */
interface Points {
  /** Those that show whether the part can be seen. */
  readonly all: readonly number[];
  /** Those that its values hang on: without one of them there is nothing to read. */
  readonly keys: readonly number[];
}

/** Brow ridge, lids and corners of an eye, lips and chin with both corners. */
export const REGION_POINTS: Readonly<Record<FaceRegion, Points>> = {
  leftBrow: { all: [336, 334, 300, 285, 282, 276], keys: [] },
  rightBrow: { all: [107, 105, 70, 55, 52, 46], keys: [] },
  leftEye: { all: [263, 362, 386, 374, 473], keys: [] },
  rightEye: { all: [33, 133, 159, 145, 468], keys: [] },
  mouth: { all: [61, 291, 0, 17, 13, 14, 39, 269, 181, 405], keys: [61, 291] },
};

/** Points of both cheeks, on which fingers rest: they tell no value, but a hand there pulls at the whole mesh. */
export const CHEEK_POINTS = [347, 358, 425, 330, 118, 129, 205, 101] as const;

/** The part that tells an ARKit value; brows that move as one are told by both. */
function regionOf(name: ArkitName): FaceRegion {
  const side = name.endsWith('Right') ? 'right' : 'left';
  if (/^Brow/.test(name)) return `${side}Brow`;
  if (/^Eye/.test(name)) return `${side}Eye`;
  return 'mouth';
}

/** Places of the ARKit values that each part tells. */
export const CURVES_OF: Readonly<Record<FaceRegion, readonly number[]>> = Object.fromEntries(
  FACE_REGIONS.map((part) => [
    part,
    ARKIT_NAMES.filter((name) => regionOf(name) === part).map((name) => ARKIT_INDEX[name]),
  ]),
) as unknown as Record<FaceRegion, readonly number[]>;
