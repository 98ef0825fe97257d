import type { Confidence } from '../protocol/landmarks.ts';
import type { Contact, MotionFrame } from '../protocol/motion.ts';
import { ARKIT_NAMES } from '../skeleton/arkit.ts';
import { FACE_CURVES, faceCurvesFromArkit } from '../skeleton/face-curves.ts';
import { quat, slerpQuat } from '../skeleton/quaternion.ts';
import type { Rig } from '../skeleton/rig.ts';
import { REGIONS } from './clip/regions.ts';
import { pointName } from './contacts/contact-pairs.ts';
import { FACE_REGIONS } from './face/face-regions.ts';
import type { SolvedWindow } from './solve-window.ts';
import { STATE } from './time/bridge-gaps.ts';
import { readRotation } from './time/rotation-tracks.ts';

/** Confidence of a part that is filled in by what was seen of it, of what the tracker gave there: a guess. */
const BRIDGED_CONFIDENCE = 0.5;

/** Frames of a motion at `fps` from the first frame of the landmarks to no later than the last; none without any. */
export function outputFrameCount(times: Float64Array, fps: number): number {
  if (times.length === 0) return 0;
  return Math.floor((times[times.length - 1]! - times[0]!) * fps + 1e-6) + 1;
}

/** The first frame of the motion of each scene after the first. */
export function sampleCuts({ cuts, times }: SolvedWindow, fps: number): number[] {
  return cuts.map((cut) => Math.ceil(((times[cut - 1]! + times[cut]!) / 2 - times[0]!) * fps - 1e-6));
}

/** The contacts in frames of the motion; one that lies between two frames is given the nearest. */
export function sampleContacts({ contacts, footing, times }: SolvedWindow, fps: number): Contact[] {
  const frameAt = (index: number): number => (times[index]! - times[0]!) * fps;
  const last = outputFrameCount(times, fps) - 1;
  const spanOf = ({ from, to }: { from: number; to: number }): Pick<Contact, 'from' | 'to'> => {
    const first = Math.min(last, Math.ceil(frameAt(from) - 1e-6));
    return { from: first, to: Math.max(first, Math.floor(frameAt(to - 1) + 1e-6)) };
  };
  return [
    ...contacts.map((span) => {
      const { kind, a, b } = span.pair;
      return { kind, a: pointName(a), b: pointName(b), ...spanOf(span) };
    }),
    ...footing.map((span) => ({
      kind: 'footFloor' as const,
      a: `foot_${span.side}`,
      b: 'floor',
      ...spanOf(span),
    })),
  ];
}

/** The motion at an even rate: rotations by slerp, the rest linearly, states of the nearer frame. */
export function* sampleMotion(solved: SolvedWindow, rig: Rig, fps: number): Generator<MotionFrame> {
  const { times, cuts } = solved;
  const count = outputFrameCount(times, fps);
  const read = createFrameReader(rig);
  let from = 0;
  for (let frame = 0; frame < count; frame++) {
    const time = times[0]! + frame / fps;
    while (from + 2 < times.length && times[from + 1]! <= time) from++;
    const to = Math.min(from + 1, times.length - 1);
    const span = times[to]! - times[from]!;
    let share = span > 0 ? Math.min(1, Math.max(0, (time - times[from]!) / span)) : 0;
    // nothing lies between two scenes
    if (cuts.includes(to)) share = Math.round(share);
    yield read(solved, { frame, time }, { from, to, share });
  }
}

/** The share `share` of the way from one solved frame to the next. */
interface Between {
  readonly from: number;
  readonly to: number;
  readonly share: number;
}

/** Makes a frame of the motion file from what is solved. Holds scratch. */
export function createFrameReader(
  rig: Rig,
): (solved: SolvedWindow, name: Pick<MotionFrame, 'frame' | 'time'>, between: Between) => MotionFrame {
  const arkit = new Float32Array(ARKIT_NAMES.length);
  const curves = new Float32Array(FACE_CURVES.length);

  return (solved, { frame, time }, between) => {
    const { pelvis, face } = solved;
    const { from, to, share } = between;
    const mix = (values: Float32Array, width: number, k: number): number =>
      values[from * width + k]! * (1 - share) + values[to * width + k]! * share;
    for (let k = 0; k < arkit.length; k++) arkit[k] = mix(face.arkit, arkit.length, k);
    faceCurvesFromArkit(curves, arkit);
    const near = share < 0.5 ? from : to;
    return {
      frame,
      time,
      pelvis: [mix(pelvis, 3, 0), mix(pelvis, 3, 1), mix(pelvis, 3, 2)],
      rotations: rotationsBetween(solved, rig.size, between),
      curves: listOf(curves),
      arkit: namedArkit(arkit),
      confidence: confidenceAt(solved, near),
      flags: flagsAt(solved, near),
    };
  };
}

/** A plain array; `Array.from` takes a typed array's values one object after the other. */
function listOf(values: Float32Array): number[] {
  const out = new Array<number>(values.length);
  for (let k = 0; k < values.length; k++) out[k] = values[k]!;
  return out;
}

function namedArkit(values: Float32Array): Record<string, number> {
  const out: Record<string, number> = {};
  for (let k = 0; k < values.length; k++) out[ARKIT_NAMES[k]!] = values[k]!;
  return out;
}

function rotationsBetween(
  { rotations }: SolvedWindow,
  bones: number,
  { from, to, share }: Between,
): [number, number, number, number][] {
  const out: [number, number, number, number][] = [];
  const a = quat();
  const b = quat();
  for (let bone = 0; bone < bones; bone++) {
    readRotation(a, rotations, from, bone);
    readRotation(b, rotations, to, bone);
    slerpQuat(a, a, b, share);
    out.push([a[0]!, a[1]!, a[2]!, a[3]!]);
  }
  return out;
}

/**
 * The tracker's confidence, less where a part was bridged, of a hand ever less the longer it is lost; none where it was
 * not seen.
 */
function confidenceAt({ states, face, confidence }: SolvedWindow, index: number): Confidence {
  const of = (state: number | undefined, part: number): number => {
    const seen = confidence[index * 4 + part]!;
    if (state !== STATE.bridged) return state === STATE.seen ? seen : 0;
    const isHand = part === 1 || part === 2;
    return BRIDGED_CONFIDENCE * (isHand ? seen : 1);
  };
  return {
    body: of(states.body[index], 0),
    leftHand: of(states.leftHand[index], 1),
    rightHand: of(states.rightHand[index], 2),
    face: of(face.states[index], 3),
  };
}

/** `<region>Bridged` and `<region>Unseen` for each region, the face, and the parts of a face that is seen. */
function flagsAt({ states, face }: SolvedWindow, index: number): string[] {
  const flags: string[] = [];
  const add = (name: string, state: number | undefined): void => {
    if (state === STATE.bridged) flags.push(`${name}Bridged`);
    else if (state === STATE.base) flags.push(`${name}Unseen`);
  };
  for (const region of REGIONS) add(region, states[region][index]);
  add('face', face.states[index]);
  if (face.states[index] === STATE.seen) {
    for (const region of FACE_REGIONS) add(region, face.regions[region][index]);
  }
  return flags;
}
