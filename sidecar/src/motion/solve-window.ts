import type { ShoulderRest } from '../protocol/calibration.ts';
import { SIDES } from '../skeleton/body-bones.ts';
import type { Rig } from '../skeleton/rig.ts';
import { lengthVec, type Vec3 } from '../skeleton/vector.ts';
import type { ClipStore } from './clip/clip-store.ts';
import type { Seen } from './clip/find-seen.ts';
import type { Performer } from './clip/measure-performer.ts';
import type { ClipView } from './clip/measure-view.ts';
import { BONES_OF, HAND, LEG, REGIONS, type Region, WRIST_TRACK } from './clip/regions.ts';
import { type ContactSpan, findContacts, maskGaps } from './contacts/find-contacts.ts';
import { measureBetweenHands } from './contacts/gaps-between-hands.ts';
import type { FootSpan } from './contacts/lock-feet.ts';
import { createContactMeter } from './contacts/measure-contacts.ts';
import type { FaceReader } from './face/face-reader.ts';
import { createHeadHolder } from './face/hold-head.ts';
import { type SolvedFace, solveFace } from './face/solve-face.ts';
import { holdScenes } from './hold-scenes.ts';
import type { JointLift } from './lift/lift-joints.ts';
import { createShoulderLift } from './lift/lift-shoulders.ts';
import type { Camera } from './lift/view-ray.ts';
import type { BasePose } from './retarget/base-pose.ts';
import { createApartKeeper } from './retarget/keep-apart.ts';
import { createHandPlacer } from './retarget/place-hands.ts';
import { handDigits } from './solve/digits.ts';
import { createHandInSpace, HAND_CUTOFF } from './solve/hand-in-space.ts';
import { armBones, legBones } from './solve/solve-limb.ts';
import { createRootSolver } from './solve/solve-root.ts';
import { createFrameSolver, type SolvedFrames } from './solve-frames.ts';
import { STATE } from './time/bridge-gaps.ts';
import { alignSigns, type RotationTracks } from './time/rotation-tracks.ts';
import { settleLimbRoll } from './time/settle-limb-roll.ts';
import { createRollSharer } from './time/share-forearm-roll.ts';
import { CUTOFFS } from './time/smooth-rotations.ts';
import type { OpenFilter, TimeFilter } from './time/time-filter.ts';

/** Motion at the landmarks' own frame times. */
export interface SolvedWindow {
  readonly times: Float64Array;
  readonly rotations: RotationTracks;
  /** Parent-local translation of the pelvis, cm: x, y, z a frame. */
  readonly pelvis: Float32Array;
  /** Of the pelvis across the floor, cm, RMS; 0 where it holds the base pose. */
  readonly pelvisUncertainty: number;
  /** State of each region, a byte a frame: see `STATE`. */
  readonly states: Readonly<Record<Region, Uint8Array>>;
  readonly face: SolvedFace;
  /**
   * The tracker's, four a frame: body, left hand, right hand, face; of a hand that is filled in, how far it is told by
   * what was seen of it.
   */
  readonly confidence: Float32Array;
  readonly view: ClipView;
  /** What touches when, in frames of the window. */
  readonly contacts: readonly ContactSpan[];
  /** When each foot stands. */
  readonly footing: readonly FootSpan[];
  /** Frames of the window that begin a scene. */
  readonly cuts: readonly number[];
}

/** Frames of the clip that follow each other. */
export interface Window {
  /** The clip's frame of the first. */
  readonly from: number;
  readonly times: Float64Array;
  /** What is seen of each frame; lone frames and doubtful hands are cleared in it. */
  readonly seen: Seen;
  /** Its frames that begin a scene. */
  readonly cuts: readonly number[];
}

/** What is known of performer and camera. */
export interface Known {
  readonly performer: Performer;
  readonly lift: JointLift;
  /** How the performer's shoulders lie while they hang. */
  readonly shoulders: ShoulderRest | null;
  /** The reader of the open window's faces. */
  readonly readFace: () => FaceReader;
  /** @param body the joints of a frame of the open window as the camera sees them. */
  readonly view: (body: (frame: number) => readonly Vec3[]) => ClipView;
}

export interface WindowSetting {
  readonly rig: Rig;
  readonly camera: Camera;
  readonly openFilter: OpenFilter;
  /** What unseen parts hold. */
  readonly base: BasePose;
  /** Whether the tracker's errors of arms are mended. */
  readonly mendsArms: boolean;
  /** Whether contacts are found and held: needs a window that shows them whole. */
  readonly holdsContacts: boolean;
}

/** Landmarks of a window to motion; windows come in order, and each goes on from the one before. */
export type WindowSolver = (window: Window, known: Known) => SolvedWindow;

/**
 * The one way from landmarks to motion, offline and live: what looks across frames is the filter's, opened on
 * the whole clip or on one frame after the other.
 */
export function createWindowSolver(
  clip: ClipStore,
  { rig, camera, openFilter, base, mendsArms, holdsContacts }: WindowSetting,
): WindowSolver {
  const solveFrames = createFrameSolver(clip, rig, {
    camera,
    measureContacts: holdsContacts ? createContactMeter(clip) : null,
  });
  const liftShoulders = createShoulderLift(clip, camera);
  const finish = createFinisher(rig, base);
  const solveRoot = createRootSolver(rig);
  const placeHands = createHandPlacer(rig);
  const keepApart = createApartKeeper(rig, mendsArms);

  return ({ from, times, seen, cuts }, { performer, lift, shoulders: rest, readFace, view: look }) => {
    const filter = openFilter(times, cuts);
    lift.open({ from, times, cuts, seen: seen.body, filter });
    const view = look(lift.body);
    if (!view.wholeBody) for (const leg of Object.values(LEG)) seen[leg].fill(0);
    const face = solveFace(readFace(), clip, { from, seen }, filter);
    const confidence = Float32Array.from({ length: times.length * 4 }, (_, k) =>
      clip.confidence(from + (k >> 2), k & 3),
    );
    const shoulders = liftShoulders({ from, seen }, rest, filter);
    const frames = solveFrames({ from, seen }, { lift, view, shoulders });
    const { rotations } = frames;
    const { states, handsTold, contacts } = finish(frames, { seen, times }, filter);
    tellFilled(confidence, states, handsTold);
    const hips = { values: frames.hips, scale: legScale(rig, performer), seen: seen.hips };
    const { pelvis, uncertainty } = view.wholeBody
      ? solveRoot(rotations, hips, filter)
      : { pelvis: holdPelvis(base, times.length), uncertainty: 0 };
    placeHands(rotations, frames.reach, filter);
    const { apart, reach } = frames;
    const both = seen.leftHand.map((left, i) => left & seen.rightHand[i]!);
    keepApart(rotations, { rows: apart, reach, seen: both, turn: view.turn }, filter);
    const legs = holdsContacts && view.wholeBody ? { l: seen.leftLeg, r: seen.rightLeg } : null;
    const held = holdScenes(rotations, rig, { pelvis, times, cuts, contacts, legs });
    alignSigns(rotations);
    return {
      times,
      rotations,
      pelvis,
      pelvisUncertainty: uncertainty,
      states,
      face,
      confidence,
      view,
      ...held,
      cuts,
    };
  };
}

/** The skeleton's leg over the performer's. */
function legScale(rig: Rig, { thigh, calf }: Performer): number {
  const { bone, translations } = rig;
  return (lengthVec(translations[bone.calf_l]!) + lengthVec(translations[bone.foot_l]!)) / (thigh + calf);
}

function holdPelvis({ pelvis }: BasePose, frames: number): Float32Array {
  const out = new Float32Array(frames * 3);
  for (let i = 0; i < frames; i++) out.set(pelvis, i * 3);
  return out;
}

/** Rotations of a window made continuous, in place; tells the state of each region, and what touches. */
type Finisher = (
  frames: SolvedFrames,
  window: Pick<Window, 'seen' | 'times'>,
  filter: TimeFilter,
) => Pick<SolvedWindow, 'states' | 'contacts'> & {
  readonly handsTold: readonly (Float64Array | undefined)[];
};

function createFinisher(rig: Rig, base: BasePose): Finisher {
  const shareRoll = SIDES.map((side) =>
    createRollSharer(rig, rig.bone[`lowerarm_${side}`], rig.bone[`hand_${side}`]),
  );
  const hands = SIDES.map((side) => createHandInSpace(rig, side));
  const holdHead = createHeadHolder(rig);
  const bones = REGIONS.flatMap((region) =>
    BONES_OF[region].map((name) => {
      const cutoff = name === 'hand_l' || name === 'hand_r' ? HAND_CUTOFF : CUTOFFS[region];
      return { bone: rig.bone[name], region, cutoff };
    }),
  );
  const digits = SIDES.flatMap((side) => handDigits(rig, side).map(({ bones }) => bones));
  let last: Float32Array | undefined;

  return ({ rotations, told, contacts: { gaps, tips } }, { seen, times }, filter) => {
    for (const side of SIDES) {
      settleLimbRoll(rotations, rig, { ...armBones(rig, side), told: told[side].arm }, filter);
      settleLimbRoll(rotations, rig, { ...legBones(rig, side), told: told[side].leg }, filter);
      filter.doubtHands(seen[HAND[side]], rotations, rig.bone[`hand_${side}`], side);
    }
    const carriers: Partial<Record<Region, Uint8Array>> = {
      leftHand: seen[WRIST_TRACK.l],
      rightHand: seen[WRIST_TRACK.r],
    };
    const bridges = perRegion((region) => filter.bridge(region, seen[region], carriers[region]));
    for (const { bone, region } of bones) bridges[region].rotations(rotations, bone, base.rotations[bone]!);
    holdHead(rotations, { states: bridges.head.states, times });
    for (const share of shareRoll) share(rotations);
    maskGaps(gaps, seen);
    measureBetweenHands(gaps, tips, times);
    const contacts = findContacts({ gaps, tips }, times);
    for (const { toSpace } of hands) toSpace(rotations);
    // no filter takes a contact away: they are held to the millimetre afterwards. One that stopped at them left steps there
    for (const digit of digits) filter.repairDigit(rotations, digit);
    for (const { bone, cutoff } of bones) filter.rotations(rotations, bone, cutoff);
    for (const { toForearm } of hands) toForearm(rotations);
    alignSigns(rotations, last);
    if (rotations.frames > 0) last = rotations.values.slice(-rig.size * 4);
    const handsTold = SIDES.map((side) => bridges[HAND[side]].told);
    return { states: perRegion((region) => bridges[region].states), handsTold, contacts };
  };
}

/** @param told of each hand. */
function tellFilled(
  confidence: Float32Array,
  states: SolvedWindow['states'],
  told: readonly (Float64Array | undefined)[],
): void {
  SIDES.forEach((side, k) => {
    states[HAND[side]].forEach((state, i) => {
      if (state === STATE.bridged) confidence[i * 4 + 1 + k] = told[k]?.[i] ?? 1;
    });
  });
}

function perRegion<T>(make: (region: Region) => T): Record<Region, T> {
  return Object.fromEntries(REGIONS.map((region) => [region, make(region)])) as Record<Region, T>;
}
