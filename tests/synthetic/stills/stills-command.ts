import { parseArgs } from 'node:util';
import { runCommand, wholeNumber } from '../run-command.ts';
import { renderStills } from './render-stills.ts';

const USAGE = 'usage: node tests/synthetic/render-stills.mjs COUNT OUT [--from N] [--own-graphics]';

function readCommand(args: string[]) {
  const { values, positionals } = parseArgs({
    args,
    options: { from: { type: 'string', default: '0' }, 'own-graphics': { type: 'boolean' } },
    allowPositionals: true,
  });
  const [count, out] = positionals;
  if (count === undefined || out === undefined) throw new Error(USAGE);
  return {
    count: wholeNumber(count, 'COUNT', USAGE),
    out,
    from: wholeNumber(values.from, '--from', USAGE),
    ownGraphics: values['own-graphics'] ?? false,
  };
}

/** Runs the command line; gives the exit code. */
export const runStillsCommand = (args: string[]): Promise<number> =>
  runCommand(
    () => readCommand(args),
    (command, signal) =>
      renderStills({
        ...command,
        signal,
        onStill: (done) => console.error(`picture ${done} of ${command.count}`),
      }),
  );
