import type { Provider } from '../onnx-runtime.ts';
import { findModel, type ModelStore } from '../store/open-model-store.ts';
import { MAX_OUTPUT_ERROR } from './output-error.ts';
import type { ModelUse, ProbeRequest, ProbeResult } from './probe-messages.ts';
import { type ProbeReport, probeProvider } from './probe-provider.ts';

/** Milliseconds a run, by provider. */
export type Times = Partial<Record<Provider, number>>;

/** What came out of trying one provider on some models. */
export interface Trial {
  readonly provider: Provider;
  /** Times of each model that ran and gave the right numbers. */
  readonly ms: ReadonlyMap<string, Times>;
  /** Faults of a provider that exists. */
  readonly warnings: readonly string[];
  /** The provider is not there at all, which is normal on many machines. */
  readonly notes: readonly string[];
}

export interface TrialOptions {
  readonly threads: number;
  readonly signal?: AbortSignal;
  /** Another way to try a provider, in tests. */
  readonly probe?: (request: ProbeRequest, options: { signal?: AbortSignal }) => Promise<ProbeReport>;
}

/** Tries a provider on models and sorts what happened. */
export async function tryProvider(
  store: ModelStore,
  provider: Provider,
  models: readonly ModelUse[],
  { threads, signal, probe = probeProvider }: TrialOptions,
): Promise<Trial> {
  // the small ones first: a provider that is no good shows it there, and soon
  const ordered = models.toSorted((a, b) => sizeOf(store, a) - sizeOf(store, b));
  const { results, stopped } = await probe(
    { dir: store.dir, provider, threads, models: ordered },
    { signal },
  );
  const ran = results.filter((result) => result.outcome === 'ran');
  const failed = results.filter((result) => result.outcome === 'failed');
  const absent = failed.length === results.length && failed.every(({ unavailable }) => unavailable);
  const right = ran.filter(hasRightNumbers);
  const warnings = ran
    .filter((result) => !hasRightNumbers(result))
    .map(({ model }) => `${model} gives other numbers on ${provider} than on the CPU and stays on the CPU.`);
  if (!absent)
    warnings.push(...failed.map(({ model, message }) => `${model} does not run on ${provider}: ${message}`));
  if (stopped !== null) warnings.push(`Trying ${provider} failed: ${stopped}. The CPU is used instead.`);
  return {
    provider,
    warnings,
    notes: absent && failed[0] ? [`The device ${provider} cannot be used: ${failed[0].message}`] : [],
    ms: new Map(right.map(({ model, ms, cpuMs }) => [model, { cpu: cpuMs, [provider]: ms }])),
  };
}

function hasRightNumbers({ error }: ProbeResult & { outcome: 'ran' }): boolean {
  return error !== null && error <= MAX_OUTPUT_ERROR;
}

function sizeOf(store: ModelStore, { model }: ModelUse): number {
  return findModel(store, model).model.size;
}
