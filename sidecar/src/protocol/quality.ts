import { z } from 'zod';
import { ContactSchema } from './motion.ts';

/** Parts whose confidence is followed over time. */
export const CONFIDENCE_PARTS = ['body', 'leftHand', 'rightHand', 'face'] as const;
export type ConfidencePart = (typeof CONFIDENCE_PARTS)[number];

export const HAND_NAMES = ['leftHand', 'rightHand'] as const;
export type HandName = (typeof HAND_NAMES)[number];

export const DIGIT_NAMES = ['thumb', 'index', 'middle', 'ring', 'pinky'] as const;
export type DigitName = (typeof DIGIT_NAMES)[number];

/** What trembles: a point of the target skeleton for each. */
export const STEADY_PARTS = ['head', 'leftFingertips', 'rightFingertips'] as const;
export type SteadyPart = (typeof STEADY_PARTS)[number];

const Seconds = z.number().nonnegative();
const Count = z.number().int().nonnegative();

const ProblemSpanSchema = z.object({
  /** Region of the flags of a motion frame: `leftHand`, `face`, `mouth` ... */
  part: z.string(),
  /** Filled in by what was seen before or after, or not seen and at its base pose. */
  state: z.enum(['bridged', 'unseen']),
  /** Start of its first and end of its last frame, seconds of the clip. */
  from: Seconds,
  to: Seconds,
});
export type ProblemSpan = z.infer<typeof ProblemSpanSchema>;

const TrembleSchema = z.object({
  /** How far a point lies off the middle of its neighbours in time, mm, root mean square over all frames. */
  allMm: z.number().nonnegative(),
  /** The same while it is still: within 6 mm of its mean over nine frames; null when it never is. */
  stillMm: z.number().nonnegative().nullable(),
});

const WorstFrameSchema = z.object({
  /** Frame of the motion. */
  frame: Count,
  time: Seconds,
  /** How bad, 0 to 1 and more; the causes add up. */
  score: z.number().nonnegative(),
  /** What is wrong, worst first, in words. */
  reasons: z.array(z.string()),
});
export type WorstFrame = z.infer<typeof WorstFrameSchema>;

/** How good a motion is, measured on the motion itself and on the landmarks it was made from. */
export const QualitySchema = z.object({
  /** Mean confidence of each part over even stretches of the clip, a few hundred at most; 0 is not seen. */
  confidence: z.object({
    /** Length of a stretch, seconds. */
    seconds: z.number().positive(),
    parts: z.record(z.enum(CONFIDENCE_PARTS), z.array(z.number().min(0).max(1))),
  }),
  problems: z.object({
    /** In the order of time; of more than a thousand the longest. */
    spans: z.array(ProblemSpanSchema),
    omitted: Count,
    /** Seconds in which each part was bridged and unseen. */
    seconds: z.record(z.string(), z.object({ bridged: Seconds, unseen: Seconds })),
  }),
  contacts: z.array(ContactSchema),
  /** null where a part was never seen. */
  tremble: z.record(z.enum(STEADY_PARTS), TrembleSchema.nullable()),
  /** Mean difference between a bone's length in the tracker's metric points and the performer's, share of it. */
  boneLengths: z.record(z.string(), z.number().nonnegative().nullable()),
  /** Mean way of a foot over the floor in a frame of contact, mm; null without contacts of feet. */
  footSlideMm: z.number().nonnegative().nullable(),
  /**
   * Mean distance between the solved joints of each finger in the picture and the tracker's, in hundredths of the
   * palm's length, at the scale and place that fit the hand best; null for a hand that was never seen.
   */
  reprojection: z.record(
    z.enum(HAND_NAMES),
    z.record(z.enum(DIGIT_NAMES), z.number().nonnegative()).nullable(),
  ),
  worst: z.array(WorstFrameSchema),
});
export type Quality = z.infer<typeof QualitySchema>;
