import { POSE_LANDMARKS } from '../../protocol/landmarks.ts';
import { SIDES, type Side } from '../../skeleton/body-bones.ts';
import { multiplyQuat, type Quat, rotateVec } from '../../skeleton/quaternion.ts';
import { setVec, type Vec3, vec3 } from '../../skeleton/vector.ts';
import { type ClipStore, HAS } from '../clip/clip-store.ts';
import { HIP } from '../clip/landmark-points.ts';
import type { HandShape } from '../clip/measure-hand.ts';
import type { Performer } from '../clip/measure-performer.ts';
import type { TimeFilter } from '../time/time-filter.ts';
import { type BodyEvidence, createBodyReader } from './body-evidence.ts';
import type { SideChooser } from './choose-sides.ts';
import { createHandReader } from './hand-evidence.ts';
import type { Joints } from './joints.ts';
import { createArmReader } from './learnt-arms.ts';
import { createBodyLift } from './lift-body.ts';
import { createHandLift } from './lift-hand.ts';
import { LIFTED_BONES } from './lifted-bones.ts';
import { type BoneWriter, steadyBones } from './steady-bones.ts';
import { createSteadyDigits, type DigitReader } from './steady-digits.ts';
import type { Camera } from './view-ray.ts';

const BONES = LIFTED_BONES.length;

export interface LiftOptions {
  readonly camera: Camera;
  /** Read anew in each frame, as the hands are: they may change in place. */
  readonly performer: Performer;
  readonly hands: Readonly<Record<Side, HandShape>>;
  /** Carries the limbs' depth signs from window to window. */
  readonly chooseSides: SideChooser;
  /** Whether the tracker's errors of arms are mended, default true: false for points that are known exactly. */
  readonly mendsArms?: boolean;
}

/** Frames that follow each other, `from` the clip's frame of the first. */
export interface LiftWindow {
  readonly from: number;
  /** Of the frames, seconds. */
  readonly times: Float64Array;
  /** Those that begin a scene; none by default. */
  readonly cuts?: readonly number[];
  /** A byte a frame: 1 where there is a body. */
  readonly seen: Uint8Array;
  /** Steadies the shapes of the hands; without it each frame is by itself. */
  readonly filter?: TimeFilter;
}

/** Landmarks of a frame of the open window to joint positions; all but `hands` need a frame that holds a body. */
export interface JointLift {
  open(window: LiftWindow): void;
  /** Body joints and those hands that the frame holds, turned from the camera's view by `turn`. */
  joints(out: Joints, frame: number, turn: Quat): void;
  /** Those hands alone. */
  hands(out: Joints['hand'], frame: number, turn: Quat): void;
  /** Body joints as the camera sees them; overwritten by the next call. */
  body(frame: number): readonly Vec3[];
  /** Middle of the hips from the camera, its axes, cm. */
  hips(out: Vec3, frame: number): void;
}

export function createJointLift(clip: ClipStore, options: LiftOptions): JointLift {
  const { camera, performer, hands, chooseSides, mendsArms = true } = options;
  const readBody = createBodyReader(clip, camera);
  const readArm = createArmReader(camera.focal);
  const readHand = createHandReader(clip, camera);
  const steadyDigits = createSteadyDigits(clip, readHand);
  const liftBody = createBodyLift(performer, camera.focal);
  const liftHand = { l: createHandLift('l', hands.l), r: createHandLift('r', hands.r) };
  const body = Array.from({ length: POSE_LANDMARKS }, () => vec3());
  let first = 0;
  let digits: Record<Side, DigitReader> | null = null;
  let sides: Int8Array = new Int8Array(0);
  let writeBones: BoneWriter | null = null;

  /** Of the frame that was read last. */
  let evidence: BodyEvidence | null = null;
  let read = -1;
  const readOnce = (frame: number): BodyEvidence => {
    if (evidence === null || read !== frame) {
      evidence = readBody(frame);
      read = frame;
    }
    return evidence;
  };
  const readMended = (frame: number): BodyEvidence => {
    const found = readOnce(frame);
    if (mendsArms) for (const side of SIDES) found.learnt[side] = readArm(found.bones, found, side);
    return found;
  };
  const evidenceOf = (frame: number): BodyEvidence => {
    const found = readOnce(frame);
    writeBones!(found, frame - first);
    return found;
  };
  const place = (joints: readonly Vec3[], frame: number): void =>
    liftBody.place(joints, evidenceOf(frame), sides, (frame - first) * BONES);
  const placeHands: JointLift['hands'] = (out, frame, turn) => {
    for (const side of SIDES) {
      if ((clip.has(frame) & HAS.hand[side]) === 0) continue;
      const hand = out[side];
      digits![side](hand.digits, frame - first);
      liftHand[side](hand, readHand(frame, side));
      multiplyQuat(hand.palm, turn, hand.palm);
      rotateVec(hand.towards, turn, hand.towards);
      for (const points of [hand.picture, hand.world, hand.digits])
        for (const point of points) rotateVec(point, turn, point);
    }
  };

  return {
    open: ({ from, times, cuts = [], seen, filter }) => {
      const shown = { from, frames: times.length, filter };
      digits = { l: steadyDigits('l', shown), r: steadyDigits('r', shown) };
      first = from;
      evidence = null;
      writeBones = steadyBones(readMended, { from, seen, filter });
      const seenBody = (i: number): BodyEvidence | null => (seen[i] === 1 ? evidenceOf(from + i) : null);
      sides = chooseSides(liftBody, seenBody, { times, cuts });
    },
    joints: (out, frame, turn) => {
      place(out.body, frame);
      for (const joint of out.body) rotateVec(joint, turn, joint);
      placeHands(out.hand, frame, turn);
    },
    hands: placeHands,
    body: (frame) => {
      place(body, frame);
      return body;
    },
    hips: (out, frame) => placeHips(out, evidenceOf(frame), camera.focal),
  };
}

function placeHips(out: Vec3, { x, y, depth }: BodyEvidence, focal: number): void {
  const across = ((x[HIP.l]! + x[HIP.r]!) / 2) * (depth / focal);
  const above = ((y[HIP.l]! + y[HIP.r]!) / 2) * (depth / focal);
  setVec(out, across, -depth, above);
}
