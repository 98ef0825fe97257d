import {
  type ClientMessage,
  PROTOCOL_VERSION,
  type ServerMessage,
  ServerMessageSchema,
  SUBPROTOCOL,
} from '../../../src/protocol/messages.ts';
import { decodeMsgpack, encodeMsgpack } from '../../../src/protocol/msgpack.ts';
import { createWatches, type Watches } from './create-watches.ts';

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 8000;
/** A close code of the service is 4000 and the HTTP status that it stands for. */
const REFUSED = [4401, 4403];

export interface SocketOptions {
  /** `ws://host/ws` */
  readonly url: string;
  readonly token: string;
  readonly version: string;
  onState(state: 'connecting' | 'open' | 'lost' | 'refused'): void;
  /** Jobs, their progress and results: whatever is not part of a watch. */
  onMessage(message: ServerMessage): void;
  /** A message has another form than this page knows: the service was replaced while it was open. */
  onUnreadable(): void;
}

export interface Socket extends Pick<Watches, 'add'> {
  /** Asks for the newest jobs, or for those before one. */
  list(before?: string): void;
  close(): void;
}

/** The service's WebSocket, opened again whenever it breaks. */
export function openSocket(options: SocketOptions): Socket {
  let socket: WebSocket | null = null;
  let welcomed = false;
  let requests = 0;
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const nextId = () => ++requests;
  const send = (message: ClientMessage) => {
    if (welcomed || message.type === 'hello') socket?.send(Uint8Array.from(encodeMsgpack(message)));
  };
  const watches = createWatches({ send, nextId });
  const list = (before?: string) => send({ type: 'list', requestId: nextId(), ...(before && { before }) });

  const receive = (message: ServerMessage) => {
    if (message.type !== 'welcome') {
      if (!watches.take(message)) options.onMessage(message);
      return;
    }
    welcomed = true;
    failures = 0;
    options.onState('open');
    list();
    watches.ask();
  };
  const connect = () => {
    options.onState(failures === 0 ? 'connecting' : 'lost');
    socket = new WebSocket(options.url, SUBPROTOCOL);
    socket.binaryType = 'arraybuffer';
    socket.onopen = () => {
      const client = { name: 'page', version: options.version };
      send({ type: 'hello', protocol: PROTOCOL_VERSION, token: options.token, client });
    };
    socket.onmessage = ({ data }: MessageEvent<ArrayBuffer>) => {
      const message = ServerMessageSchema.safeParse(decodeMsgpack(new Uint8Array(data)));
      if (message.success) receive(message.data);
      else options.onUnreadable();
    };
    socket.onclose = ({ code }) => {
      welcomed = false;
      if (REFUSED.includes(code)) return options.onState('refused');
      options.onState('lost');
      timer = setTimeout(connect, Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** failures++));
    };
  };
  connect();
  return {
    add: watches.add,
    list,
    close() {
      clearTimeout(timer);
      if (socket === null) return;
      socket.onclose = null;
      socket.onmessage = null;
      socket.close();
    },
  };
}
