import { BODY_BONES, type BodyBone, type Side } from '../../skeleton/body-bones.ts';

/** Parts of the body that are seen or not as a whole. */
export const REGIONS = [
  'body',
  'head',
  'leftArm',
  'leftForearm',
  'leftHand',
  'leftLeg',
  'rightArm',
  'rightForearm',
  'rightHand',
  'rightLeg',
] as const;

export type Region = (typeof REGIONS)[number];

export const ARM = { l: 'leftArm', r: 'rightArm' } as const satisfies Record<Side, Region>;
export const FOREARM = { l: 'leftForearm', r: 'rightForearm' } as const satisfies Record<Side, Region>;
export const HAND = { l: 'leftHand', r: 'rightHand' } as const satisfies Record<Side, Region>;
export const LEG = { l: 'leftLeg', r: 'rightLeg' } as const satisfies Record<Side, Region>;
/** What carries a hand. */
export const WRIST_TRACK = { l: 'leftWrist', r: 'rightWrist' } as const satisfies Record<Side, string>;

/** The region whose sight a bone follows. */
function regionOf(bone: BodyBone): Region {
  const side = bone.endsWith('_l') ? 'l' : 'r';
  if (/^(root|pelvis|spine)/.test(bone)) return 'body';
  if (/^(neck|head)/.test(bone)) return 'head';
  if (/^(clavicle|upperarm)/.test(bone)) return ARM[side];
  if (bone.startsWith('lowerarm')) return FOREARM[side];
  if (/^(thigh|calf|foot|ball)/.test(bone)) return LEG[side];
  return HAND[side];
}

export const BONES_OF: Readonly<Record<Region, readonly BodyBone[]>> = Object.fromEntries(
  REGIONS.map((region) => [region, BODY_BONES.filter((bone) => regionOf(bone) === region)]),
) as unknown as Record<Region, readonly BodyBone[]>;
