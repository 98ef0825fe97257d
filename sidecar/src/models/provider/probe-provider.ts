import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { BUILD } from '../../protocol/program.ts';
import { type ProbeRequest, type ProbeResult, ProbeResultSchema } from './probe-messages.ts';

/** A provider that is this many times slower than the CPU on one model, a software driver say, is given up. */
const HOPELESS = 20;

/** Time for the start and the first model, and then for each further one, ms. Shaders compile in the first run. */
const MODEL_TIMEOUT = 60_000;

const CHILD_FILE = fileURLToPath(new URL('models/provider/probe-child.js', BUILD));

export interface ProbeReport {
  /** One a model, in order; models that were not reached are missing. */
  readonly results: readonly ProbeResult[];
  /** Why models are missing; null when none is, or when the provider was given up as too slow. */
  readonly stopped: string | null;
}

export interface ProbeOptions {
  readonly signal?: AbortSignal;
  /** The program to start instead of the real one, in tests. */
  readonly childFile?: string;
  readonly modelTimeout?: number;
}

/**
 * Tries a provider on models in a process of its own and reports what it said until it ended, whether it ended
 * by itself, crashed or hung. Never throws for the provider's sake; rejects with the signal's reason.
 */
export function probeProvider(request: ProbeRequest, options: ProbeOptions = {}): Promise<ProbeReport> {
  const { signal, childFile = CHILD_FILE, modelTimeout = MODEL_TIMEOUT } = options;
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const child = fork(childFile, [JSON.stringify(request)], {
      // drivers print what they like
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      execArgv: [],
    });
    const results: ProbeResult[] = [];
    let stopped: string | null = null;
    const stop = (reason: string | null) => {
      stopped = reason;
      child.kill('SIGKILL');
    };
    const hang = () => stop(`it did not answer within ${modelTimeout / 1000} s`);
    let timer = setTimeout(hang, modelTimeout);
    const abort = () => child.kill('SIGKILL');
    signal?.addEventListener('abort', abort, { once: true });

    child.on('message', (message) => {
      const { data: result } = ProbeResultSchema.safeParse(message);
      if (result === undefined) return stop('it gave an answer that makes no sense');
      results.push(result);
      clearTimeout(timer);
      timer = setTimeout(hang, modelTimeout);
      if (result.outcome === 'ran' && result.ms > HOPELESS * result.cpuMs) stop(null);
    });
    child.on('error', (error) => stop(error.message));
    child.on('exit', (code, killedBy) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
      if (signal?.aborted) return reject(signal.reason);
      const crashed = !child.killed && (code !== 0 || killedBy !== null);
      resolve({ results, stopped: crashed ? `its process ended with ${killedBy ?? code}` : stopped });
    });
  });
}
