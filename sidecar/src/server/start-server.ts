import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { JobService } from '../jobs/job-service.ts';
import { AppError } from '../protocol/errors.ts';
import type { ServiceContext } from './api/context.ts';
import { apiRoutes } from './api/routes.ts';
import { createHttpApp } from './express-app.ts';
import type { ServerLimits } from './limits.ts';
import type { ServerLog } from './log.ts';
import { logJobs } from './log-jobs.ts';
import { createMetrics } from './metrics.ts';
import { createAccessCheck } from './security/access.ts';
import { createSourceCheck } from './security/check-source.ts';
import { createTickets } from './security/tickets.ts';
import type { TokenGuard } from './security/token.ts';
import { startSocketService } from './socket/start-socket-service.ts';
import { createResumableUploads } from './uploads/resumable-uploads.ts';
import { deliverWebhooks } from './webhooks/deliver-webhooks.ts';
import { createWebhookGuard } from './webhooks/webhook-guard.ts';

/** Time for a client to send a request's headers. */
const HEADERS_TIMEOUT_MS = 10_000;
/** A connection on which nothing moves for this long is closed; streams of events are kept alive. */
const IDLE_TIMEOUT_MS = 60_000;
const MAX_HEADER_BYTES = 16_384;
const SOCKET_PATH = '/ws';

export interface ServerOptions {
  readonly jobs: JobService;
  readonly token: TokenGuard;
  readonly log: ServerLog;
  readonly limits: ServerLimits;
  /** Address to listen on. */
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** Folders that clips may lie in; uploads may come from anywhere. */
  readonly roots: readonly string[];
  readonly allowedHosts: readonly string[];
  readonly allowedOrigins: readonly string[];
  readonly webhooks: {
    /** Keeps deliveries that are not made yet. */
    readonly folder: string;
    /** What deliveries are signed with. */
    readonly secret: string;
    /** Hosts in private networks that they may go to. */
    readonly allowedHosts: readonly string[];
    /** Seconds before each further attempt. */
    readonly retrySeconds?: readonly number[];
  };
  /** Folder of the built page. */
  readonly webRoot: string;
  readonly version: string;
}

export interface RunningServer {
  /** `http://127.0.0.1:PORT` */
  readonly http: string;
  /** `ws://127.0.0.1:PORT/ws` */
  readonly ws: string;
  readonly port: number;
  /** Takes no more requests, ends streams and connections; the job service is the caller's to close. */
  close(): Promise<void>;
}

/**
 * Starts the HTTP and the WebSocket side of a job service.
 * @throws AppError `usage.invalid` when the address cannot be listened on.
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { jobs, log, limits, version, token } = options;
  const closing = new AbortController();
  const tickets = createTickets(token.token);
  const metrics = createMetrics(jobs);
  const context: ServiceContext = {
    jobs,
    log,
    limits,
    metrics,
    tickets,
    version,
    uploads: createResumableUploads({
      folder: jobs.uploadDir,
      maxBytes: limits.uploadBytes,
      maxUploads: limits.uploads,
    }),
    webhooks: createWebhookGuard(options.webhooks.allowedHosts),
    roots: options.roots,
    closing: closing.signal,
  };
  const checkSource = createSourceCheck(options);
  const app = createHttpApp({
    routes: apiRoutes(context),
    checkSource,
    checkAccess: createAccessCheck(token, tickets),
    webRoot: options.webRoot,
    onError(error, request) {
      metrics.refused(error.code);
      logRefusal(log, error, request);
    },
  });
  const server = createServer({ maxHeaderSize: MAX_HEADER_BYTES }, app);
  protect(server, limits);
  const stopLog = logJobs(jobs, log);
  const stopWebhooks = deliverWebhooks({ jobs, log, metrics, guard: context.webhooks, ...options.webhooks });
  const stopSockets = startSocketService({
    server,
    path: SOCKET_PATH,
    context,
    token,
    check: ({ headers }, port) => checkSource(headers, port),
    onError(error, job) {
      metrics.refused(error.code);
      logRefusal(log, error, { method: 'WS', path: SOCKET_PATH, job });
    },
  });
  await listen(server, options);
  const { port } = server.address() as AddressInfo;
  const name = options.host.includes(':') ? `[${options.host}]` : options.host;
  return {
    http: `http://${name}:${port}`,
    ws: `ws://${name}:${port}${SOCKET_PATH}`,
    port,
    async close() {
      closing.abort();
      stopSockets();
      const closed = once(server, 'close');
      server.close();
      server.closeIdleConnections();
      server.closeAllConnections();
      await closed;
      await stopWebhooks();
      stopLog();
      metrics.close();
    },
  };
}

function protect(server: Server, limits: ServerLimits): void {
  server.headersTimeout = HEADERS_TIMEOUT_MS;
  // an upload may take as long as it moves
  server.requestTimeout = 0;
  server.timeout = IDLE_TIMEOUT_MS;
  server.maxConnections = limits.connections;
  server.on('clientError', (_error, socket) => {
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
    else socket.destroy();
  });
}

async function listen(server: Server, { host, port }: Pick<ServerOptions, 'host' | 'port'>): Promise<void> {
  try {
    server.listen({ host, port });
    await once(server, 'listening');
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new AppError('usage.invalid', `${host} port ${port} cannot be listened on (${code}).`, { cause });
  }
}

function logRefusal(
  log: ServerLog,
  error: AppError,
  request: { method: string; path: string; job: string | null },
) {
  const { code, message } = error;
  if (code === 'internal') log.error({ code, ...request, err: error.cause ?? error }, message);
  else log.warn({ code, ...request }, message);
}
