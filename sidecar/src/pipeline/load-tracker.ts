import { availableParallelism } from 'node:os';
import { chooseProviders, listModels, type ModelStore, openModelStore } from '../models/index.ts';
import { type ModelUse, modelUses } from '../tracking/mediapipe/create-lane.ts';
import { type Lanes, startLanes } from './lanes/start-lanes.ts';
import type { RunContext } from './run-context.ts';

/** Decides where the models run and loads them. */
export function loadTracker(run: RunContext): Promise<Lanes> {
  return run.clock.time('models', () => load(run));
}

async function load(run: RunContext): Promise<Lanes> {
  const { options } = run.job;
  const store = openModelStore();
  const models = await usableModels(store, modelUses(options));
  const { providers, warnings } = await chooseProviders(store, {
    device: options.device,
    models,
    signal: run.signal,
  });
  for (const warning of warnings) run.warn(warning);
  run.onDevice([...new Set(Object.values(providers))].join('+'));
  return await startLanes({
    cores: options.threads ?? availableParallelism(),
    options,
    modelDir: store.dir,
    providers,
    onWarning: run.warn,
  });
}

/** Without the models of packs that are not here, which the tracker does without. */
async function usableModels(store: ModelStore, uses: readonly ModelUse[]): Promise<ModelUse[]> {
  const missing = (await listModels(store)).filter(({ state }) => state === 'missing');
  return uses.filter(({ model }) => !missing.some(({ name }) => name === model));
}
