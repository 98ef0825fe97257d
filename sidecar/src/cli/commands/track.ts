import { type Command, Option } from 'commander';
import { defaultTrackOptions } from '../../protocol/default-options.ts';
import { DEVICES, MODES } from '../../protocol/track-modes.ts';
import { addBakeFlags } from '../bake-flags.ts';
import type { CliContext } from '../cli-context.ts';
import { parseTime, parseUnit, parseWhole } from '../parse-values.ts';
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
  avatar-tracker track my.mp4 --from 1:05 --to 1:20.5    a part of the clip
  avatar-tracker track my.mp4 --json > events.jsonl      for another program`;

/** Adds the command `track` to the program. */
export function defineTrack(root: Command, context: CliContext): void {
  const defaults = defaultTrackOptions();
  const choice = (flags: string, text: string, values: readonly string[], initial: string) =>
    new Option(flags, text).choices(values).default(initial);
  const command = root
    .command('track')
    .description('Track a clip and write its landmarks, motion, Unreal script and report.')
    .argument('[clip]', 'video file; the bundled sample when none is given')
    .option('-o, --out <folder>', 'where the results go (default: out/<name of the clip>)')
    .addOption(choice('-m, --mode <mode>', 'speed against accuracy', Object.keys(MODES), defaults.mode))
    .option(
      '--complexity <n>',
      'body model: 0 lite, 1 full, 2 heavy (default: by the mode)',
      parseWhole(0, 2),
    )
    .option('--no-refine-face', 'plain face mesh: no irises, coarser lips and lids')
    .option(
      '--min-detection-confidence <p>',
      'least score to find a person',
      parseUnit,
      defaults.minDetectionConfidence,
    )
    .option(
      '--min-tracking-confidence <p>',
      'least score to follow a person',
      parseUnit,
      defaults.minTrackingConfidence,
    )
    .addOption(
      choice('-d, --device <name>', 'where models run; auto keeps the fastest', DEVICES, defaults.device),
    )
    .option('--threads <n>', 'cores to use (default: all)', parseWhole(1, 256))
    .option('--max-memory <MB>', 'end the run when tracking holds more than this', parseWhole(64, 1_000_000))
    .option('--from <time>', 'start of the part to track: seconds or m:ss', parseTime)
    .option('--to <time>', 'end of the part to track: seconds or m:ss', parseTime)
    .option('--overlay', 'also write an mp4 with the landmarks drawn', false)
    .addOption(choice('--fps <rate>', 'rate of the animation', ['30', '60'], String(defaults.fps)))
    .option('--body-type <name>', 'MetaHuman body: f|m _ srt|med|tal _ unw|nrw|ovw', defaults.bodyType);
  addBakeFlags(command)
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
