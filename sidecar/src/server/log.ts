import { type DestinationStream, destination, type Logger, pino } from 'pino';
import type { LogLevel } from './log-levels.ts';

/** Bytes of log that wait for a reader who does not read; beyond that lines are dropped. */
const MAX_WAITING_BYTES = 1 << 20;

/** Structured log of the service: fields first (`job` is a job's id), then a sentence. */
export type ServerLog = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>;

export interface OpenLog extends ServerLog {
  /** Writes what is left, before the process ends. */
  flush(): void;
}

/** JSON lines on stderr; stdout is for data. A reader who stalls does not stall the service. */
export function openLog(level: LogLevel, to?: DestinationStream): OpenLog {
  const stderr =
    to === undefined ? destination({ dest: 2, sync: false, maxLength: MAX_WAITING_BYTES }) : null;
  const log = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, to ?? stderr!);
  const flush = () => {
    try {
      stderr?.flushSync();
    } catch {
      // nobody reads any more
    }
  };
  stderr?.on('error', () => {});
  return Object.assign(log, { flush });
}
