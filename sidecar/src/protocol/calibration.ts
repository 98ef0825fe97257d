import { z } from 'zod';

const Centimetres = z.number().positive();

/** Segments of the five digits, in the order that the solver measures them. */
export const DIGIT_SEGMENTS = 15;

const HandSchema = z.object({
  /** Lengths, thumb to pinky, from root to tip. */
  phalanges: z.array(Centimetres).length(DIGIT_SEGMENTS),
});

/** Measures of a face's geometry, heights of the brows, and values of a face, in the order that the solver reads. */
export const FACE_MEASURES = 29;
export const BROW_HEIGHTS = 6;
export const FACE_VALUES = 52;
/** Raise when one of them comes to mean something else: an older file is then refused instead of misread. */
export const FACE_MEASURES_VERSION = 4;

const listOf = (length: number) => z.array(z.number()).length(length);
const Share = z.number().gte(0).lte(1);

/** One performer's face: what it is at rest, how much the mesh trembles there, and how wide its expressions are. */
const FaceSchema = z.object({
  version: z.literal(FACE_MEASURES_VERSION),
  geometry: z.object({
    /** Resting value of each measure, canonical cm and shares of them. */
    rest: listOf(FACE_MEASURES),
    /** Part of the resting lid gap that closes in a blink. */
    blink: z.object({ l: z.number().positive(), r: z.number().positive() }),
    /** Share of each height in the movement of both brows, and how far a side is believed apart from it. */
    brows: z.object({
      weights: z.array(Share).length(BROW_HEIGHTS),
      apart: z.object({ l: Share, r: Share }),
    }),
    /** How much the bridge of the nose counts in them. */
    bridge: Share,
  }),
  /**
   * Resting values of the blendshape model, and how far each goes along with the geometry, in its own order; null
   * where it never ran.
   */
  model: z.object({ bias: listOf(FACE_VALUES), agreement: z.array(Share).length(FACE_VALUES) }).nullable(),
  /** Of the ARKit values, in Apple's order. */
  range: z.object({
    offset: listOf(FACE_VALUES),
    zone: z.array(z.number().positive()).length(FACE_VALUES),
    gain: z.array(z.number().gte(1)).length(FACE_VALUES),
  }),
  /** Strain of the mesh while nothing covers it; null where it was never seen so. */
  strain: z.number().positive().nullable(),
  /** How the head is mostly turned to the camera, radians. */
  yaw: z.number(),
});
export type FaceCalibration = z.infer<typeof FaceSchema>;

/** How a performer's shoulders lie against neck and hips while they hang; cm of the canonical face, radians. */
const ShoulderRestSchema = z.object({
  over: z.number(),
  byNeck: z.number(),
  byHips: z.number(),
  breadth: Centimetres,
});
export type ShoulderRest = z.infer<typeof ShoulderRestSchema>;

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
  /** Hips to shoulders, from middle to middle; null for one that was never seen whole. */
  trunk: Centimetres.nullable().optional(),
  /** Null for a hand that was never seen. */
  hands: z.object({ l: HandSchema.nullable(), r: HandSchema.nullable() }).optional(),
  /** Null where no frame shows the shoulders and a face. */
  shoulderRest: ShoulderRestSchema.nullable().optional(),
  /** Null for a face that was never seen. */
  face: FaceSchema.nullable().optional(),
});
export type Calibration = z.infer<typeof CalibrationSchema>;
