import { env, InferenceSession, listSupportedBackends, Tensor } from 'onnxruntime-node';
import { AppError } from '../protocol/errors.ts';

/** Execution providers by the names that `--device` takes. */
export const PROVIDERS = ['cpu', 'cuda', 'dml', 'coreml', 'webgpu'] as const;
export type Provider = (typeof PROVIDERS)[number];

/** Only errors: the warnings of the runtime speak to its own developers. */
const LOG_ERRORS = 3;

export interface SessionOptions {
  readonly provider: Provider;
  /** Threads inside one run, on the CPU. */
  readonly threads: number;
  /** The graph is the result of an earlier {@link optimise}: take it as it is. */
  readonly optimised?: boolean;
}

/** One model in the runtime. Input and outputs are the same memory at every run. */
export interface Session {
  readonly inputShape: readonly number[];
  readonly input: Float32Array;
  readonly outputs: readonly { readonly name: string; readonly shape: readonly number[] }[];
  /** Blocks its thread while it runs. The arrays hold the outputs in the order of {@link outputs}. */
  run(): Promise<readonly Float32Array[]>;
  release(): Promise<void>;
}

export function runtimeVersion(): string {
  return env.versions.node ?? env.versions.common;
}

/** Providers that this build of the runtime knows on this platform; whether they work is another matter. */
export function runtimeProviders(): Provider[] {
  const names = listSupportedBackends().map(({ name }) => name);
  return PROVIDERS.filter((provider) => names.includes(provider));
}

/**
 * Loads a model of one float input and float outputs, all of fixed shape.
 * Throws `device.unavailable` when another provider than the CPU refuses, `model.invalid` when the CPU does.
 */
export async function createSession(bytes: Uint8Array, options: SessionOptions): Promise<Session> {
  const { provider, threads } = options;
  const session = await InferenceSession.create(bytes, {
    ...BASE_OPTIONS,
    executionProviders: [provider],
    intraOpNumThreads: threads,
    // DirectML refuses planned memory
    enableMemPattern: provider !== 'dml',
    graphOptimizationLevel: options.optimised === true ? 'disabled' : 'all',
  }).catch((error: unknown) => {
    const code = provider === 'cpu' ? 'model.invalid' : 'device.unavailable';
    throw new AppError(code, `The runtime cannot load the model on ${provider}: ${reason(error)}`, {
      cause: error,
    });
  });
  return wrap(session, provider);
}

/**
 * Writes the graph as the runtime's CPU provider would run it on this processor, for a quick start later.
 * It must not be used on a processor with other vector instructions.
 */
export async function optimise(bytes: Uint8Array, path: string): Promise<void> {
  const session = await InferenceSession.create(bytes, {
    ...BASE_OPTIONS,
    executionProviders: ['cpu'],
    graphOptimizationLevel: 'all',
    optimizedModelFilePath: path,
  });
  await session.release();
}

const BASE_OPTIONS: InferenceSession.SessionOptions = {
  interOpNumThreads: 1,
  executionMode: 'sequential',
  logSeverityLevel: LOG_ERRORS,
  // idle threads that spin would take the cores from the decoder and the other models
  extra: { session: { intra_op: { allow_spinning: '0' } } },
};

function wrap(session: InferenceSession, provider: Provider): Session {
  const inputs = session.inputMetadata.map(fixedTensor);
  const outputs = session.outputMetadata.map(fixedTensor);
  const [input] = inputs;
  if (input === undefined || inputs.length !== 1)
    throw new AppError('model.invalid', `The model has ${inputs.length} inputs instead of one.`);
  const feeds = { [input.name]: input.tensor };
  const fetches = Object.fromEntries(outputs.map(({ name, tensor }) => [name, tensor]));
  const results = outputs.map(({ data }) => data);
  return {
    inputShape: input.shape,
    input: input.data,
    outputs: outputs.map(({ name, shape }) => ({ name, shape })),
    async run() {
      try {
        // the runtime writes into the tensors of `fetches`
        await session.run(feeds, fetches);
      } catch (error) {
        throw new AppError('model.run-failed', `The model failed on ${provider}: ${reason(error)}`, {
          cause: error,
        });
      }
      return results;
    },
    release: () => session.release(),
  };
}

function fixedTensor(metadata: InferenceSession.ValueMetadata) {
  const shape = metadata.isTensor && metadata.type === 'float32' ? metadata.shape : [Number.NaN];
  const sizes = shape.map((size) => (typeof size === 'number' ? size : Number.NaN));
  const count = sizes.reduce((product, size) => product * size, 1);
  if (!Number.isSafeInteger(count) || count < 1)
    throw new AppError(
      'model.invalid',
      `"${metadata.name}" of the model is not a float tensor of fixed shape.`,
    );
  const data = new Float32Array(count);
  return { name: metadata.name, shape: sizes, data, tensor: new Tensor('float32', data, sizes) };
}

/** First line of the runtime's message, without the place in its sources and the condition that failed there. */
function reason(error: unknown): string {
  const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n', 1);
  return line.replace(/^\/.* was false\. /, '');
}
