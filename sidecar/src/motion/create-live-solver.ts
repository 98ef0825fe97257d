import type { FaceCalibration, ShoulderRest } from '../protocol/calibration.ts';
import type { LandmarkFrame } from '../protocol/landmarks.ts';
import type { MotionFrame } from '../protocol/motion.ts';
import { SIDES } from '../skeleton/body-bones.ts';
import { type Quat, quat, slerpQuat } from '../skeleton/quaternion.ts';
import { createRig } from '../skeleton/rig.ts';
import { createClipMemory } from './clip/clip-memory.ts';
import { type ClipStore, createClipStore, HAS } from './clip/clip-store.ts';
import { createSeen, createSeenReader, findSeen } from './clip/find-seen.ts';
import { type ClipView, measureView } from './clip/measure-view.ts';
import { cameraOf, type SolverOptions, skeletonOf } from './create-solver.ts';
import { createFaceReader } from './face/face-reader.ts';
import { createFaceSampler } from './face/face-sampler.ts';
import { createSideChooser } from './lift/choose-sides.ts';
import { createJointLift } from './lift/lift-joints.ts';
import { createBasePose } from './retarget/base-pose.ts';
import { createFrameReader } from './sample-motion.ts';
import { type ClipSetting, measureLengths } from './solve-clip.ts';
import { createWindowSolver, type Known } from './solve-window.ts';
import { createCutFinder } from './time/find-cuts.ts';
import { createFollower } from './time/follow-learnt.ts';
import { createLiveFilter } from './time/live-filter.ts';
import { passShare } from './time/one-euro.ts';

/**
 * What is known of the performer is learnt anew after 1, 2, 4 and so on frames that show somebody, and from then on each
 * time as many of them have passed as this.
 */
const LEARN_EVERY = 512;
/** Cut-off with which a newly learnt facing is taken over, Hz, and how soon at the start. */
const FACING_HERTZ = 0.3;

/** Solves a stream of landmarks as it comes. */
export interface LiveSolver {
  /**
   * Frames in order of time; each gives its motion at once, from nothing but the frames so far. `frame` counts
   * the pushed frames, `time` is the pushed frame's. Memory does not grow with the stream.
   * @param blendshapes the 52 values of the MediaPipe blendshape model in its own order, where it ran.
   */
  push(frame: LandmarkFrame, blendshapes?: Float32Array | null): MotionFrame;
}

/**
 * Landmarks to motion for a preview: the solve of {@link createSolver} with a filter that looks at the past
 * alone (One-Euro, delay under a frame at 30 fps), and with the performer learnt on the way instead of known
 * from the whole clip. `fps` of the options has no meaning here: motion comes at the pushed frames' times.
 *
 * @throws AppError as {@link createSolver}.
 * @example
 * const live = createLiveSolver({ source: header.source });
 * for (const frame of landmarks) show(live.push(frame));
 */
export function createLiveSolver(options: SolverOptions): LiveSolver {
  const rig = createRig(skeletonOf(options));
  const camera = cameraOf(options);
  const faces = createFaceSampler(camera);
  const clip = createClipStore(faces);
  const memory = createClipMemory(faces);
  const { performer = null, mendArms = true } = options.settings ?? {};
  const setting = { rig, camera, performer, mendsArms: mendArms };
  const learn = createLearner(clip, setting);
  const look = createSeenReader(clip);
  const openFilter = createLiveFilter();
  const base = createBasePose(rig, options.base ?? 'stand');
  const solve = createWindowSolver(clip, {
    rig,
    camera,
    openFilter,
    base,
    mendsArms: mendArms,
    holdsContacts: false,
  });
  const read = createFrameReader(rig);
  const isCut = createCutFinder(clip, camera);
  let known: KnownAt | null = null;

  return {
    push: (landmarks, blendshapes = null) => {
      const index = clip.length;
      const { time } = landmarks;
      clip.append(landmarks, blendshapes);
      const tells = (clip.has(index) & ~HAS.cut) !== 0;
      if (tells || known === null) memory.offer(clip, index);
      if (known === null || (tells && isDue(memory.offered))) known = learn(memory.clip);
      const seen = createSeen(1);
      look(seen, 0, index);
      const cuts = isCut(index, seen.body[0]!) ? [0] : [];
      const solved = solve({ from: index, times: Float64Array.of(time), seen, cuts }, known(time));
      clip.release(index);
      return read(solved, { frame: index, time }, { from: 0, to: 0, share: 0 });
    },
  };
}

/** Whether it is time to learn after this many frames that tell something. */
function isDue(frames: number): boolean {
  return frames < LEARN_EVERY ? Number.isInteger(Math.log2(frames)) : frames % LEARN_EVERY === 0;
}

/** What is known at a time, seconds. */
type KnownAt = (now: number) => Known;

interface Measures extends Pick<ReturnType<typeof measureLengths>, 'performer' | 'hands'> {
  readonly face: FaceCalibration | null;
  readonly shoulders: ShoulderRest | null;
}

/** What the frames of a memory tell of performer and camera, for the frames of `clip`; taken over bit by bit. */
function createLearner(clip: ClipStore, setting: ClipSetting): (memory: ClipStore) => KnownAt {
  const { camera, mendsArms } = setting;
  const use = createUse(clip, { camera, mendsArms });
  const follow = createFollower<Measures>();
  const facing = createFacing();

  return (memory) => {
    const seen = findSeen(memory);
    const times = Float64Array.from({ length: memory.length }, (_, i) => memory.time(i));
    const { performer, hands, calibration } = measureLengths(memory, seen, setting);
    const { face = null, shoulderRest: shoulders = null } = calibration;
    const measures = { performer, hands, face, shoulders };
    const past = createJointLift(memory, {
      camera,
      mendsArms,
      ...measures,
      chooseSides: createSideChooser(),
    });
    past.open({ from: 0, times, seen: seen.body });
    const learnt = measureView(seen, past.body);
    return (now) => ({ ...use(follow(measures, now)), view: () => facing(learnt, now) });
  };
}

/** What solves with a performer's measures, which change in place as they are learnt. */
function createUse(
  clip: ClipStore,
  setting: Pick<ClipSetting, 'camera' | 'mendsArms'>,
): (measures: Measures) => Omit<Known, 'view'> {
  const chooseSides = createSideChooser();
  let held: Measures | null = null;
  let known: (Omit<Known, 'view'> & { readonly hands: Measures['hands'] }) | null = null;
  return (measures) => {
    if (known !== null && measures === held) return known;
    held = measures;
    const reader = createFaceReader(measures.face);
    const { performer, hands } = known ?? structuredClone(measures);
    Object.assign(performer, measures.performer);
    for (const side of SIDES) hands[side].phalanges.set(measures.hands[side].phalanges);
    known = {
      ...{ performer, hands },
      shoulders: measures.shoulders,
      lift: known?.lift ?? createJointLift(clip, { ...setting, performer, hands, chooseSides }),
      readFace: () => reader,
    };
    return known;
  };
}

/** Follows the learnt view without a jump: soon at the start, slowly later. */
function createFacing(): (learnt: ClipView, now: number) => ClipView {
  const turn: Quat = quat();
  let start: number | null = null;
  let last = 0;
  return ({ wholeBody, turn: wanted }, now) => {
    start ??= now;
    const elapsed = now - start;
    const share = elapsed > 0 ? Math.max(passShare(FACING_HERTZ, now - last), (now - last) / elapsed) : 1;
    slerpQuat(turn, turn, wanted, share);
    last = now;
    return { wholeBody, turn };
  };
}
