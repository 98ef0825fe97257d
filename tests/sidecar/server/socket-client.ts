import { WebSocket } from 'ws';
import {
  type ClientMessage,
  type ServerMessage,
  ServerMessageSchema,
  SUBPROTOCOL,
} from '../../../sidecar/src/protocol/messages.ts';
import { decodeMsgpack, encodeMsgpack } from '../../../sidecar/src/protocol/msgpack.ts';
import { TOKEN } from './running-service.ts';

export type Typed<T extends ServerMessage['type']> = Extract<ServerMessage, { type: T }>;

export interface SocketClient {
  readonly socket: WebSocket;
  /** Everything that came and was not asked for yet. */
  readonly received: ServerMessage[];
  send(message: ClientMessage): void;
  sendBytes(bytes: Uint8Array | string): void;
  /** The next message of a type; those before it stay in `received`. */
  next<T extends ServerMessage['type']>(type: T, fits?: (message: Typed<T>) => boolean): Promise<Typed<T>>;
  /** Close code and reason, when it has closed. */
  readonly closed: Promise<{ code: number; reason: string }>;
  close(): void;
}

export interface ConnectOptions {
  headers?: Record<string, string>;
  protocols?: string[];
  /** Null says no hello. */
  token?: string | null;
}

/** Opens a connection and says hello; every message that comes is checked against the schemas. */
export async function connect(url: string, options: ConnectOptions = {}): Promise<SocketClient> {
  const { headers = {}, protocols = [SUBPROTOCOL], token = TOKEN } = options;
  const socket = new WebSocket(url, protocols, { headers, perMessageDeflate: false });
  const received: ServerMessage[] = [];
  const waiting = new Set<() => void>();
  const look = () => {
    for (const wait of [...waiting]) wait();
  };
  socket.on('message', (data: Buffer) => {
    received.push(ServerMessageSchema.parse(decodeMsgpack(data)));
    look();
  });
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    socket.on('close', (code, reason) => {
      resolve({ code, reason: reason.toString() });
      look();
    });
  });
  await new Promise<void>((resolve, reject) => socket.once('open', resolve).once('error', reject));
  socket.on('error', () => {});
  const client: SocketClient = {
    socket,
    received,
    closed,
    send: (message) => socket.send(encodeMsgpack(message)),
    sendBytes: (bytes) => socket.send(bytes),
    next: (type, fits = () => true) =>
      new Promise((resolve, reject) => {
        const wait = () => {
          const at = received.findIndex((message) => message.type === type && fits(message as never));
          if (at < 0 && socket.readyState !== WebSocket.CLOSED) return;
          waiting.delete(wait);
          if (at >= 0) resolve(received.splice(at, 1)[0] as never);
          else reject(new Error(`closed before ${type} came`));
        };
        waiting.add(wait);
        wait();
      }),
    close: () => socket.close(),
  };
  if (token === null) return client;
  client.send({ type: 'hello', protocol: 1, token, client: { name: 'test', version: '1' } });
  return client;
}

/** The status and error code with which an upgrade is refused. */
export function refusedUpgrade(
  url: string,
  options: ConnectOptions = {},
): Promise<{ status: number; code: string }> {
  const { headers = {}, protocols = [SUBPROTOCOL] } = options;
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url, protocols, { headers });
    socket.on('open', () => reject(new Error('the connection was taken')));
    socket.on('error', () => {});
    socket.on('unexpected-response', (_request, reply) => {
      let text = '';
      reply.on('data', (chunk) => {
        text += chunk;
      });
      reply.on('end', () => resolve({ status: reply.statusCode!, code: JSON.parse(text).error.code }));
    });
  });
}
