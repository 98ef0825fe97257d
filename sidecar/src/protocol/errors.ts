import { ERRORS, type ErrorCode } from './error-table.ts';

export { ERRORS, type ErrorCode };

/** The only error that leaves a stage. `message` names the cause in a sentence; `fix` comes from the table. */
export class AppError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'AppError';
    this.code = code;
  }

  get fix(): string {
    return ERRORS[this.code].fix;
  }

  get exitCode(): number {
    return ERRORS[this.code].exit;
  }

  get retryable(): boolean {
    return ERRORS[this.code].retryable;
  }
}

/** Node error codes that name one cause whoever throws them. */
const SYSTEM_CODES: Readonly<Record<string, ErrorCode>> = {
  ENOSPC: 'output.disk-full',
  EDQUOT: 'output.disk-full',
  EROFS: 'output.not-writable',
  SQLITE_FULL: 'output.disk-full',
};

/** The funnel: whatever was thrown, as an AppError. Aborts become `job.cancelled`. */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  if (error.name === 'AbortError')
    return new AppError('job.cancelled', 'Stopped by the user.', { cause: error });
  const code = SYSTEM_CODES[(error as NodeJS.ErrnoException).code ?? ''];
  return new AppError(code ?? 'internal', error.message, { cause: error });
}
