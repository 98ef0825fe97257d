import { performance } from 'node:perf_hooks';
import { parentPort, workerData } from 'node:worker_threads';
import { type LoadedModel, loadModel } from '../../models/load-model.ts';
import { type ModelStore, openModelStore } from '../../models/store/open-model-store.ts';
import { AppError, toAppError } from '../../protocol/errors.ts';
import type { Model } from '../../protocol/model.ts';
import type { ModelRun } from '../../protocol/report.ts';
import {
  createLane,
  type Lane,
  type LaneTracker,
  type ModelSource,
  type ModelUse,
} from '../../tracking/mediapipe/create-lane.ts';
import type { FromLaneThread, LaneThreadSetup, ToLaneThread } from './messages.ts';

/**
 * Entry of an inference thread: holds the models and trackers of some lanes and answers one request after
 * another. A model run blocks its thread, which is why none runs beside the decoder or the file writers.
 */
const port = parentPort!;
const setup = workerData as LaneThreadSetup;
const runs: ModelRun[] = [];
const send = (message: FromLaneThread) => port.postMessage(message);

/** Counts and times the runs of a model for the report. */
function measured(model: LoadedModel): Model {
  const entry = { file: model.file, sha256: model.sha256, provider: model.provider, runs: 0, seconds: 0 };
  runs.push(entry);
  return {
    ...model,
    async run() {
      const start = performance.now();
      const outputs = await model.run();
      entry.seconds += (performance.now() - start) / 1000;
      entry.runs++;
      return outputs;
    },
  };
}

async function load(store: ModelStore, { model, outputs }: ModelUse): Promise<Model> {
  const provider = setup.providers[model] ?? 'cpu';
  const onWarning = (message: string) => send({ type: 'warning', message });
  return measured(await loadModel(store, model, { provider, threads: setup.threads, outputs, onWarning }));
}

async function loadOptional(store: ModelStore, use: ModelUse): Promise<Model | null> {
  try {
    return await load(store, use);
  } catch (error) {
    if (error instanceof AppError && error.code === 'model.missing') return null;
    throw error;
  }
}

/** Loads each model of this thread once: both hands share one and its memory, and so do all segments of a clip. */
function modelSource(): ModelSource {
  const store = openModelStore({ dir: setup.modelDir });
  const loaded = new Map<string, Promise<Model | null>>();
  const once = <M extends Model | null>(use: ModelUse, read: () => Promise<M>): Promise<M> => {
    const model = loaded.get(use.model) ?? read();
    loaded.set(use.model, model);
    return model as Promise<M>;
  };
  return {
    load: (use) => once(use, () => load(store, use)),
    loadOptional: (use) => once(use, () => loadOptional(store, use)),
  };
}

async function createLanes(source: ModelSource): Promise<Map<Lane, LaneTracker>> {
  const lanes = setup.lanes.map(
    async (lane) => [lane, await createLane(lane, setup.options, source, setup.crops)] as const,
  );
  return new Map(await Promise.all(lanes));
}

async function answer(message: ToLaneThread): Promise<void> {
  const { id } = message;
  if (message.type === 'close') {
    send({ type: 'closed', id, models: runs });
    return port.close();
  }
  if (message.type === 'reset') {
    lanes = await createLanes(source);
    return send({ type: 'reset', id });
  }
  const { lane, frame, pose } = message;
  send({ type: 'tracked', id, seen: await lanes.get(lane)!.track(frame, pose) });
}

function fail(thrown: unknown): void {
  const { code, message } = toAppError(thrown);
  send({ type: 'error', code, message });
}

const source = modelSource();
let lanes = new Map<Lane, LaneTracker>();
try {
  lanes = await createLanes(source);
  // one request at a time: a tracker's memory is that of the frame before
  let turn = Promise.resolve();
  port.on('message', (message: ToLaneThread) => {
    turn = turn.then(() => answer(message)).catch(fail);
  });
  send({ type: 'ready', models: runs });
} catch (error) {
  fail(error);
}
