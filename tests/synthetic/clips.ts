import type { Camera, Clip, Key, Look } from './clip.ts';
import { SIGNING_KEYS } from './signing-keys.ts';
import { HANDS_OVER_FACE_KEYS, SHRUGS_KEYS, STEPPING_KEYS } from './special-keys.ts';
import {
  APART,
  HANDS_MEET_KEYS,
  TAPPING_KEYS,
  TOUCHING_CHEST_KEYS,
  TOUCHING_FACE_KEYS,
} from './touching-keys.ts';

const BLUE_SHIRT: Look = {
  skin: [0.5, 0.275, 0.175],
  shirt: [0.035, 0.11, 0.17],
  trousers: [0.05, 0.05, 0.065],
  hair: [0.035, 0.022, 0.015],
  iris: [0.16, 0.09, 0.04],
  wall: [0.55, 0.56, 0.57],
};
const DARK_SKIN: Look = {
  ...BLUE_SHIRT,
  skin: [0.16, 0.078, 0.047],
  shirt: [0.38, 0.3, 0.2],
  hair: [0.012, 0.01, 0.009],
};
const LIGHT_SKIN: Look = {
  ...BLUE_SHIRT,
  skin: [0.58, 0.36, 0.26],
  shirt: [0.12, 0.03, 0.04],
  hair: [0.11, 0.06, 0.025],
};

/** Cuts at the hips, room for the hands on both sides. */
const FRONT: Camera = { position: [0.12, 1.46, 2.6], target: [0, 1.385, 0], focal: 5.1 };
/** The front camera carried 40 degrees to the performer's left. */
const THREE_QUARTER: Camera = { position: [1.67, 1.46, 1.99], target: [0, 1.385, 0], focal: 5.1 };
const WHOLE_BODY: Camera = { position: [0, 1.1, 4.6], target: [0, 0.93, 0], focal: 4.3 };

const clip = (keys: readonly Key[], change: Partial<Clip> = {}): Clip => ({
  fps: 25,
  seconds: 5,
  width: 640,
  height: 640,
  camera: FRONT,
  look: BLUE_SHIRT,
  keys,
  ...change,
});

/** Every clip that render.mjs can render, by name. `sample` is the one that is kept, in tests/fixtures. */
export const CLIPS: Readonly<Record<string, Clip>> = {
  sample: clip(SIGNING_KEYS),
  'three-quarter': clip(SIGNING_KEYS, { camera: THREE_QUARTER, look: LIGHT_SKIN }),
  'full-body-steps': clip(STEPPING_KEYS, { camera: WHOLE_BODY, width: 480, height: 640, seconds: 4 }),
  'hands-meet': clip(HANDS_MEET_KEYS, { seconds: 4.2 }),
  'hands-over-face': clip(HANDS_OVER_FACE_KEYS, { seconds: 4, look: DARK_SKIN }),
  'touching-face': clip(TOUCHING_FACE_KEYS, { seconds: 3.8, look: LIGHT_SKIN }),
  tapping: clip(TAPPING_KEYS, { seconds: 4, look: DARK_SKIN }),
  'touching-chest': clip(TOUCHING_CHEST_KEYS, { seconds: 3.2 }),
  shrugs: clip(SHRUGS_KEYS, { seconds: 3.6, look: LIGHT_SKIN }),
  short: clip(SIGNING_KEYS, {
    proportions: { arm: 0.8, leg: 0.78, hand: 0.84, trunk: 0.86, width: 0.88, head: 0.97 },
    camera: { position: [0.1, 1.16, 2.6], target: [0, 1.1, 0], focal: 5.6 },
    look: LIGHT_SKIN,
  }),
  // at ease this performer's longer hands would meet
  tall: clip(
    SIGNING_KEYS.map((key) => (Object.keys(key.pose).length === 0 ? { ...key, pose: APART } : key)),
    {
      proportions: { arm: 1.12, leg: 1.14, hand: 1.08, trunk: 1.06, width: 1.05, head: 1.02 },
      camera: { position: [0.12, 1.62, 2.7], target: [0, 1.54, 0], focal: 4.7 },
      look: DARK_SKIN,
    },
  ),
  'sixty-fps': clip(SIGNING_KEYS, { fps: 60 }),
};
