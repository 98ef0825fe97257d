import type { Camera, Clip } from './clip.ts';
import type { TrueContact } from './contacts.ts';
import type { Posed } from './forward-kinematics.ts';
import type { FacePose } from './pose.ts';
import type { Joint } from './skeleton.ts';
import { cross, dot, normalize, subtract, type Vec3 } from './vector.ts';

/** Joints whose turn in the world (against the rest pose) is written beside the positions of all. */
const TURNED = ['pelvis', 'spine_05', 'head', 'hand_l', 'hand_r'] as const;
const POSITION_DIGITS = 4;
const FACE_DIGITS = 3;

export interface TruthFrame {
  readonly joints: Readonly<Record<string, readonly number[]>>;
  readonly rot: Readonly<Record<string, readonly number[]>>;
  readonly face: Readonly<Record<string, number>>;
}

export interface TrueCamera {
  readonly ro: Vec3;
  readonly ta: Vec3;
  readonly fl: number;
}

/** What a rendered clip shows: `README.md` beside this file defines the fields. */
export interface Truth {
  readonly clip: string;
  readonly fps: number;
  readonly width: number;
  readonly height: number;
  readonly frame: string;
  readonly camera: TrueCamera;
  readonly parents: Readonly<Record<string, string | null>>;
  /** What touches when, in frames of the list below. */
  readonly contacts: TrueContact[];
  readonly frames: TruthFrame[];
}

// adding 0 makes a plain zero of a negative one, which JSON does not keep apart
const round = (value: number, digits: number): number => Number(value.toFixed(digits)) + 0;
const roundAll = (values: readonly number[]): number[] =>
  values.map((value) => round(value, POSITION_DIGITS));

export const trueCamera = ({ position, target, focal }: Camera): TrueCamera => ({
  ro: position,
  ta: target,
  fl: focal,
});

/** Pixel under a point of the world, in a picture of this size. */
export function project(
  { camera: { ro, ta, fl }, width, height }: Pick<Truth, 'camera' | 'width' | 'height'>,
  point: Vec3,
): [x: number, y: number] {
  const ahead = normalize(subtract(ta, ro));
  const right = normalize(cross(ahead, [0, 1, 0]));
  const way = subtract(point, ro);
  const k = (fl * height) / 2 / dot(way, ahead);
  return [width / 2 + dot(way, right) * k, height / 2 - dot(way, cross(right, ahead)) * k];
}

/** Truth of a clip, without frames and contacts yet. */
export function startTruth(name: string, clip: Clip, joints: readonly Joint[]): Truth {
  return {
    clip: name,
    fps: clip.fps,
    width: clip.width,
    height: clip.height,
    frame: "metres, right-handed, x = the performer's left, y up, z = from the performer to a front camera",
    camera: trueCamera(clip.camera),
    parents: Object.fromEntries(joints.map(({ name: joint, parent }) => [joint, parent])),
    contacts: [],
    frames: [],
  };
}

export function truthFrame(posed: Posed, face: FacePose): TruthFrame {
  return {
    joints: Object.fromEntries(Object.entries(posed.position).map(([name, p]) => [name, roundAll(p)])),
    rot: Object.fromEntries(TURNED.map((name) => [name, roundAll(posed.turn[name]!)])),
    face: Object.fromEntries(Object.entries(face).map(([name, value]) => [name, round(value, FACE_DIGITS)])),
  };
}
