import { availableParallelism } from 'node:os';
import { chooseProviders, listModels, type ModelStore, openModelStore } from '../models/index.ts';
import { MODES } from '../protocol/track-modes.ts';
import { type HolisticOptions, type ModelUse, modelUses } from '../tracking/mediapipe/create-lane.ts';
import { type Lanes, startLanes } from './lanes/start-lanes.ts';
import type { RunContext } from './run-context.ts';

/**
 * Decides where the models run and loads them.
 * @param onStart told when the threads run that load them
 */
export function loadTracker(run: RunContext, onStart: () => void = () => {}): Promise<Lanes> {
  return run.clock.time('models', () => load(run, onStart));
}

async function load(run: RunContext, onStart: () => void): Promise<Lanes> {
  const { options, fallback, cores } = run.job;
  const store = openModelStore();
  const models = await usableModels(store, modelUses(options));
  const { providers, warnings } = await chooseProviders(store, {
    device: fallback ?? options.device,
    models,
    signal: run.signal,
  });
  for (const warning of warnings) run.warn(warning);
  run.onDevice([...new Set(Object.values(providers))].join('+'));
  const lanes = startLanes({
    cores: options.threads ?? cores ?? availableParallelism(),
    options: { ...options, averageHands: MODES[options.mode].averageHands },
    modelDir: store.dir,
    providers,
    onWarning: run.warn,
  });
  onStart();
  return await lanes;
}

/** The models that {@link loadTracker} would load. */
export async function trackerModels(
  options: HolisticOptions,
): Promise<{ readonly name: string; readonly sha256: string }[]> {
  const store = openModelStore();
  const uses = await usableModels(store, modelUses(options));
  const { packs } = store.catalog;
  return packs.flatMap(({ models }) => models).filter(({ name }) => uses.some(({ model }) => model === name));
}

/** Without the models of packs that are not here, which the tracker does without. */
async function usableModels(store: ModelStore, uses: readonly ModelUse[]): Promise<ModelUse[]> {
  const missing = (await listModels(store)).filter(({ state }) => state === 'missing');
  return uses.filter(({ model }) => !missing.some(({ name }) => name === model));
}
