import { AppError, toAppError } from '../../protocol/errors.ts';
import { type ClientMessage, PROTOCOL_VERSION, type ServerMessage } from '../../protocol/messages.ts';
import type { ServiceContext } from '../api/context.ts';
import { publicError } from '../api/send-error.ts';
import type { TokenGuard } from '../security/token.ts';
import { answerRequest, type RequestMessage } from './answer-request.ts';
import type { LiveHub } from './live-hub.ts';
import { createOutbox, type Outbox, type Slot } from './outbox.ts';
import { readMessage } from './read-message.ts';
import type { RecordedClips } from './recorded-clips.ts';
import { createRequestQueue } from './request-queue.ts';
import { encode } from './stream-messages.ts';
import { createWatches, type Watches } from './watches.ts';
import type { Socket, SocketHandler } from './ws-server.ts';

export interface ConnectionOptions {
  readonly context: ServiceContext;
  readonly token: TokenGuard;
  readonly hub: LiveHub;
  readonly clips: RecordedClips;
  /** A request, a stream or the connection was refused. */
  onError(error: AppError, job: string | null): void;
  /** The token is right; returns what is to be done when the connection closes. */
  onWelcome(client: Client): () => void;
}

/** A client that has shown the token. */
export interface Client {
  /** A message that must arrive. */
  send(bytes: Uint8Array): void;
  /** News of which the latest counts. */
  progress(job: string, bytes: Uint8Array): void;
  /** No more progress of this job. */
  ended(job: string): void;
}

/** One connection from hello to close. Every request has one answer, in the order in which they came. */
export function createConnection(socket: Socket, options: ConnectionOptions): SocketHandler {
  const requests = createRequestQueue(socket);
  let isOpen = true;
  let leave: (() => void) | null = null;

  const closed = (): void => {
    isOpen = false;
    clearTimeout(lateHello);
    leave?.();
    leave = null;
    watches.stopAll();
    outbox.close();
  };
  const refuse = (error: AppError): void => {
    options.onError(error, null);
    outbox.send(encode(errorMessage(error)));
    socket.refuse(error);
    closed();
  };
  const lateHello = setTimeout(
    () => refuse(new AppError('hello.missing', 'No hello came.')),
    options.context.limits.helloSeconds * 1000,
  );
  const outbox = createOutbox(socket, refuse);
  const watches = openWatches(outbox, options);

  const welcome = (message: ClientMessage): void => {
    checkHello(message, options.token);
    clearTimeout(lateHello);
    outbox.send(encode(welcomeMessage(options)));
    leave = options.onWelcome(clientOf(outbox));
  };
  const read = (bytes: Uint8Array): void => {
    const { message, error, requestId } = readMessage(bytes);
    if (leave === null) {
      if (error !== null) throw error;
      welcome(message);
    } else if (error !== null) {
      requests.add(() => fail(outbox, options, { error, requestId, job: null }));
    } else {
      if (message.type === 'hello') throw new AppError('message.malformed', 'Hello was said already.');
      requests.add(() => answer(message, { outbox, watches, options }));
    }
  };
  return {
    closed,
    message(bytes) {
      if (!isOpen) return;
      try {
        read(bytes);
      } catch (thrown) {
        refuse(toAppError(thrown));
      }
    },
  };
}

async function answer(
  message: RequestMessage,
  { outbox, watches, options }: { outbox: Outbox; watches: Watches; options: ConnectionOptions },
): Promise<void> {
  try {
    // a client that does not read its answers is not asked for more requests
    await outbox.room();
    const { answer, begin } = await answerRequest(options.context, watches, message);
    outbox.send(encode(answer));
    begin?.();
  } catch (thrown) {
    const job = 'job' in message ? message.job : null;
    fail(outbox, options, { error: toAppError(thrown), requestId: message.requestId, job });
  }
}

function fail(
  outbox: Outbox,
  { onError }: ConnectionOptions,
  { error, requestId, job }: { error: AppError; requestId: number | null; job: string | null },
): void {
  onError(error, job);
  outbox.send(encode({ ...errorMessage(error), requestId, job }));
}

function openWatches(outbox: Outbox, options: ConnectionOptions): Watches {
  const { context, hub, clips } = options;
  return createWatches({
    jobs: context.jobs,
    metrics: context.metrics,
    limit: context.limits.watches,
    hub,
    clips,
    outbox,
    onError: (error, job) => fail(outbox, options, { error, requestId: null, job }),
  });
}

function clientOf(outbox: Outbox): Client {
  const progress = new Map<string, Slot>();
  return {
    send: outbox.send,
    progress(job, bytes) {
      const slot = progress.get(job) ?? outbox.slot(() => {});
      progress.set(job, slot);
      slot.put(bytes, 1);
    },
    ended(job) {
      progress.get(job)?.remove();
      progress.delete(job);
    },
  };
}

function checkHello(message: ClientMessage, token: TokenGuard): void {
  if (message.type !== 'hello') throw new AppError('token.refused', 'Hello has to come first.');
  if (message.protocol !== PROTOCOL_VERSION)
    throw new AppError('protocol.unsupported', `The service speaks version ${PROTOCOL_VERSION}.`);
  if (!token.matches(message.token)) throw new AppError('token.refused', 'The token is wrong.');
}

function welcomeMessage({ context }: ConnectionOptions): ServerMessage {
  const { version, limits } = context;
  return {
    type: 'welcome',
    protocol: PROTOCOL_VERSION,
    server: { name: 'avatar-tracker', version },
    heartbeatSeconds: limits.heartbeatSeconds,
    limits: { messageBytes: limits.messageBytes, watches: limits.watches },
  };
}

function errorMessage(error: AppError): Extract<ServerMessage, { type: 'error' }> {
  return { type: 'error', requestId: null, job: null, ...publicError(error) };
}
