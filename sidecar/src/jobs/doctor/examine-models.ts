import { listModels, openModelStore, runtimeProviders, tryProvider } from '../../models/index.ts';
import { defaultTrackOptions } from '../../protocol/default-options.ts';
import { toAppError } from '../../protocol/errors.ts';
import { type ModelUse, modelUses } from '../../tracking/mediapipe/create-lane.ts';
import type { Finding } from './finding.ts';

interface Tools {
  readonly signal: AbortSignal;
  say(...findings: readonly Finding[]): void;
}

/** Runs every model on every provider of this machine, and says how long a run takes where it gives the right numbers. */
export async function examineModels({ signal, say }: Tools): Promise<void> {
  try {
    const store = openModelStore();
    const listed = await listModels(store);
    const missing = listed.filter(({ state }) => state === 'missing');
    say({
      check: 'models',
      state: missing.length === 0 ? 'ok' : 'warning',
      text:
        missing.length === 0
          ? `${listed.length} models are here`
          : `${listed.length - missing.length} models are here; not ${missing.map(({ name }) => name).join(', ')}`,
      ...(missing[0] && { fix: `Run "avatar-tracker models pull ${missing[0].pack}" for them.` }),
    });
    const uses = everyUse().filter(({ model }) => !missing.some(({ name }) => name === model));
    for (const provider of runtimeProviders()) {
      const { ms, warnings, notes } = await tryProvider(store, provider, uses, { threads: 1, signal });
      for (const { model } of uses) {
        const time = ms.get(model)?.[provider];
        if (time !== undefined)
          say({ check: `${provider}, ${model}`, state: 'ok', text: `${time.toFixed(2)} ms a run` });
      }
      for (const text of warnings)
        say({ check: provider, state: provider === 'cpu' ? 'failed' : 'warning', text });
      for (const text of notes) say({ check: provider, state: 'ok', text: `not on this machine: ${text}` });
    }
  } catch (thrown) {
    const { code, message, fix } = toAppError(thrown);
    say({ check: 'models', state: 'failed', text: message, fix, code });
  }
}

/** The models of every choice that changes them, each once. */
function everyUse(): ModelUse[] {
  const defaults = defaultTrackOptions();
  const uses = ([0, 1, 2] as const).flatMap((complexity) => modelUses({ ...defaults, complexity }));
  return [...new Map(uses.map((use) => [use.model, use])).values()];
}
