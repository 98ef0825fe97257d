import type { Model } from '../protocol/model.ts';
import { createSession, type Provider, type Session } from './onnx-runtime.ts';
import type { GraphKey } from './store/graph-key.ts';
import { importedGraph } from './store/imported-graph.ts';
import { fileName, findModel, type ModelStore } from './store/open-model-store.ts';
import { optimisedGraph } from './store/optimised-graph.ts';

export interface LoadModelOptions {
  /** Default `cpu`. */
  readonly provider?: Provider;
  /** Threads inside one run on the CPU; default 1. */
  readonly threads?: number;
  /** Names of the outputs that are read, in the order in which `run` gives them; others are not computed. Default all. */
  readonly outputs?: readonly string[];
  /** Told when the provider refuses; the model then runs on the CPU. Without it, the refusal is thrown. */
  readonly onWarning?: (message: string) => void;
}

/**
 * A model in memory. `run` writes its results into the same arrays at every call and returns them, so that a
 * caller who keeps values over the next run copies them. One run at a time.
 */
export interface LoadedModel extends Model {
  /** File name and digest of the published file. */
  readonly file: string;
  readonly sha256: string;
  /** Where it really runs. */
  readonly provider: Provider;
  readonly outputs: readonly { readonly name: string; readonly shape: readonly number[] }[];
  /** Frees most of the memory. The runtime keeps some: load a model once for a whole job. */
  release(): Promise<void>;
}

/**
 * Loads a model of the catalogue, importing it first when this machine has not done so yet.
 * Throws `model.missing` when its pack is not here, `device.unavailable` when the provider refuses.
 *
 * @example
 * const model = await loadModel(store, 'pose_landmark_full', { outputs: ['Identity', 'Identity_1'] });
 * model.input.set(pixels);
 * const [landmarks, flag] = await model.run();
 */
export async function loadModel(
  store: ModelStore,
  name: string,
  options: LoadModelOptions = {},
): Promise<LoadedModel> {
  const { provider = 'cpu', threads = 1, outputs = [], onWarning } = options;
  const key = { ...findModel(store, name), outputs };
  try {
    return publish(key, provider, await open(store, key, provider, threads));
  } catch (error) {
    if (provider === 'cpu' || onWarning === undefined) throw error;
    onWarning(`${name} does not run on ${provider} and runs on the CPU instead. ${(error as Error).message}`);
    return publish(key, 'cpu', await open(store, key, 'cpu', threads));
  }
}

async function open(store: ModelStore, key: GraphKey, provider: Provider, threads: number): Promise<Session> {
  if (provider !== 'cpu') return createSession(await importedGraph(store, key), { provider, threads });
  return createSession(await optimisedGraph(store, key), { provider, threads, optimised: true });
}

function publish({ model }: GraphKey, provider: Provider, session: Session): LoadedModel {
  return {
    name: model.name,
    file: fileName(model),
    sha256: model.sha256,
    provider,
    inputShape: session.inputShape,
    input: session.input,
    outputs: session.outputs,
    run: session.run,
    release: session.release,
  };
}
