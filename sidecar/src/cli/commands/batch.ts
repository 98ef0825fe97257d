import type { Command } from 'commander';
import { addBakeFlags } from '../bake-flags.ts';
import type { CliContext } from '../cli-context.ts';
import { addClipFlags } from '../clip-flags.ts';
import { parseWhole } from '../parse-values.ts';
import type { BatchFlags } from './batch-action.ts';

const EXAMPLES = `
A clip whose video, options and files have not changed since an earlier run is left as it is. After a stop, whatever
its cause, start the same command again: it goes on where it was. The folder then holds
  manifest.json       one record a clip: options, digests, results; can be given to --out another folder again
  summary.html        the same as a table
  build_all.py        bakes all clips in Unreal Editor
  <asset name>/       the results of one clip

Examples:
  avatar-tracker batch clips --out out/clips                      every video in a folder and below
  avatar-tracker batch "day1/**/*.mp4" day2 --out out/days        a pattern and a folder
  avatar-tracker batch list.txt --out out/list --workers 2        a path a line
  avatar-tracker batch manifest.json --out out/again --fps 60     the clips of a manifest, with its names
  avatar-tracker batch clips --out out/clips --json > events.jsonl`;

/** Adds the command `batch` to the program. */
export function defineBatch(root: Command, context: CliContext): void {
  const command = root
    .command('batch')
    .description('Track many clips, skip what is done, and write one script that bakes them all.')
    .argument('<clips...>', 'folders, patterns, video files, lists (.txt) or manifests (.json)')
    .requiredOption('-o, --out <folder>', 'where the results go');
  addClipFlags(command);
  addBakeFlags(command)
    .option('-w, --workers <n>', 'clips at once (default: by cores and memory)', parseWhole(1, 64))
    .option('--again', 'track what is done too', false)
    .option('--json', 'what happens as JSON lines on stdout', false)
    .option('-q, --quiet', 'say nothing but errors', false)
    .option('-v, --verbose', 'say what is being done', false)
    .addHelpText('after', EXAMPLES)
    .action(async (clips: string[], flags: BatchFlags) => {
      const { batchAction } = await import('./batch-action.ts');
      await batchAction(clips, flags, context);
    });
}
