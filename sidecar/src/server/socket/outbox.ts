import { AppError } from '../../protocol/errors.ts';
import type { Socket } from './ws-server.ts';

/** Bytes that may wait in a connection before what can be left out waits in its slot: a dozen chunks. */
const ROOM_BYTES = 262_144;
/** A client that is this far behind when the next message that must arrive comes is given up. */
const MAX_BYTES = 4_194_304;

/** A place for the latest of a kind: what waits in it when the next one comes is left out. */
export interface Slot {
  put(bytes: Uint8Array, size: number): void;
  /** Sends what waits, ahead of everything that is sent from now on. */
  flush(): void;
  /** Leaves out what waits. */
  clear(): void;
  /** Clears it for good. */
  remove(): void;
}

/** What goes out of one connection. However slow its reader is, no more than a bounded number of bytes waits. */
export interface Outbox {
  /** A message that must arrive; they keep their order. */
  send(bytes: Uint8Array): void;
  /** @param onDropped Told the size, whatever the caller measures it in, of what was left out. */
  slot(onDropped: (size: number) => void): Slot;
  /** Resolves when there is room for more, or the connection has closed. */
  room(): Promise<void>;
  close(): void;
}

export function createOutbox(socket: Socket, onSlow: (error: AppError) => void): Outbox {
  const slots = new Set<{ pending: { bytes: Uint8Array; size: number } | null }>();
  let waiting: (() => void)[] = [];
  let closed = false;

  const hasRoom = () => closed || socket.waiting < ROOM_BYTES;
  const sent = (): void => {
    for (const slot of slots) {
      if (!hasRoom()) return;
      const { pending } = slot;
      slot.pending = null;
      if (pending !== null) transmit(pending.bytes);
    }
    if (!hasRoom() || waiting.length === 0) return;
    // one at a time: each one that is woken takes room
    waiting.shift()!();
    if (waiting.length > 0) setImmediate(sent);
  };
  const transmit = (bytes: Uint8Array): void => {
    if (!closed) socket.send(bytes, sent);
  };
  const close = (): void => {
    closed = true;
    slots.clear();
    const all = waiting;
    waiting = [];
    for (const resolve of all) resolve();
  };

  return {
    send(bytes) {
      if (closed) return;
      if (socket.waiting <= MAX_BYTES) {
        transmit(bytes);
        return;
      }
      close();
      onSlow(new AppError('client.slow', 'The client does not read what it asked for.'));
    },
    slot(onDropped) {
      const slot: { pending: { bytes: Uint8Array; size: number } | null } = { pending: null };
      const clear = (): void => {
        if (slot.pending !== null) onDropped(slot.pending.size);
        slot.pending = null;
      };
      slots.add(slot);
      return {
        clear,
        put(bytes, size) {
          clear();
          if (hasRoom()) transmit(bytes);
          else slot.pending = { bytes, size };
        },
        flush() {
          if (slot.pending !== null) transmit(slot.pending.bytes);
          slot.pending = null;
        },
        remove() {
          clear();
          slots.delete(slot);
        },
      };
    },
    room: () => (hasRoom() ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
    close,
  };
}
