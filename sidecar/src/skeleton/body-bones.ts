/** The bones that a motion keys, parent first: all that drive the body except twists, correctives and toes. */
export const BODY_BONES = [
  'root',
  'pelvis',
  'spine_01',
  'spine_02',
  'spine_03',
  'spine_04',
  'spine_05',
  'neck_01',
  'neck_02',
  'head',
  ...armBones('l'),
  ...armBones('r'),
  ...legBones('r'),
  ...legBones('l'),
] as const;

export type BodyBone = (typeof BODY_BONES)[number];

export const SIDES = ['l', 'r'] as const;
/** The performer's left and right. */
export type Side = (typeof SIDES)[number];

export const FINGERS = ['index', 'middle', 'ring', 'pinky'] as const;
export type Finger = (typeof FINGERS)[number];

function armBones<S extends Side>(s: S) {
  return [
    `clavicle_${s}`,
    `upperarm_${s}`,
    `lowerarm_${s}`,
    `hand_${s}`,
    ...fingerBones('index', s),
    ...fingerBones('middle', s),
    ...fingerBones('pinky', s),
    ...fingerBones('ring', s),
    `thumb_01_${s}`,
    `thumb_02_${s}`,
    `thumb_03_${s}`,
  ] as const;
}

function fingerBones<F extends Finger, S extends Side>(f: F, s: S) {
  return [`${f}_metacarpal_${s}`, `${f}_01_${s}`, `${f}_02_${s}`, `${f}_03_${s}`] as const;
}

function legBones<S extends Side>(s: S) {
  return [`thigh_${s}`, `calf_${s}`, `foot_${s}`, `ball_${s}`] as const;
}
