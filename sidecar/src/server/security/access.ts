import type { IncomingHttpHeaders } from 'node:http';
import { AppError } from '../../protocol/errors.ts';
import type { Route } from '../api/route.ts';
import type { Tickets } from './tickets.ts';
import type { TokenGuard } from './token.ts';

/** Throws `token.refused` unless the request may use the route. */
export type AccessCheck = (
  access: Route['access'],
  request: { method: string; path: string; ticket: unknown; headers: IncomingHttpHeaders },
) => void;

export function createAccessCheck(token: TokenGuard, tickets: Tickets): AccessCheck {
  return (access, { method, path, ticket, headers }) => {
    if (access === 'open') return;
    const reads = method === 'GET' || method === 'HEAD';
    if (access === 'ticket' && reads && typeof ticket === 'string' && tickets.matches(path, ticket)) return;
    const [, given] = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '') ?? [];
    // a missing token is compared too: the time tells nothing
    if (token.matches(given ?? '')) return;
    throw new AppError(
      'token.refused',
      given === undefined ? 'The token is missing.' : 'The token is wrong.',
    );
  };
}
