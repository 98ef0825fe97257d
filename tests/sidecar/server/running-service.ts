import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_LIMITS } from '../../../sidecar/src/server/limits.ts';
import { openLog } from '../../../sidecar/src/server/log.ts';
import { createTokenGuard } from '../../../sidecar/src/server/security/token.ts';
import {
  type RunningServer,
  type ServerOptions,
  startServer,
} from '../../../sidecar/src/server/start-server.ts';
import { createFakeJobService, type FakeJobService } from './fake-job-service.ts';

export const TOKEN = 'T'.repeat(43);

export interface TestService {
  readonly server: RunningServer;
  readonly jobs: FakeJobService;
  /** Holds `clip.mp4`, `outside` and the page; clips may lie in `inside` alone. */
  readonly folder: string;
  readonly inside: string;
  readonly clip: string;
  /** Lines of the log so far. */
  readonly logged: Record<string, unknown>[];
  /** A request with the token; a body that is no Buffer goes as JSON. */
  call(method: string, path: string, options?: CallOptions): Promise<Reply>;
  close(): Promise<void>;
}

export interface CallOptions {
  body?: unknown;
  headers?: Record<string, string>;
  /** Null sends none. */
  token?: string | null;
}

export interface Reply {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
  /** The body as JSON. */
  // biome-ignore lint/suspicious/noExplicitAny: replies are compared field by field
  json: any;
}

type TestOptions = Partial<Omit<ServerOptions, 'webhooks'>> & {
  webhooks?: Partial<ServerOptions['webhooks']>;
};

/** A server over a fake job service, on a free port, with a folder of its own. */
export async function startService({ webhooks, ...options }: TestOptions = {}): Promise<TestService> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'server-')));
  const inside = join(folder, 'inside');
  const logged: Record<string, unknown>[] = [];
  const jobs = createFakeJobService(folder);
  mkdirSync(inside);
  const clip = join(inside, 'clip.mp4');
  writeFileSync(clip, 'a clip');
  const log = openLog('debug', { write: (line) => void logged.push(JSON.parse(line)) });
  const server = await startServer({
    jobs,
    token: createTokenGuard(TOKEN),
    log,
    limits: DEFAULT_LIMITS,
    host: '127.0.0.1',
    port: 0,
    roots: [inside],
    allowedHosts: [],
    allowedOrigins: [],
    webhooks: {
      folder: join(folder, 'webhooks'),
      secret: 'S'.repeat(43),
      allowedHosts: ['127.0.0.1'],
      ...webhooks,
    },
    webRoot: join(folder, 'web'),
    version: '0.0.0',
    ...options,
  });
  return {
    server,
    jobs,
    folder,
    inside,
    clip,
    logged,
    call: (method, path, callOptions) => call(server.port, { method, path, ...callOptions }),
    async close() {
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** `fetch` sets Host and Origin itself; this one sends what it is told. */
export function call(
  port: number,
  { method, path, body, headers = {}, token = TOKEN }: CallOptions & { method: string; path: string },
): Promise<Reply> {
  const raw = body === undefined || Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body));
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      {
        port,
        host: '127.0.0.1',
        method,
        path,
        agent: false,
        headers: {
          ...(token !== null && { authorization: `Bearer ${token}` }),
          ...(raw !== undefined && !Buffer.isBuffer(body) && { 'content-type': 'application/json' }),
          ...(raw !== undefined && { 'content-length': String(raw.length) }),
          ...headers,
        },
      },
      (reply) => {
        const chunks: Buffer[] = [];
        reply.on('data', (chunk: Buffer) => chunks.push(chunk));
        reply.on('error', reject);
        reply.on('end', () => {
          const text = Buffer.concat(chunks);
          const isJson = reply.headers['content-type']?.startsWith('application/json') && text.length > 0;
          resolve({
            status: reply.statusCode!,
            headers: reply.headers,
            body: text,
            json: isJson ? JSON.parse(text.toString()) : null,
          });
        });
      },
    );
    request.on('error', reject);
    request.end(raw);
  });
}
