import { type Command, InvalidArgumentError, Option } from 'commander';
import { DEFAULT_LIMITS } from '../../server/limits.ts';
import { LOG_LEVELS } from '../../server/log-levels.ts';
import type { CliContext } from '../cli-context.ts';
import { parseWhole } from '../parse-values.ts';
import type { InitDbFlags } from './init-db-action.ts';
import type { ServeFlags } from './serve-action.ts';

const MAX_PORT = 65_535;
const MAX_PID = 2 ** 31 - 1;
const MAX_MEGABYTES = 10_000_000;

/** Adds the commands `serve` and `init-db` to the program. */
export function defineServe(root: Command, context: CliContext): void {
  const several = (value: string, before: string[]) => [...before, value];
  root
    .command('serve')
    .description('Runs the service: jobs over REST, keyframes over WebSocket, and a page to watch them.')
    .option(
      '--host <address>',
      'address to listen on; others than 127.0.0.1 let other machines in',
      '127.0.0.1',
    )
    .option('--port <number>', 'port to listen on; 0 takes a free one', parseWhole(0, MAX_PORT), 0)
    .option(
      '--workspace <folder>',
      "where jobs and their files are kept (default: in the user's data folder)",
    )
    .option('--workers <n>', 'clips to track at once (default: by cores and memory)', parseWhole(1, 64))
    .option('--allow <folder>', 'folder that clips may lie in; several times for several', several, [])
    .option('--allow-host <name>', 'further name that the service is reached by', several, [])
    .option('--allow-origin <origin>', 'page of another place that may use the service', several, [])
    .option('--allow-webhook-host <host>', 'host in a private network that webhooks may go to', several, [])
    .option(
      '--max-upload <MB>',
      'largest clip that may be uploaded',
      parseWhole(1, MAX_MEGABYTES),
      DEFAULT_LIMITS.uploadBytes / 1e6,
    )
    .option(
      '--keep-days <n>',
      'remove jobs so many days after their end (default: never)',
      parseWhole(1, 100_000),
    )
    .option(
      '--keep-gb <n>',
      'remove the oldest jobs when all take more room (default: never)',
      parseWhole(1, 1_000_000),
    )
    .option('--token-file <file>', 'where the token is written (default: in the workspace)', notEmpty)
    .option('--parent-pid <pid>', 'end when this process ends', parseWhole(1, MAX_PID))
    .addOption(new Option('--log-level <level>', 'what goes to stderr').choices(LOG_LEVELS).default('info'))
    .addHelpText(
      'after',
      `
Prints one line of JSON on stdout when it listens: where, and in which file the token is. With the environment
variable AVATAR_TRACKER_TOKEN that token is used and no file is written.

Examples:
  avatar-tracker serve                                    for this machine alone, on a free port
  avatar-tracker serve --port 8920 --allow /data/clips    clips of one folder alone
  avatar-tracker serve --workspace /data/lab --workers 2 --keep-days 30
  curl -H "Authorization: Bearer $(cat TOKENFILE)" http://127.0.0.1:8920/api/jobs`,
    )
    .action(async (flags: ServeFlags) => {
      const { serveAction } = await import('./serve-action.ts');
      await serveAction(flags, context);
    });
  root
    .command('init-db')
    .description('Makes the workspace and its database. Never needed: serve does it.')
    .option(
      '--workspace <folder>',
      "where jobs and their files are kept (default: in the user's data folder)",
    )
    .option('--json', 'result as JSON on stdout', false)
    .addHelpText('after', '\nExample:\n  avatar-tracker init-db --workspace /data/lab')
    .action(async (flags: InitDbFlags) => {
      const { initDbAction } = await import('./init-db-action.ts');
      await initDbAction(flags);
    });
}

function notEmpty(text: string): string {
  if (text.trim() === '') throw new InvalidArgumentError('Give a path.');
  return text;
}
