import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { AppError, ERRORS, toAppError } from '../../protocol/errors.ts';
import { SUBPROTOCOL } from '../../protocol/messages.ts';
import { publicError } from '../api/send-error.ts';

/** WebSocket close codes from 4000 on are the program's own: those of refusals carry the HTTP status. */
const CLOSE_BASE = 4000;
const CLOSE_GOING_AWAY = 1001;
/** Time for a peer to answer a close. */
const CLOSE_GRACE_MS = 1000;

/** One WebSocket, as much of it as the service needs. */
export interface Socket {
  /** Sends one binary message; `sent` is called when the system has taken it or never will. */
  send(bytes: Uint8Array, sent: () => void): void;
  /** Bytes that the system has not taken yet. */
  readonly waiting: number;
  /** No more messages come in until `resume`. */
  pause(): void;
  resume(): void;
  /** Ends the connection because of an error. */
  refuse(error: AppError): void;
}

/** What the service does with a connection. */
export interface SocketHandler {
  message(bytes: Uint8Array): void;
  /** Called once, whoever ended it. */
  closed(): void;
}

export interface SocketServerOptions {
  readonly server: Server;
  readonly path: string;
  /** Largest message of a client, bytes; a larger one ends the connection with 1009. */
  readonly maxMessage: number;
  readonly maxSockets: number;
  /** A peer that has not answered the ping before this one is gone. */
  readonly heartbeatMs: number;
  /** Throws what the request is refused with before it becomes a connection. */
  check(request: IncomingMessage, port: number): void;
  accept(socket: Socket): SocketHandler;
  onError(error: AppError): void;
}

/** The WebSocket side of an HTTP server; the one file that knows ws. The returned function ends all connections. */
export function startSockets(options: SocketServerOptions): () => void {
  const { server, path, maxMessage, maxSockets, heartbeatMs, check, onError } = options;
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: maxMessage,
    perMessageDeflate: false,
    handleProtocols: (offered) => (offered.has(SUBPROTOCOL) ? SUBPROTOCOL : false),
  });
  const upgrade = (request: IncomingMessage, stream: Duplex, head: Buffer): void => {
    stream.on('error', () => stream.destroy());
    try {
      check(request, (server.address() as AddressInfo).port);
      if (request.url?.split('?')[0] !== path)
        throw new AppError('route.not-found', 'There is no WebSocket here.');
      if (!offers(request)) throw new AppError('protocol.unsupported', `The subprotocol is ${SUBPROTOCOL}.`);
      if (sockets.clients.size >= maxSockets)
        throw new AppError('connection.exceeded', `${maxSockets} connections are open already.`);
    } catch (thrown) {
      const error = toAppError(thrown);
      onError(error);
      refuseUpgrade(stream, error);
      return;
    }
    sockets.handleUpgrade(request, stream, head, (socket) => serve(socket, options));
  };
  server.on('upgrade', upgrade);
  const stopHeart = startHeart(sockets, heartbeatMs);
  return () => {
    server.off('upgrade', upgrade);
    stopHeart();
    for (const socket of sockets.clients) {
      socket.close(CLOSE_GOING_AWAY, 'service.closing');
      setTimeout(() => socket.terminate(), CLOSE_GRACE_MS).unref();
    }
    sockets.close();
  };
}

function serve(socket: WebSocket, { accept, onError }: SocketServerOptions): void {
  const refuse = (error: AppError): void => {
    socket.close(CLOSE_BASE + ERRORS[error.code].http, error.code);
    // a peer that no longer reads does not answer a close either
    setTimeout(() => socket.terminate(), CLOSE_GRACE_MS).unref();
  };
  const handler = accept({
    send: (bytes, sent) => socket.send(bytes, sent),
    get waiting() {
      return socket.bufferedAmount;
    },
    pause: () => socket.pause(),
    resume: () => socket.resume(),
    refuse,
  });
  socket.on('message', (data, isBinary) => {
    if (isBinary) {
      handler.message(data as Buffer);
      return;
    }
    const error = new AppError('message.malformed', 'Messages are binary.');
    onError(error);
    refuse(error);
  });
  // ws closes the connection itself with the code that fits: 1009 too large, 1002 and 1007 damaged
  socket.on('error', (cause) => {
    const large = (cause as NodeJS.ErrnoException).code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH';
    onError(new AppError(large ? 'message.too-large' : 'message.malformed', `${cause.message}.`, { cause }));
  });
  socket.once('close', () => handler.closed());
}

function offers({ headers }: IncomingMessage): boolean {
  const offered = headers['sec-websocket-protocol'] ?? '';
  return offered.split(',').some((name) => name.trim() === SUBPROTOCOL);
}

function startHeart(sockets: WebSocketServer, everyMs: number): () => void {
  const quiet = new WeakSet<WebSocket>();
  const timer = setInterval(() => {
    for (const socket of sockets.clients) {
      if (quiet.has(socket)) {
        socket.terminate();
        continue;
      }
      quiet.add(socket);
      const alive = () => quiet.delete(socket);
      socket.once('pong', alive).once('message', alive);
      socket.ping();
    }
  }, everyMs);
  timer.unref();
  return () => clearInterval(timer);
}

function refuseUpgrade(stream: Duplex, error: AppError): void {
  const status = ERRORS[error.code].http;
  const body = `${JSON.stringify({ error: publicError(error) })}\n`;
  const head = [
    `HTTP/1.1 ${status} Refused`,
    'Connection: close',
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
  ];
  stream.end(`${head.join('\r\n')}\r\n\r\n${body}`);
  stream.once('finish', () => stream.destroy());
}
