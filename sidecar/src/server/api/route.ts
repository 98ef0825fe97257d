import type { IncomingMessage, ServerResponse } from 'node:http';
import type { z } from 'zod';

/** A request as a route sees it: checked for its source and its token already. */
export interface ApiRequest {
  /** Values of the `:names` in the route's path. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly raw: IncomingMessage;
  readonly reply: ServerResponse;
  /** Aborts when the client has gone. */
  readonly signal: AbortSignal;
}

/** JSON to send, which a 204 has none of; null when the route has sent its reply itself. */
export type Answer = { readonly status: number; readonly json: unknown } | null;

/** What a reply holds, for the OpenAPI document. */
export type ReplyShape =
  | { readonly status: number; readonly schema: z.ZodType }
  | { readonly status: number; readonly contentType: string | null };

/** One address and method of the API: what it does and what is said of it. */
export interface Route {
  readonly method: 'get' | 'post' | 'patch' | 'delete';
  /** As `/api/jobs/:id`. */
  readonly path: string;
  /** Who may call: everybody, who has the token, or who has the token or a ticket for this address. */
  readonly access: 'open' | 'token' | 'ticket';
  readonly summary: string;
  readonly query?: z.ZodType;
  /** By content type. */
  readonly body?: Readonly<Record<string, z.ZodType>>;
  readonly reply: ReplyShape;
  handle(request: ApiRequest): Promise<Answer>;
}
