import { parseArgs } from 'node:util';
import { CLIPS } from './clips.ts';
import { renderClip } from './render-clip.ts';

const USAGE = `usage: node tests/synthetic/render.mjs CLIP OUT [--from N] [--to N] [--step N] [--png]
clips: ${Object.keys(CLIPS).join(', ')}`;

const EXIT_USAGE = 64;
const EXIT_FAILED = 1;
const STOP_SIGNALS = ['SIGINT', 'SIGTERM'] as const;

const OPTIONS = {
  from: { type: 'string' },
  to: { type: 'string' },
  step: { type: 'string' },
  png: { type: 'boolean' },
} as const;

function wholeNumber(text: string | undefined, option: string): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d+$/.test(text)) throw new Error(`--${option} takes a whole number, not "${text}".\n${USAGE}`);
  return Number(text);
}

function readCommand(args: string[]) {
  const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true });
  const [name, outFolder] = positionals;
  const clip = name === undefined ? undefined : CLIPS[name];
  if (!name || !clip || !outFolder) throw new Error(USAGE);
  return {
    name,
    clip,
    outFolder,
    from: wholeNumber(values.from, 'from'),
    to: wholeNumber(values.to, 'to'),
    step: wholeNumber(values.step, 'step'),
    png: values.png ?? false,
  };
}

/** Runs the command line; gives the exit code. */
export async function runRenderCommand(args: string[]): Promise<number> {
  let command: ReturnType<typeof readCommand>;
  try {
    command = readCommand(args);
  } catch (error) {
    console.error((error as Error).message);
    return EXIT_USAGE;
  }
  const started = Date.now();
  const stopping = new AbortController();
  const stop = () => stopping.abort(new Error('Stopped before the clip was complete.'));
  for (const name of STOP_SIGNALS) process.once(name, stop);
  try {
    const files = await renderClip({
      ...command,
      signal: stopping.signal,
      onFrame: (frame, last) => console.error(`${command.name}: frame ${frame} of ${last}`),
    });
    const seconds = ((Date.now() - started) / 1000).toFixed(1);
    console.log(JSON.stringify({ ...files, seconds }));
    return 0;
  } catch (error) {
    console.error((error as Error).message);
    return EXIT_FAILED;
  } finally {
    for (const name of STOP_SIGNALS) process.off(name, stop);
  }
}
