import { z } from 'zod';
import type { Problem } from '../store/app-state.ts';

const Body = z.object({ error: z.object({ code: z.string(), message: z.string(), fix: z.string() }) });

/** The service refused a request, or could not be reached (`status` 0). */
export class ApiError extends Error {
  readonly status: number;
  readonly fix: string;

  constructor(status: number, { message, fix }: Problem) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
    this.fix = fix;
  }
}

/** What the service's answer says; what it says without words, when something else answered in its place. */
export function refusal(status: number, text: string): ApiError {
  try {
    return new ApiError(status, Body.parse(JSON.parse(text)).error);
  } catch {
    return new ApiError(status, { message: `The service answered ${status}.`, fix: 'Try again.' });
  }
}

export function unreachable(): ApiError {
  return new ApiError(0, {
    message: 'The service does not answer.',
    fix: 'See whether "avatar-tracker serve" still runs.',
  });
}

/** Whatever was thrown, as words for a person; null for what was broken off on purpose. */
export function problemOf(thrown: unknown): Problem | null {
  if (thrown instanceof ApiError) return { message: thrown.message, fix: thrown.fix };
  if ((thrown as { name?: unknown } | null)?.name === 'AbortError') return null;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return { message, fix: 'Reload the page and try again.' };
}
