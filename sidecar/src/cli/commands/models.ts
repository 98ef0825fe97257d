import type { Command } from 'commander';
import type { CliContext } from '../cli-context.ts';
import type { ModelsFlags } from './models-actions.ts';

/** Adds the command group `models` to the program. */
export function defineModels(root: Command, context: CliContext): void {
  const models = root
    .command('models')
    .description('See, fetch and check the models.')
    .addHelpText(
      'after',
      `
Examples:
  avatar-tracker models list                            what there is and whether it is here
  avatar-tracker models pull face-blendshapes           better face curves, 3.8 MB from Google's server
  avatar-tracker models import face_landmarker.task     the same from a file, without a network`,
    );
  const command = (usage: string, text: string, example: string) =>
    models
      .command(usage)
      .description(text)
      .option('--json', 'result as JSON on stdout', false)
      .addHelpText('after', `\nExample:\n  avatar-tracker models ${example}`);
  const actions = () => import('./models-actions.ts');

  command('list', 'List every model: its pack, where it comes from and whether it is here.', 'list').action(
    async (flags: ModelsFlags) => (await actions()).list(flags),
  );
  command(
    'import <file>',
    'Take models from a .tflite, .task or .onnx file, known by its contents.',
    'import face_landmarker_v2_with_blendshapes.task',
  ).action(async (file: string, flags: ModelsFlags) => (await actions()).importFile(file, flags));
  command(
    'pull <pack>',
    'Fetch a pack from its official address; goes on where it broke off.',
    'pull face-blendshapes',
  ).action(async (pack: string, flags: ModelsFlags) => (await actions()).pull(pack, flags, context));
  command('verify', 'Check every model that is here against its digest.', 'verify').action(
    async (flags: ModelsFlags) => (await actions()).verify(flags),
  );
  command('where', 'Print the folder that holds the models.', 'where').action(async (flags: ModelsFlags) =>
    (await actions()).where(flags),
  );
}
