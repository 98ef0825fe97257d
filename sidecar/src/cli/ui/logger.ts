import type { Logger } from 'pino';

/** How much is said on stderr: warnings, and with `--verbose` what the program does. */
export interface LogOptions {
  json: boolean;
  quiet: boolean;
  verbose: boolean;
  /** Called before a line is printed, for instance to wipe a progress bar. */
  beforeLine?: () => void;
}

export interface CliLog {
  warn(message: string): void;
  debug(message: string): void;
}

/**
 * Log of the command line, on stderr: JSON lines for machines, one plain line each for people. The library is
 * loaded with the first line: most runs have none.
 */
export function createLogger(options: LogOptions): CliLog {
  let loading: Promise<Logger> | null = null;
  const say = (level: 'warn' | 'debug', message: string) => {
    loading ??= openLog(options);
    void loading.then((log) => log[level](message));
  };
  return {
    warn(message) {
      if (!options.quiet) say('warn', message);
    },
    debug(message) {
      if (options.verbose) say('debug', message);
    },
  };
}

async function openLog({ json, beforeLine }: LogOptions): Promise<Logger> {
  const { pino } = await import('pino');
  const forPeople = (line: string) => {
    const { level, msg } = JSON.parse(line) as { level: number; msg: string };
    return `${pino.levels.labels[level]}: ${msg}\n`;
  };
  const destination = {
    write(line: string) {
      beforeLine?.();
      process.stderr.write(json ? line : forPeople(line));
    },
  };
  return pino({ level: 'debug', base: null }, destination);
}
