import type { Command } from 'commander';
import type { CliContext } from '../run-cli.ts';

/** Adds the command group `models` to the program. */
export function defineModels(_root: Command, _context: CliContext): void {}
