import { type Logger, pino } from 'pino';

/** How much is said on stderr: warnings, and with `--verbose` what the program does. */
export interface LogOptions {
  json: boolean;
  quiet: boolean;
  verbose: boolean;
  /** Called before a line is printed, for instance to wipe a progress bar. */
  beforeLine?: () => void;
}

function level({ quiet, verbose }: LogOptions): string {
  if (quiet) return 'error';
  return verbose ? 'debug' : 'info';
}

/** Log of the command line, on stderr: JSON lines for machines, one plain line each for people. */
export function createLogger(options: LogOptions): Logger {
  const destination = {
    write(line: string) {
      options.beforeLine?.();
      process.stderr.write(options.json ? line : forPeople(line));
    },
  };
  return pino({ level: level(options), base: null }, destination);
}

function forPeople(line: string): string {
  const entry = JSON.parse(line) as { level: number; msg: string };
  const name = pino.levels.labels[entry.level] ?? 'log';
  return entry.level === pino.levels.values.info ? `${entry.msg}\n` : `${name}: ${entry.msg}\n`;
}
