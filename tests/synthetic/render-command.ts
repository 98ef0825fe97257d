import { parseArgs } from 'node:util';
import { CLIPS } from './clips.ts';
import { renderClip } from './render-clip.ts';
import { runCommand, wholeNumber } from './run-command.ts';

const USAGE = `usage: node tests/synthetic/render.mjs CLIP OUT [--from N] [--to N] [--step N] [--png] [--own-graphics]
clips: ${Object.keys(CLIPS).join(', ')}`;

const OPTIONS = {
  from: { type: 'string' },
  to: { type: 'string' },
  step: { type: 'string' },
  png: { type: 'boolean' },
  'own-graphics': { type: 'boolean' },
} as const;

function readCommand(args: string[]) {
  const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true });
  const [name, outFolder] = positionals;
  const clip = name === undefined ? undefined : CLIPS[name];
  if (!name || !clip || !outFolder) throw new Error(USAGE);
  const number = (option: 'from' | 'to' | 'step') =>
    values[option] === undefined ? undefined : wholeNumber(values[option], `--${option}`, USAGE);
  return {
    name,
    clip,
    outFolder,
    from: number('from'),
    to: number('to'),
    step: number('step'),
    png: values.png ?? false,
    ownGraphics: values['own-graphics'] ?? false,
  };
}

/** Runs the command line; gives the exit code. */
export const runRenderCommand = (args: string[]): Promise<number> =>
  runCommand(
    () => readCommand(args),
    (command, signal) =>
      renderClip({
        ...command,
        signal,
        onFrame: (frame, last) => console.error(`${command.name}: frame ${frame} of ${last}`),
      }),
  );
