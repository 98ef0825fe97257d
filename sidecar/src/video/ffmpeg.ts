import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import createCommand from 'fluent-ffmpeg';
import { AppError } from '../protocol/errors.ts';
import { createLogTail, type LogTail } from './log-tail.ts';

/** A tool that is told to stop has this long before it is killed, milliseconds. */
const GRACE_MS = 400;
/** A tool that has written all its output has this long to end by itself, milliseconds. */
const FINISH_MS = 5000;

/**
 * Static builds crash when they load the character set modules of another glibc (seen with MPEG-TS in
 * ffprobe 6.0 of npm): they are sent where there are none. Nothing here needs them. One malloc arena for all threads
 * of glibc: with several, large pictures leave holes that grow by 30 MB within a minute.
 */
const TOOL_ENV = { GCONV_PATH: '/nonexistent', MALLOC_ARENA_MAX: '1' } as const;

/** One input or output of a command: the options that precede it on the command line, then its address. */
export interface FfmpegEnd {
  readonly options: readonly string[];
  /** `file:` and an absolute path, or `pipe:<fd>`; never a bare path, which ffmpeg would read as a URL. */
  readonly address: string;
}

/** The argument list of an ffmpeg command. Nothing in it is split, quoted or read by a shell. */
export function ffmpegArguments(inputs: readonly FfmpegEnd[], outputs: readonly FfmpegEnd[]): string[] {
  const command = createCommand();
  for (const { address, options } of inputs) {
    // options given one by one as arguments are taken as they are; an array's strings would be split at spaces
    command.input(address).inputOptions(...(options as [string, ...string[]]));
  }
  for (const { address, options } of outputs) {
    command.output(address).outputOptions(...(options as [string, ...string[]]));
  }
  return command._getArguments();
}

export interface ToolExit {
  /** Exit status, null when a signal ended the tool or it never started. */
  readonly code: number | null;
  readonly error: Error | null;
}

/** A running ffmpeg or ffprobe. */
export interface Tool {
  readonly child: ChildProcess;
  /** What the tool said on stderr: bounded, however long it runs. */
  readonly log: LogTail;
  /** Resolves once the process is gone; never rejects. */
  readonly exit: Promise<ToolExit>;
  /** Asks the tool to end, kills it after {@link GRACE_MS}, resolves once it is gone. */
  stop(): Promise<ToolExit>;
  /** Waits for a tool that is about to end and for its last words; stops it if it does not. */
  finish(): Promise<ToolExit>;
}

export interface ToolOptions {
  readonly stdin?: 'pipe' | 'ignore';
  /** Stops the tool. */
  readonly signal?: AbortSignal;
}

/** Starts ffmpeg or ffprobe with stdout on a pipe. */
export function startTool(path: string, args: readonly string[], options: ToolOptions = {}): Tool {
  const child = spawn(path, args, {
    stdio: [options.stdin ?? 'ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...TOOL_ENV },
    windowsHide: true,
  });
  const log = createLogTail(child.stderr!);
  const exit = new Promise<ToolExit>((resolve) => {
    child.once('error', (error) => resolve({ code: null, error }));
    child.once('exit', (code) => resolve({ code, error: null }));
  });
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
      exit.finally(() => clearTimeout(timer));
    }
    return exit;
  };
  const finish = async () => {
    const timer = setTimeout(() => void stop(), FINISH_MS);
    const [result] = await Promise.all([exit, log.ended]);
    clearTimeout(timer);
    return result;
  };
  const onAbort = () => void stop();
  if (options.signal?.aborted) onAbort();
  options.signal?.addEventListener('abort', onAbort, { once: true });
  exit.finally(() => options.signal?.removeEventListener('abort', onAbort));
  return { child, log, exit, stop, finish };
}

/**
 * Runs a tool to its end and gives each chunk of its output to `onData`.
 * @returns the exit status; a tool that cannot be started is `ffmpeg.missing`, an abort `job.cancelled`.
 */
export async function runTool(
  path: string,
  args: readonly string[],
  onData: (chunk: Buffer) => void,
  signal?: AbortSignal,
): Promise<{ code: number | null; log: LogTail }> {
  throwIfAborted(signal);
  const tool = startTool(path, args, { signal });
  tool.child.stdout!.on('data', onData);
  const closed = once(tool.child, 'close').catch(() => undefined);
  const { code, error } = await tool.exit;
  throwIfAborted(signal);
  if (error) throw missing(path, error);
  await closed;
  return { code, log: tool.log };
}

export function missing(path: string, cause: Error): AppError {
  return new AppError('ffmpeg.missing', `Cannot run ${path}: ${cause.message}.`, { cause });
}

/** Throws `job.cancelled` after an abort, or the AppError that the abort was given as its reason. */
export function throwIfAborted(signal?: AbortSignal): void {
  if (!signal?.aborted) return;
  if (signal.reason instanceof AppError) throw signal.reason;
  throw new AppError('job.cancelled', 'Stopped by the user.', { cause: signal.reason });
}
