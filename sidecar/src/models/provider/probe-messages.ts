import { z } from 'zod';
import { PROVIDERS } from '../onnx-runtime.ts';

/** A model and the outputs of it that are read; an empty list means all. */
const ModelUseSchema = z.object({ model: z.string(), outputs: z.array(z.string()).readonly() });
export type ModelUse = z.infer<typeof ModelUseSchema>;

/** What a probe process is asked to do. */
export const ProbeRequestSchema = z.object({
  dir: z.string(),
  provider: z.enum(PROVIDERS),
  threads: z.number().int().positive(),
  models: z.array(ModelUseSchema),
});
export type ProbeRequest = z.infer<typeof ProbeRequestSchema>;

/** What it says of one model: how long a run takes on the provider and on the CPU, and how far they differ. */
export const ProbeResultSchema = z.discriminatedUnion('outcome', [
  z.object({
    outcome: z.literal('ran'),
    model: z.string(),
    /** Milliseconds a run. */
    ms: z.number(),
    cpuMs: z.number(),
    /** Null for a result that is not a number at all. */
    error: z.number().nullable(),
  }),
  z.object({
    outcome: z.literal('failed'),
    model: z.string(),
    /** The provider refused to load the model, as opposed to failing in a run. */
    unavailable: z.boolean(),
    message: z.string(),
  }),
]);
export type ProbeResult = z.infer<typeof ProbeResultSchema>;
