import type { Command } from 'commander';
import type { CliContext } from '../cli-context.ts';
import { parseWhole } from '../parse-values.ts';
import type { DoctorFlags } from './doctor-action.ts';

const EXAMPLES = `
Examples:
  avatar-tracker doctor                                   what this machine has, and what is wrong with it
  avatar-tracker doctor --workspace /data/lab --port 8765    for a service with these settings
  avatar-tracker doctor --json                            for another program`;

/** Adds the command `doctor` to the program. */
export function defineDoctor(root: Command, context: CliContext): void {
  root
    .command('doctor')
    .description('Check what the program needs: ffmpeg, models on every device, disk, workspace, port.')
    .option('--workspace <folder>', 'workspace of the service (default: in the data folder of the user)')
    .option('--port <n>', 'port that the service shall listen on; 0 is any', parseWhole(0, 65_535), 0)
    .option('--quick', 'leave out the runs of the models', false)
    .option('--json', 'findings as JSON lines on stdout', false)
    .addHelpText('after', EXAMPLES)
    .action(async (flags: DoctorFlags) => {
      const { doctorAction } = await import('./doctor-action.ts');
      await doctorAction(flags, context);
    });
}
