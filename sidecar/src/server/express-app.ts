import { existsSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import { AppError, toAppError } from '../protocol/errors.ts';
import type { Route } from './api/route.ts';
import { sendError, sendJson } from './api/send-error.ts';
import type { AccessCheck } from './security/access.ts';
import type { SourceCheck } from './security/check-source.ts';

export interface HttpAppOptions {
  readonly routes: readonly Route[];
  readonly checkSource: SourceCheck;
  readonly checkAccess: AccessCheck;
  /** Folder of the built page; the service does without when it is not there. */
  readonly webRoot: string;
  /** Told of every request that was refused or failed. */
  onError(error: AppError, request: { method: string; path: string; job: string | null }): void;
}

/** What every reply says to browsers: the page may load from and talk to the service alone. */
const HEADERS: Readonly<Record<string, string>> = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-Frame-Options': 'DENY',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=()',
};
const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "media-src 'self' blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const JOB_IN_PATH = /^\/api\/jobs\/([a-z0-9]+)/;

/** The HTTP side of the service: routes and the page. The one file that knows express. */
export function createHttpApp(options: HttpAppOptions): RequestListener {
  const app = express();
  app.disable('x-powered-by').disable('etag').set('query parser', 'simple').set('trust proxy', false);
  app.use((request: Request, reply: Response, next: NextFunction) => {
    reply.set(HEADERS).set('Content-Security-Policy', PAGE_POLICY);
    options.checkSource(request.headers, (request.socket.address() as AddressInfo).port);
    next();
  });
  for (const route of options.routes) addRoute(app, route, options.checkAccess);
  refuseOtherMethods(app, options);
  addPage(app, options.webRoot);
  app.use(() => {
    throw new AppError('route.not-found', 'There is nothing at this address.');
  });
  app.use((thrown: unknown, request: Request, reply: Response, _next: NextFunction) => {
    const error = fromExpress(thrown);
    const { method, path } = request;
    options.onError(error, { method, path, job: JOB_IN_PATH.exec(path)?.[1] ?? null });
    sendError(reply, error);
  });
  return app;
}

function addRoute(app: Express, route: Route, checkAccess: AccessCheck): void {
  app[route.method](route.path, async (request: Request, reply: Response) => {
    const { method, path, headers, query } = request;
    checkAccess(route.access, { method, path, headers, ticket: query.ticket });
    const gone = new AbortController();
    reply.once('close', () => gone.abort());
    const answer = await route.handle({
      params: request.params as Record<string, string>,
      query: withoutTicket(query),
      raw: request,
      reply,
      signal: gone.signal,
    });
    if (answer === null) return;
    if (answer.status === 204) reply.writeHead(204).end();
    else sendJson(reply, answer.status, answer.json);
  });
}

function refuseOtherMethods(app: Express, { routes, checkAccess }: HttpAppOptions): void {
  for (const path of new Set(routes.map((route) => route.path))) {
    const methods = routes.filter((route) => route.path === path).map(({ method }) => method.toUpperCase());
    app.all(path, ({ method, headers }: Request, reply: Response) => {
      checkAccess('token', { method, path, headers, ticket: undefined });
      reply.set('Allow', methods.join(', '));
      throw new AppError('method.refused', `This address takes ${methods.join(' and ')}.`);
    });
  }
  // who has no token learns nothing of what there is
  app.use('/api', ({ method, headers }: Request, _reply: Response, next: NextFunction) => {
    checkAccess('token', { method, path: '/api', headers, ticket: undefined });
    next();
  });
}

function addPage(app: Express, webRoot: string): void {
  if (!existsSync(webRoot)) return;
  app.use(
    express.static(webRoot, {
      dotfiles: 'ignore',
      redirect: false,
      setHeaders(reply, path) {
        // built files carry a digest in their name, the page itself does not
        const forever = /[-.][\w-]{8,}\.\w+$/.test(path) && !path.endsWith('.html');
        reply.setHeader('Cache-Control', forever ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    }),
  );
}

function withoutTicket(query: Request['query']): Record<string, unknown> {
  const { ticket, ...rest } = query;
  return rest;
}

/** express and its router throw errors with a status for addresses that cannot be read. */
function fromExpress(thrown: unknown): AppError {
  const status = (thrown as { status?: unknown } | null)?.status;
  if (thrown instanceof AppError || typeof status !== 'number' || status >= 500) return toAppError(thrown);
  if (status === 404) return new AppError('route.not-found', 'There is nothing at this address.');
  if (status === 416) return new AppError('range.invalid', 'The range lies outside of the file.');
  return new AppError('request.invalid', 'The request cannot be read.', { cause: thrown });
}
