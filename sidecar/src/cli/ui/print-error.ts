import type { AppError } from '../../protocol/errors.ts';

/**
 * What went wrong and what to do: two lines on stderr for a person, one JSON line on stdout for a machine.
 * `verbose` adds the stack, as does every defect of this program.
 */
export function printError(error: AppError, { json, verbose }: { json: boolean; verbose: boolean }): void {
  if (json) {
    const { code, message, fix, exitCode, retryable } = error;
    process.stdout.write(`${JSON.stringify({ event: 'error', code, message, fix, exitCode, retryable })}\n`);
    return;
  }
  process.stderr.write(`error: ${error.message}\n  ${error.fix} [${error.code}]\n`);
  if (verbose || error.code === 'internal') process.stderr.write(`${stackOf(error)}\n`);
}

function stackOf(error: AppError): string {
  return (error.cause instanceof Error ? error.cause.stack : error.stack) ?? '';
}
