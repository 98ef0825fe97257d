import { performance } from 'node:perf_hooks';
import { toAppError } from '../../protocol/errors.ts';
import { type LoadedModel, loadModel } from '../load-model.ts';
import { findModel, type ModelStore, openModelStore } from '../store/open-model-store.ts';
import { fillPattern } from './fill-pattern.ts';
import { outputError } from './output-error.ts';
import { type ModelUse, type ProbeRequest, ProbeRequestSchema, type ProbeResult } from './probe-messages.ts';

/*
 * Entry of a process that tries one provider: a driver that crashes takes this process down and no other.
 * The request is the first argument; one message a model goes to the parent.
 */
const RUNS = 5;
/** A provider that refuses so many models before it took one is not there: the others are not tried. */
const REFUSALS = 2;
/** A run that takes longer is not repeated, ms. */
const LONG_RUN = 500;

async function probeAll(request: ProbeRequest): Promise<void> {
  const store = openModelStore({ dir: request.dir });
  let refusals = 0;
  for (const use of request.models) {
    const result = await probeOne(store, use, request);
    process.send?.(result);
    if (result.outcome === 'ran') refusals = Number.NEGATIVE_INFINITY;
    else if (result.unavailable) refusals += 1;
    if (refusals === REFUSALS) return;
  }
}

async function probeOne(store: ModelStore, use: ModelUse, request: ProbeRequest): Promise<ProbeResult> {
  const { provider, threads } = request;
  const range = findModel(store, use.model).model.inputRange;
  try {
    const model = await loadModel(store, use.model, { provider, threads, outputs: use.outputs });
    fillPattern(model, range);
    const actual = await time(model);
    const reference = await loadModel(store, use.model, { threads, outputs: use.outputs });
    fillPattern(reference, range);
    const expected = await time(reference);
    const error = outputError(actual.outputs, expected.outputs);
    return {
      outcome: 'ran',
      model: use.model,
      ms: actual.ms,
      cpuMs: expected.ms,
      error: Number.isFinite(error) ? error : null,
    };
  } catch (thrown) {
    const { code, message } = toAppError(thrown);
    return { outcome: 'failed', model: use.model, unavailable: code === 'device.unavailable', message };
  }
}

/** Median time of some runs after one that warms up, and the outputs of the last one. */
async function time(model: LoadedModel): Promise<{ ms: number; outputs: readonly Float32Array[] }> {
  let outputs = await model.run();
  const times: number[] = [];
  do {
    const start = performance.now();
    outputs = await model.run();
    times.push(performance.now() - start);
  } while (times.length < RUNS && (times[0] as number) < LONG_RUN);
  return { ms: times.toSorted((a, b) => a - b)[times.length >> 1] as number, outputs };
}

await probeAll(ProbeRequestSchema.parse(JSON.parse(process.argv[2] ?? '')));
process.disconnect?.();
