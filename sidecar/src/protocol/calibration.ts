import { z } from 'zod';

const Centimetres = z.number().positive();
const Point = z.tuple([z.number(), z.number(), z.number()]);

/** Points of a palm, and segments of the five digits, in the order that the solver measures them. */
export const PALM_SHAPE_POINTS = 6;
export const DIGIT_SEGMENTS = 15;

const HandSchema = z.object({
  /** In the palm's own frame. */
  palm: z.array(Point).length(PALM_SHAPE_POINTS),
  /** Lengths, thumb to pinky, from root to tip. */
  phalanges: z.array(Centimetres).length(DIGIT_SEGMENTS),
});

/**
 * What was measured of a performer once over a clip, cm in the scale of the tracker's metric points; in
 * `settings.performer` of a motion's header, from where another clip of the same performer takes it.
 */
export const CalibrationSchema = z.object({
  shoulders: Centimetres,
  upperArm: Centimetres,
  forearm: Centimetres,
  thigh: Centimetres,
  calf: Centimetres,
  /** Null for a hand that was never seen. */
  hands: z.object({ l: HandSchema.nullable(), r: HandSchema.nullable() }).optional(),
});
export type Calibration = z.infer<typeof CalibrationSchema>;
