import type { Command } from 'commander';
import { MODES } from '../../protocol/track-modes.ts';
import { addBakeFlags } from '../bake-flags.ts';
import type { CliContext } from '../cli-context.ts';
import { addClipFlags } from '../clip-flags.ts';
import { parseWhole } from '../parse-values.ts';
import type { TrackFlags } from './track-action.ts';

const EXAMPLES = `
Modes (frames a second of the whole command, two cores):
${Object.entries(MODES)
  .map(([mode, { summary, fps }]) => `  ${mode.padEnd(12)}${summary.padEnd(38)}${fps}`)
  .join('\n')}

Examples:
  avatar-tracker track                                   the bundled sample, into out/sample
  avatar-tracker track my.mp4 --out out/my --overlay     with an mp4 that shows the landmarks
  avatar-tracker track my.mp4 --mode fast --fps 60       faster, for a 60 fps animation
  avatar-tracker track my.mp4 --calibration out/other/motion.jsonl.gz    the same performer as in another clip
  avatar-tracker track my.mp4 --from 1:05 --to 1:20.5    a part of the clip
  avatar-tracker track my.mp4 --json > events.jsonl      for another program`;

/** Adds the command `track` to the program. */
export function defineTrack(root: Command, context: CliContext): void {
  const command = root
    .command('track')
    .description('Track a clip and write its landmarks, motion, Unreal script and report.')
    .argument('[clip]', 'video file; the bundled sample when none is given')
    .option('-o, --out <folder>', 'where the results go (default: out/<name of the clip>)');
  addClipFlags(command);
  addBakeFlags(command)
    .option('--max-memory <MB>', 'end the run when tracking holds more than this', parseWhole(64, 1_000_000))
    .option('--force', 'write into a folder that holds other files', false)
    .option('--json', 'progress and result as JSON lines on stdout', false)
    .option('-q, --quiet', 'say nothing but errors', false)
    .option('-v, --verbose', 'say what is being done', false)
    .addHelpText('after', EXAMPLES)
    .action(async (clip: string | undefined, flags: TrackFlags) => {
      const { trackAction } = await import('./track-action.ts');
      await trackAction(clip, flags, context);
    });
}
