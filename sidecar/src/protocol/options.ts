import { z } from 'zod';

/**
 * What `--mode` chooses: the pose model (0 lite, 1 full, 2 heavy) and how many frames one tracked frame stands for.
 * `fps`: frames a second of the whole command on the 5 s sample, two cores of an AMD EPYC; `npm run bench -- speed`.
 */
export const MODES = {
  'ultra-fast': { complexity: 0, stride: 2, fps: 37, summary: 'lite body model, every second frame' },
  fast: { complexity: 0, stride: 1, fps: 25, summary: 'lite body model, every frame' },
  smart: { complexity: 1, stride: 1, fps: 23, summary: 'full body model, every frame' },
  quality: { complexity: 2, stride: 1, fps: 14, summary: 'heavy body model, every frame' },
} as const satisfies Record<string, { complexity: 0 | 1 | 2; stride: number; fps: number; summary: string }>;

export type Mode = keyof typeof MODES;

/** Where models run; `auto` measures what the machine has and keeps the fastest that is right. */
export const DEVICES = ['auto', 'cpu', 'cuda', 'dml', 'coreml', 'webgpu'] as const;
export type Device = (typeof DEVICES)[number];

const Unit = z.number().min(0).max(1);
const Seconds = z.number().nonnegative();

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
});
export type TrackOptions = z.infer<typeof TrackOptionsSchema>;

/** Options of one mode with every other choice at its default. */
export function defaultTrackOptions(mode: Mode = 'smart'): TrackOptions {
  const { complexity, stride } = MODES[mode];
  return {
    mode,
    complexity,
    stride,
    refineFace: true,
    minDetectionConfidence: 0.5,
    minTrackingConfidence: 0.5,
    device: 'auto',
    threads: null,
    from: null,
    to: null,
    overlay: false,
    fps: 30,
    bodyType: 'f_med_nrw',
  };
}
