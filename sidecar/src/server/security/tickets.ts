import { createHmac, timingSafeEqual } from 'node:crypto';

/** Seconds that a ticket is good for: a clip is watched and a file fetched in that time. */
const TICKET_SECONDS = 600;

/**
 * A right to read one address for a while, for what cannot send a header: `<video>`, a link, `EventSource`.
 * Nothing is stored: a ticket is its end and a signature of it made with the token.
 */
export interface Tickets {
  /** The address with a ticket in its query. */
  issue(path: string): { url: string; expiresAt: string };
  matches(path: string, ticket: string): boolean;
}

export function createTickets(token: string, now: () => number = Date.now): Tickets {
  const sign = (path: string, end: number) =>
    createHmac('sha256', token).update(`ticket\n${path}\n${end}`).digest();
  return {
    issue(path) {
      const end = Math.floor(now() / 1000) + TICKET_SECONDS;
      const url = `${path}?ticket=${end}.${sign(path, end).toString('base64url')}`;
      return { url, expiresAt: new Date(end * 1000).toISOString() };
    },
    matches(path, ticket) {
      const [, end, signature] = /^(\d{1,12})\.([\w-]{43})$/.exec(ticket) ?? [];
      if (end === undefined || signature === undefined) return false;
      const right = timingSafeEqual(Buffer.from(signature, 'base64url'), sign(path, Number(end)));
      return right && Number(end) * 1000 > now();
    },
  };
}
