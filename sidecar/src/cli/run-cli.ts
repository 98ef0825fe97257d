import { Command, CommanderError } from 'commander';
import { AppError, toAppError } from '../protocol/errors.ts';
import { readProgram } from '../protocol/program.ts';
import type { CliContext } from './cli-context.ts';
import { defineBatch } from './commands/batch.ts';
import { defineDoctor } from './commands/doctor.ts';
import { defineModels } from './commands/models.ts';
import { defineServe } from './commands/serve.ts';
import { defineThumbnail } from './commands/thumbnail.ts';
import { defineTrack } from './commands/track.ts';
import { onInterrupt } from './on-interrupt.ts';
import { printError } from './ui/print-error.ts';

/** Runs one command line and returns its exit code, which comes from the error table. */
export async function runCli(
  args: readonly string[],
  { worker }: Pick<CliContext, 'worker'>,
): Promise<number> {
  const interrupt = onInterrupt(() => worker?.kill('SIGKILL'));
  try {
    await program({ signal: interrupt.signal, worker }).parseAsync(args, { from: 'user' });
    return 0;
  } catch (thrown) {
    if (thrown instanceof CommanderError && thrown.exitCode === 0) return 0;
    const error = thrown instanceof CommanderError ? usageError(thrown) : toAppError(thrown);
    printError(error, { json: args.includes('--json'), verbose: args.includes('--verbose') });
    return error.exitCode;
  } finally {
    interrupt.dispose();
  }
}

function program(context: CliContext): Command {
  const root = new Command('avatar-tracker')
    .description('Tracks body, hands and face in an ordinary video and makes MetaHuman animation of it.')
    .version(readProgram().version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand(false)
    .showHelpAfterError(false)
    .addHelpText(
      'after',
      `
Examples:
  avatar-tracker track                              track the bundled sample clip into out/sample
  avatar-tracker track my.mp4 --out out/my          track a clip
  avatar-tracker batch clips --out out/clips        track every clip of a folder
  avatar-tracker serve                              run the service, with a page to watch
  avatar-tracker models list                        which models are here and where they come from
  avatar-tracker doctor                             what this machine has and lacks
  avatar-tracker track --help                       every choice of a command`,
    );
  defineTrack(root, context);
  defineBatch(root, context);
  defineModels(root, context);
  defineDoctor(root, context);
  defineServe(root, context);
  defineThumbnail(root, context);
  for (const command of [root, ...root.commands, ...root.commands.flatMap((group) => group.commands)])
    command.exitOverride().configureOutput({ outputError: () => {} });
  return root;
}

function usageError(error: CommanderError): AppError {
  if (error.code === 'commander.help') return new AppError('usage.invalid', 'No command was given.');
  const sentence = error.message.replace(/^error: /, '').replace(/\.?$/, '.');
  return new AppError('usage.invalid', sentence[0]!.toUpperCase() + sentence.slice(1), { cause: error });
}
