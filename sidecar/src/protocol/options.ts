import { z } from 'zod';
import { DEVICES, MODES, type Mode } from './track-modes.ts';

const Unit = z.number().min(0).max(1);
const Seconds = z.number().nonnegative();

/** What legs and pelvis hold where they are not in the picture. */
export const BASES = ['stand', 'sit'] as const;
export type Base = (typeof BASES)[number];

/** Every choice that changes the result of a track or the way it is made; the report repeats them. */
export const TrackOptionsSchema = z.object({
  mode: z.enum(Object.keys(MODES) as [Mode, ...Mode[]]),
  /** 0 lite, 1 full, 2 heavy: by the mode unless given. */
  complexity: z.union([z.literal(0), z.literal(1), z.literal(2)]),
  /** One frame in `stride` is tracked. */
  stride: z.number().int().positive(),
  /** 478 face points with irises and refined lips and lids, else 468 (the irises are then absent). */
  refineFace: z.boolean(),
  minDetectionConfidence: Unit,
  minTrackingConfidence: Unit,
  device: z.enum(DEVICES),
  /** Cores to use; null leaves it to the machine. */
  threads: z.number().int().positive().max(256).nullable(),
  /** Trim, in seconds from the clip's first frame; null is the clip's own end. */
  from: Seconds.nullable(),
  to: Seconds.nullable(),
  /** Draw the landmarks over the clip into an mp4. */
  overlay: z.boolean(),
  /** Rate of the motion and of the baked asset. */
  fps: z.union([z.literal(30), z.literal(60)]),
  /** Name of the MetaHuman body that the motion is made for. */
  bodyType: z.string().min(1),
  /** What legs and pelvis hold where they are not in the picture. */
  base: z.enum(BASES),
  /** Field of view of the camera over the picture's shorter side, degrees; null is the usual camera. */
  fovDegrees: z.number().min(5).max(150).nullable(),
  /** A motion file of the same performer, whose measures are taken; null measures them in this clip. */
  calibration: z.string().min(1).nullable(),
});
export type TrackOptions = z.infer<typeof TrackOptionsSchema>;

/** The first step of a run that an option changes; null changes no file but the report. */
export const OPTION_STEPS = {
  mode: 'track',
  complexity: 'track',
  stride: 'track',
  refineFace: 'track',
  minDetectionConfidence: 'track',
  minTrackingConfidence: 'track',
  device: 'track',
  threads: null,
  from: 'track',
  to: 'track',
  overlay: 'overlay',
  fps: 'solve',
  bodyType: 'solve',
  base: 'solve',
  fovDegrees: 'solve',
  calibration: 'solve',
} as const satisfies Record<keyof TrackOptions, 'track' | 'solve' | 'overlay' | null>;
