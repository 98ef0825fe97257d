import { z } from 'zod';

/** x, y, z. Units depend on the field: see {@link LandmarkFrameSchema}. */
const Point = z.tuple([z.number(), z.number(), z.number()]);
const PosePoint = z.tuple([z.number(), z.number(), z.number(), z.number()]);

export const POSE_LANDMARKS = 33;
export const HAND_LANDMARKS = 21;
export const FACE_LANDMARKS = 478;

/** The clip that a landmark or motion file was made from. */
export const SourceSchema = z.object({
  file: z.string(),
  sha256: z.string(),
  width: z.number().int().positive(),
  height: z.number().int().positive(),
  fps: z.number().positive(),
  frameCount: z.number().int().nonnegative(),
  durationSeconds: z.number().nonnegative(),
});
export type Source = z.infer<typeof SourceSchema>;

export const LandmarkHeaderSchema = z.object({
  format: z.literal('avatar-tracker.landmarks'),
  version: z.literal(1),
  source: SourceSchema,
  tracker: z.object({
    name: z.string(),
    models: z.array(z.object({ file: z.string(), sha256: z.string() })),
    mode: z.string(),
  }),
});
export type LandmarkHeader = z.infer<typeof LandmarkHeaderSchema>;

/** Confidence of each region, 0 (not seen) to 1. */
export const ConfidenceSchema = z.object({
  body: z.number(),
  leftHand: z.number(),
  rightHand: z.number(),
  face: z.number(),
});
export type Confidence = z.infer<typeof ConfidenceSchema>;

/**
 * Landmarks of one frame, raw, before any smoothing. Left and right are the performer's.
 * `pose`, hands and `face`: x, y normalised to the upright picture, z scaled like x, smaller is nearer.
 * `world`, hand worlds: metres, x right in the picture, y down, z away from the camera; origin is the
 * hip centre for the body and the ROI centre for a hand. `null` is "not seen".
 */
export const LandmarkFrameSchema = z.object({
  frame: z.number().int().nonnegative(),
  time: z.number(),
  pose: z.array(PosePoint).length(POSE_LANDMARKS).nullable(),
  world: z.array(Point).length(POSE_LANDMARKS).nullable(),
  leftHand: z.array(Point).length(HAND_LANDMARKS).nullable(),
  rightHand: z.array(Point).length(HAND_LANDMARKS).nullable(),
  leftHandWorld: z.array(Point).length(HAND_LANDMARKS).nullable(),
  rightHandWorld: z.array(Point).length(HAND_LANDMARKS).nullable(),
  face: z.array(Point).length(FACE_LANDMARKS).nullable(),
  confidence: ConfidenceSchema,
  /** A new scene begins with this frame, by the picture; left out where none does. */
  cut: z.boolean().optional(),
});
export type LandmarkFrame = z.infer<typeof LandmarkFrameSchema>;
