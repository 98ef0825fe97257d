import { AppError } from '../../protocol/errors.ts';
import { type Provider, runtimeProviders } from '../onnx-runtime.ts';
import type { ModelStore } from '../store/open-model-store.ts';
import type { ModelUse } from './probe-messages.ts';
import { openProviderMemory, type RememberedChoice } from './provider-memory.ts';
import { type Times, type Trial, type TrialOptions, tryProvider } from './try-provider.ts';

/** Another provider must come below this share of the CPU's time to be worth its memory and its start. */
const WORTHWHILE = 0.8;

export type Device = 'auto' | Provider;

export interface ChooseProvidersOptions {
  readonly device: Device;
  readonly models: readonly ModelUse[];
  /** Threads of a run on the CPU; default 1. */
  readonly threads?: number;
  readonly signal?: AbortSignal;
  /** The runtime's providers and the way to try one, in tests. */
  readonly available?: readonly Provider[];
  readonly probe?: TrialOptions['probe'];
}

export interface ProviderChoice {
  /** Provider of each model by its name. */
  readonly providers: Readonly<Record<string, Provider>>;
  /** What a person has to know: a provider that failed, gave wrong numbers or could not be tried. */
  readonly warnings: readonly string[];
  /** What is normal on many machines, such as that there is no graphics device, or is known from before. */
  readonly notes: readonly string[];
  /** Milliseconds a run of each model by provider, as far as they were measured. */
  readonly ms: Readonly<Record<string, Times>>;
}

/**
 * Decides which provider each model runs on.
 * `auto` tries every provider of this machine once, in a process of its own, and keeps the fastest that gives
 * the CPU's numbers; the result is remembered for this machine. A named provider is tried in the same way and
 * left, with a warning, for each model on which it fails.
 * Throws `device.unavailable` for a provider that the runtime does not have on this platform.
 */
export async function chooseProviders(
  store: ModelStore,
  options: ChooseProvidersOptions,
): Promise<ProviderChoice> {
  const { device, models, available = runtimeProviders() } = options;
  if (device === 'cpu') return summarise(models.map(onCpu), []);
  if (device === 'auto') return chooseFastest(store, options, available);
  if (available.includes(device)) return chooseNamed(store, options, device);
  const sentence = `The device ${device} does not exist on this platform; there are ${available.join(', ')}.`;
  throw new AppError('device.unavailable', sentence);
}

async function chooseFastest(
  store: ModelStore,
  options: ChooseProvidersOptions,
  available: readonly Provider[],
): Promise<ProviderChoice> {
  const { models, threads = 1, ...rest } = options;
  const memory = await openProviderMemory(store, threads);
  const unknown = models.filter((use) => memory.recall(use) === null);
  const trials: Trial[] = [];
  if (unknown.length > 0)
    for (const provider of available.filter((each) => each !== 'cpu'))
      trials.push(await tryProvider(store, provider, unknown, { threads, ...rest }));
  const fresh = new Map(unknown.map((use) => [use, fastest(use, trials)]));
  if (fresh.size > 0) await memory.remember(fresh);
  return summarise(
    models.map((use) => memory.recall(use) ?? fresh.get(use) ?? onCpu(use)),
    trials,
  );
}

async function chooseNamed(
  store: ModelStore,
  options: ChooseProvidersOptions,
  provider: Provider,
): Promise<ProviderChoice> {
  const { models, threads = 1, ...rest } = options;
  const trial = await tryProvider(store, provider, models, { threads, ...rest });
  const choices = models.map((use) => {
    const ms = trial.ms.get(use.model);
    return ms === undefined ? onCpu(use) : { ...onCpu(use), provider, ms };
  });
  // whoever names a device wants to hear that it is not there
  return summarise(choices, [{ ...trial, warnings: [...trial.warnings, ...trial.notes] }]);
}

function fastest(use: ModelUse, trials: readonly Trial[]): RememberedChoice {
  const ms: Times = Object.assign({}, ...trials.map((trial) => trial.ms.get(use.model)));
  const limit = (ms.cpu ?? Number.POSITIVE_INFINITY) * WORTHWHILE;
  const [best] = trials
    .map(({ provider }) => ({ provider, time: ms[provider] ?? Number.POSITIVE_INFINITY }))
    .filter(({ time }) => time < limit)
    .toSorted((a, b) => a.time - b.time);
  const notes = trials.flatMap((trial) => [...trial.warnings, ...trial.notes]);
  return { ...onCpu(use), provider: best?.provider ?? 'cpu', ms, notes };
}

function onCpu({ model }: ModelUse): RememberedChoice {
  return { model, provider: 'cpu', ms: {}, notes: [] };
}

function summarise(choices: readonly RememberedChoice[], trials: readonly Trial[]): ProviderChoice {
  const warnings = trials.flatMap((trial) => trial.warnings);
  const notes = [...trials, ...choices].flatMap((each) => each.notes);
  return {
    providers: Object.fromEntries(choices.map(({ model, provider }) => [model, provider])),
    ms: Object.fromEntries(choices.map(({ model, ms }) => [model, ms])),
    warnings,
    notes: notes.filter((note, index) => notes.indexOf(note) === index && !warnings.includes(note)),
  };
}
