import type { Calibration } from '../protocol/calibration.ts';
import type { LandmarkFrame, Source } from '../protocol/landmarks.ts';
import type { MotionFrame, MotionHeader, Skeleton } from '../protocol/motion.ts';
import type { Base } from '../protocol/options.ts';
import { FACE_CURVES } from '../skeleton/face-curves.ts';
import { DEFAULT_BODY_TYPE, metahumanSkeleton } from '../skeleton/metahuman-skeleton.ts';
import { createRig } from '../skeleton/rig.ts';
import { createClipStore } from './clip/clip-store.ts';
import { createFaceSampler } from './face/face-sampler.ts';
import { type Camera, DEFAULT_FOV_DEGREES, focalPixels } from './lift/view-ray.ts';
import { createBasePose } from './retarget/base-pose.ts';
import { outputFrameCount, sampleContacts, sampleCuts, sampleMotion } from './sample-motion.ts';
import { solveClip } from './solve-clip.ts';
import { BRIDGE_SECONDS } from './time/bridge-gaps.ts';
import { CUTOFFS } from './time/smooth-rotations.ts';

/** Source rate from which the motion is written at 60 fps unless told otherwise. */
const FAST_SOURCE_FPS = 50;

export interface SolverOptions {
  readonly source: Source;
  /** Target skeleton; default: the MetaHuman body type `bodyType`. */
  readonly skeleton?: Skeleton;
  /** Name of a MetaHuman body type, default f_med_nrw. */
  readonly bodyType?: string;
  /** Rate of the motion; default 60 for a source of 50 fps or more, else 30. */
  readonly fps?: 30 | 60;
  /** What unseen legs and pelvis hold; default `stand`, the reference pose of the skeleton. */
  readonly base?: Base;
  readonly settings?: {
    /** Field of view of the camera over the picture's shorter side, degrees; default {@link DEFAULT_FOV_DEGREES}. */
    readonly fovDegrees?: number;
    /** Measures of the performer, from another clip; default: measured in this one. */
    readonly performer?: Calibration;
    /** Whether the tracker's errors of arms are mended, default true: false for landmarks that are known exactly. */
    readonly mendArms?: boolean;
    /** Whether contacts are found and held on the target; default true. */
    readonly holdContacts?: boolean;
  };
}

/** Takes a clip's landmarks frame by frame, then gives its motion. */
export interface Solver {
  /**
   * Frames in order of time. Keeps about 2.3 kB of each.
   * @param blendshapes the 52 values of the MediaPipe blendshape model in its own order, where it ran.
   */
  push(frame: LandmarkFrame, blendshapes?: Float32Array | null): void;
  /** Solves the clip; call once. The frames are made as they are read, and may be read again. */
  finish(): { readonly header: MotionHeader; readonly frames: Iterable<MotionFrame> };
}

/**
 * Landmarks to motion on a MetaHuman skeleton: bone rotations, pelvis path, face curves.
 *
 * @throws AppError `usage.invalid` for an unknown body type, `skeleton.unknown-bone` for a skeleton without
 *   the keyed bones.
 * @example
 * const solver = createSolver({ source: header.source });
 * for (const frame of landmarks) solver.push(frame);
 * const { header, frames } = solver.finish();
 */
export function createSolver(options: SolverOptions): Solver {
  const { source, base = 'stand' } = options;
  const skeleton = skeletonOf(options);
  const fps = options.fps ?? (source.fps >= FAST_SOURCE_FPS ? 60 : 30);
  const rig = createRig(skeleton);
  const camera = cameraOf(options);
  const clip = createClipStore(createFaceSampler(camera));

  return {
    push: (frame, blendshapes = null) => clip.append(frame, blendshapes),
    finish: () => {
      const solved = solveClip(clip, {
        base: createBasePose(rig, base),
        rig,
        camera,
        performer: options.settings?.performer ?? null,
        mendsArms: options.settings?.mendArms ?? true,
        holdsContacts: options.settings?.holdContacts ?? true,
      });
      const header: MotionHeader = {
        format: 'avatar-tracker.motion',
        version: 1,
        source,
        fps,
        frameCount: outputFrameCount(solved.times, fps),
        skeleton,
        curves: [...FACE_CURVES],
        settings: {
          base,
          fovDegrees: fovOf(options),
          wholeBody: solved.view.wholeBody,
          bridgeSeconds: BRIDGE_SECONDS,
          cutoffHertz: CUTOFFS,
          cameraTurn: [...solved.view.turn],
          pelvisUncertaintyCm: solved.pelvisUncertainty,
          performer: solved.performer,
          contacts: sampleContacts(solved, fps),
          problems: sampleCuts(solved, fps).map((frame) => ({ kind: 'sceneCut', from: frame, to: frame })),
        },
      };
      return { header, frames: { [Symbol.iterator]: () => sampleMotion(solved, rig, header.fps) } };
    },
  };
}

/** The skeleton that the options ask for. @throws AppError `usage.invalid` for an unknown body type. */
export function skeletonOf({ skeleton, bodyType }: SolverOptions): Skeleton {
  return skeleton ?? metahumanSkeleton(bodyType ?? DEFAULT_BODY_TYPE);
}

/** The camera that the options tell of. */
export function cameraOf(options: SolverOptions): Camera {
  const { width, height } = options.source;
  return { width, height, focal: focalPixels(options.source, fovOf(options)) };
}

function fovOf({ settings }: SolverOptions): number {
  return settings?.fovDegrees ?? DEFAULT_FOV_DEGREES;
}
