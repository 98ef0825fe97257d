import { z } from 'zod';
import { ConfidenceSchema, SourceSchema } from './landmarks.ts';

const Vector = z.tuple([z.number(), z.number(), z.number()]);
const Quaternion = z.tuple([z.number(), z.number(), z.number(), z.number()]);

export const SkeletonBoneSchema = z.object({
  name: z.string(),
  /** Index of the parent in the same list, -1 for the root; parents come first. */
  parent: z.number().int().gte(-1),
  /** Parent-local reference translation, cm. */
  translation: Vector,
  /** Parent-local reference rotation, x, y, z, w. */
  rotation: Quaternion,
});

export const SkeletonSchema = z.object({ name: z.string(), bones: z.array(SkeletonBoneSchema).min(1) });
/** A target skeleton with its reference pose: Unreal axes (left-handed, Z up, faces +Y), centimetres. */
export type Skeleton = z.infer<typeof SkeletonSchema>;

export const MotionHeaderSchema = z.object({
  format: z.literal('avatar-tracker.motion'),
  version: z.literal(1),
  source: SourceSchema,
  fps: z.number().positive(),
  frameCount: z.number().int().nonnegative(),
  skeleton: SkeletonSchema,
  curves: z.array(z.string()),
  settings: z.record(z.string(), z.unknown()),
});
export type MotionHeader = z.infer<typeof MotionHeaderSchema>;

/** What touches what. */
export const CONTACT_KINDS = [
  'fingerThumb',
  'fingertips',
  'fingerPalm',
  'palms',
  'handFace',
  'handTorso',
  'footFloor',
] as const;
export type ContactKind = (typeof CONTACT_KINDS)[number];

/** A contact, in `settings.contacts` of a motion's header. */
export const ContactSchema = z.object({
  kind: z.enum(CONTACT_KINDS),
  /** `<digit or palm>_<l or r>`, `foot_l`; `b` also `face`, `torso`, `floor`. */
  a: z.string(),
  b: z.string(),
  /** First and last frame of the motion. */
  from: z.number().int().nonnegative(),
  to: z.number().int().nonnegative(),
});
export type Contact = z.infer<typeof ContactSchema>;

/** One keyframe. Rotations are parent-local, unit, sign-continuous along the clip, in the header's bone order. */
export const MotionFrameSchema = z.object({
  frame: z.number().int().nonnegative(),
  time: z.number(),
  /** Parent-local translation of the pelvis, cm. */
  pelvis: Vector,
  rotations: z.array(Quaternion),
  curves: z.array(z.number()),
  /** ARKit 52 values by their PascalCase names, 0 to 1. */
  arkit: z.record(z.string(), z.number()),
  confidence: ConfidenceSchema,
  flags: z.array(z.string()),
});
export type MotionFrame = z.infer<typeof MotionFrameSchema>;
