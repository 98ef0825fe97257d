import { FACE_KINDS } from '../../../src/protocol/keyframes.ts';
import type { ClientMessage, ServerMessage, StreamKind } from '../../../src/protocol/messages.ts';

type Message<T extends ServerMessage['type']> = Extract<ServerMessage, { type: T }>;
/** What a watch is told. */
export type WatchMessage = Message<'tables' | 'keyframes' | 'end' | 'error'>;

export interface Watch {
  readonly job: string;
  readonly stream: StreamKind;
  onMessage(message: WatchMessage): void;
}

interface Watching extends Watch {
  /** First chunk not seen yet. */
  next: number;
  requestId: number;
}

/** Keyframe streams that are wanted, whether or not there is a connection. */
export interface Watches {
  /** One watch a job. Returns what ends it. */
  add(watch: Watch): () => void;
  /** Asks for all of them, as after a new connection; recorded ones go on where they were. */
  ask(): void;
  /** Gives a message to its watch; false when it is for none. */
  take(message: ServerMessage): boolean;
}

export interface Line {
  /** Does nothing without a connection. */
  send(message: ClientMessage): void;
  nextId(): number;
}

export function createWatches({ send, nextId }: Line): Watches {
  const watches = new Map<string, Watching>();
  const ask = (watch: Watching) => {
    const { job, stream } = watch;
    const requestId = nextId();
    watch.requestId = requestId;
    const fromSequence = stream === 'recorded' ? watch.next : 0;
    send({ type: 'watch', requestId, job, stream, face: FACE_KINDS[0], fromSequence });
  };
  return {
    add(wanted) {
      const watch = { ...wanted, next: 0, requestId: 0 };
      watches.set(watch.job, watch);
      ask(watch);
      return () => {
        if (watches.get(watch.job) !== watch) return;
        watches.delete(watch.job);
        send({ type: 'unwatch', requestId: nextId(), job: watch.job });
      };
    },
    ask() {
      for (const watch of watches.values()) ask(watch);
    },
    take(message) {
      if (message.type === 'error') {
        const watch = [...watches.values()].find(({ requestId }) => requestId === message.requestId);
        watch?.onMessage(message);
        return watch !== undefined;
      }
      if (message.type !== 'tables' && message.type !== 'keyframes' && message.type !== 'end') return false;
      const watch = watches.get(message.job);
      // the rest of a stream that is no longer wanted
      if (watch === undefined || watch.stream !== message.stream) return true;
      if (message.type === 'keyframes') watch.next = message.sequence + 1;
      watch.onMessage(message);
      return true;
    },
  };
}
