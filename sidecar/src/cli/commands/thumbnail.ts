import { mkdir } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Command } from 'commander';
import type { CliContext } from '../cli-context.ts';
import { parseWhole } from '../parse-values.ts';

const LARGEST = 4096;

interface ThumbnailFlags {
  out: string;
  width: number;
  height: number;
}

/** Adds the command `thumbnail` to the program. */
export function defineThumbnail(root: Command, { signal }: CliContext): void {
  root
    .command('thumbnail')
    .description('Write one small picture of a clip.')
    .argument('<clip>', 'video file')
    .requiredOption('--out <file>', 'the jpg to write')
    .option('--width <pixels>', 'box that the picture fits into', parseWhole(2, LARGEST), 192)
    .option('--height <pixels>', 'box that the picture fits into', parseWhole(2, LARGEST), 108)
    .addHelpText('after', '\nExample:\n  avatar-tracker thumbnail my.mp4 --out my.jpg')
    .action(async (clip: string, { out, width, height }: ThumbnailFlags) => {
      const { writeThumbnail } = await import('../../video/write-thumbnail.ts');
      await mkdir(dirname(resolve(out)), { recursive: true });
      await writeThumbnail({ file: clip, path: resolve(out), width, height, signal });
    });
}
