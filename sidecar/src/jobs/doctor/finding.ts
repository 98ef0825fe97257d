import type { ErrorCode } from '../../protocol/errors.ts';

/** One thing that was looked at. */
export interface Finding {
  readonly check: string;
  /** `warning`: it works, but not as well as it could, or not for everything. */
  readonly state: 'ok' | 'warning' | 'failed';
  readonly text: string;
  /** What to do; absent where nothing is to be done. */
  readonly fix?: string;
  readonly code?: ErrorCode;
}
