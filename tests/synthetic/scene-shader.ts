import { readFileSync } from 'node:fs';
import type { Clip } from './clip.ts';
import { THUMB_PAD } from './finger-turns.ts';
import type { Posed } from './forward-kinematics.ts';
import type { FacePose } from './pose.ts';
import { FINGERS, type Joint, SIDES, wholeProportions } from './skeleton.ts';
import { inverse, normalize, orthogonalTo, rotate, scale, type Vec3 } from './vector.ts';

const PIECES = ['primitives', 'body', 'hand', 'head', 'scene', 'picture'] as const;
/** Joints in whose frame the shader builds a part. */
const FRAMES = {
  PELVIS_FRAME: 'pelvis',
  BACK_FRAME: 'spine_03',
  CHEST_FRAME: 'spine_05',
  HEAD_FRAME: 'head',
  HAND_L_FRAME: 'hand_l',
  HAND_R_FRAME: 'hand_r',
} as const;
const FLOATS = ['focal', 'width', 'handSize', 'headSize', 'jaw', 'blink', 'brow', 'smile', 'pucker'] as const;
const VECTORS = [
  'cameraPosition',
  'cameraTarget',
  'gaze',
  'skinColor',
  'shirtColor',
  'trousersColor',
  'hairColor',
  'irisColor',
  'wallColor',
] as const;

const LEFT_THUMB_NAIL: Vec3 = scale(THUMB_PAD, -1);
const LEFT_FINGER_NAIL: Vec3 = [1, 0, 0];

/** Values of one frame, by uniform name; vectors are flat. */
export interface Uniforms {
  readonly floats: Readonly<Record<string, number>>;
  readonly vectors: Readonly<Record<string, readonly number[]>>;
  /** Column-major 3 x 3. */
  readonly matrices: Readonly<Record<string, readonly number[]>>;
}

/** GLSL ES 3.00 fragment shader for a performer with these joints. */
export function sceneShader(joints: readonly Joint[]): string {
  const names = joints.map(({ name }, i) => `const int ${constantName(name)} = ${i};`);
  const pieces = PIECES.map((piece) =>
    readFileSync(new URL(`./shader/${piece}.glsl`, import.meta.url), 'utf8'),
  );
  return [
    '#version 300 es',
    'precision highp float;',
    'precision highp int;',
    'out vec4 outColor;',
    'uniform vec2 picture;',
    'uniform int stage;',
    'uniform sampler2D coarsePass;',
    'uniform sampler2D firstPass;',
    `uniform vec3 J[${joints.length}];`,
    `uniform vec3 NAIL[${SIDES.length * FINGERS.length}];`,
    ...FLOATS.map((name) => `uniform float ${name};`),
    ...VECTORS.map((name) => `uniform vec3 ${name};`),
    ...Object.keys(FRAMES).map((name) => `uniform mat3 ${name};`),
    ...names,
    ...pieces,
  ].join('\n');
}

const constantName = (joint: string): string => (joint === 'head' ? 'HEAD_JOINT' : joint.toUpperCase());

function nails(posed: Posed): number[] {
  return SIDES.flatMap((side) =>
    FINGERS.flatMap((finger) => {
      const local = finger === 'thumb' ? LEFT_THUMB_NAIL : LEFT_FINGER_NAIL;
      const [x, y, z] = local;
      const outward = rotate(posed.turn[`${finger}_03_${side}`]!, side === 'l' ? local : [-x, y, z]);
      const tip = posed.position[`${finger}_tip_${side}`]!;
      const before = posed.position[`${finger}_03_${side}`]!;
      const along = normalize([tip[0] - before[0], tip[1] - before[1], tip[2] - before[2]]);
      return [...orthogonalTo(along, outward)];
    }),
  );
}

/** World to joint: the columns are the world's axes seen from the joint. */
function worldToJoint(posed: Posed, joint: string): number[] {
  const back = inverse(posed.turn[joint]!);
  const axes: Vec3[] = [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ];
  return axes.flatMap((axis) => [...rotate(back, axis)]);
}

/** Everything the shader needs to draw one frame of a clip. */
export function frameUniforms(clip: Clip, posed: Posed, face: FacePose): Uniforms {
  const size = wholeProportions(clip.proportions);
  const { camera, look } = clip;
  const toCamera = [0, 1, 2].map((i) => camera.position[i]! - posed.position.head![i]!);
  const [x, y, z] = rotate(inverse(posed.turn.head!), toCamera as unknown as Vec3);
  const ahead: Vec3 = [0, 0, Math.hypot(x, y, z)];
  // eyes follow the camera half-way, as those of a signer who is looked at
  const gaze = normalize(scale([x + ahead[0], y + ahead[1], Math.max(z, 0) + ahead[2]], 0.5));
  return {
    floats: {
      focal: camera.focal,
      width: size.width,
      handSize: size.hand,
      headSize: size.head,
      jaw: face.jaw,
      blink: face.blink,
      brow: face.brow,
      smile: face.smile,
      pucker: face.pucker,
    },
    vectors: {
      J: Object.values(posed.position).flat(),
      NAIL: nails(posed),
      cameraPosition: camera.position,
      cameraTarget: camera.target,
      gaze,
      skinColor: look.skin,
      shirtColor: look.shirt,
      trousersColor: look.trousers,
      hairColor: look.hair,
      irisColor: look.iris,
      wallColor: look.wall,
    },
    matrices: Object.fromEntries(
      Object.entries(FRAMES).map(([name, joint]) => [name, worldToJoint(posed, joint)]),
    ),
  };
}
