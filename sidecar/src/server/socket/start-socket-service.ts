import type { IncomingMessage, Server } from 'node:http';
import type { AppError } from '../../protocol/errors.ts';
import type { Job } from '../../protocol/job.ts';
import type { Progress } from '../../protocol/worker-messages.ts';
import type { ServiceContext } from '../api/context.ts';
import type { TokenGuard } from '../security/token.ts';
import { type Client, createConnection } from './connection.ts';
import { createLiveHub } from './live-hub.ts';
import { createRecordedClips } from './recorded-clips.ts';
import { resultMessage } from './result-message.ts';
import { encode } from './stream-messages.ts';
import { startSockets } from './ws-server.ts';

export interface SocketServiceOptions {
  readonly server: Server;
  readonly path: string;
  readonly context: ServiceContext;
  readonly token: TokenGuard;
  /** Throws what a request is refused with before it becomes a connection. */
  check(request: IncomingMessage, port: number): void;
  onError(error: AppError, job: string | null): void;
}

/** Serves the WebSocket protocol; returns what ends it. What happens to jobs goes to every client. */
export function startSocketService(options: SocketServiceOptions): () => void {
  const { context, token, onError } = options;
  const { jobs, metrics, limits } = context;
  const hub = createLiveHub(jobs);
  const clips = createRecordedClips(jobs);
  const clients = new Set<Client>();
  const broadcast = (bytes: Uint8Array): void => {
    for (const client of clients) client.send(bytes);
  };
  const jobChanged = (job: Job): void => {
    if (clients.size === 0) return;
    broadcast(encode({ type: 'job', requestId: null, job }));
    if (job.finishedAt !== null) for (const client of clients) client.ended(job.id);
    if (job.state === 'done')
      resultMessage(jobs, job.id).then(
        (result) => broadcast(encode(result)),
        () => {}, // removed in the meantime
      );
  };
  const progressed = (job: string, progress: Progress): void => {
    if (clients.size === 0) return;
    const bytes = encode({ type: 'progress', job, progress });
    for (const client of clients) client.progress(job, bytes);
  };
  jobs.on('job', jobChanged);
  jobs.on('progress', progressed);

  const stopSockets = startSockets({
    server: options.server,
    path: options.path,
    maxMessage: limits.messageBytes,
    maxSockets: limits.sockets,
    heartbeatMs: limits.heartbeatSeconds * 1000,
    check: options.check,
    onError: (error) => onError(error, null),
    accept(socket) {
      metrics.socketOpened();
      const handler = createConnection(socket, {
        context,
        token,
        hub,
        clips,
        onError,
        onWelcome(client) {
          clients.add(client);
          return () => void clients.delete(client);
        },
      });
      return {
        ...handler,
        closed() {
          metrics.socketClosed();
          handler.closed();
        },
      };
    },
  });
  return () => {
    jobs.off('job', jobChanged);
    jobs.off('progress', progressed);
    hub.close();
    stopSockets();
  };
}
