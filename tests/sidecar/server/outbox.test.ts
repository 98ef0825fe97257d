import { describe, expect, test } from 'vitest';
import { createOutbox } from '../../../sidecar/src/server/socket/outbox.ts';
import type { Socket } from '../../../sidecar/src/server/socket/ws-server.ts';

const ROOM = 262_144;
const MAX = 4_194_304;

/** A socket whose system takes bytes only when the test says so. */
function slowSocket() {
  const waiting: { bytes: Uint8Array; sent: () => void }[] = [];
  const taken: number[] = [];
  const socket: Socket = {
    send: (bytes, sent) => void waiting.push({ bytes, sent }),
    get waiting() {
      return waiting.reduce((sum, { bytes }) => sum + bytes.length, 0);
    },
    pause() {},
    resume() {},
    refuse() {},
  };
  const take = (count = 1) => {
    for (const { bytes, sent } of waiting.splice(0, count)) {
      taken.push(bytes[0]!);
      sent();
    }
  };
  return { socket, take, taken, waiting };
}

const message = (mark: number, size = 1) => new Uint8Array(size).fill(mark);

describe('what must arrive', () => {
  test('goes out in its order', () => {
    const { socket, take, taken } = slowSocket();
    const outbox = createOutbox(socket, () => {});
    for (let i = 0; i < 5; i++) outbox.send(message(i));
    take(5);
    expect(taken).toEqual([0, 1, 2, 3, 4]);
  });

  test('for a client that is too far behind ends it, once', () => {
    const { socket, waiting } = slowSocket();
    const codes: string[] = [];
    const outbox = createOutbox(socket, ({ code }) => codes.push(code));
    outbox.send(message(1, MAX));
    outbox.send(message(2));
    expect([codes, waiting.length]).toEqual([[], 2]);
    outbox.send(message(3));
    outbox.send(message(4));
    expect([codes, waiting.length]).toEqual([['client.slow'], 2]);
  });
});

describe('a slot', () => {
  test('sends at once while there is room, and keeps the latest while there is none', () => {
    const { socket, take, taken } = slowSocket();
    const outbox = createOutbox(socket, () => {});
    const dropped: number[] = [];
    const slot = outbox.slot((size) => dropped.push(size));
    slot.put(message(1, ROOM), 10);
    for (const mark of [2, 3, 4]) slot.put(message(mark), mark * 10);
    expect(dropped).toEqual([20, 30]);
    take();
    take();
    expect(taken).toEqual([1, 4]);
  });

  test('that is flushed sends what waits; one that is removed leaves it out', () => {
    const { socket, take, taken } = slowSocket();
    const outbox = createOutbox(socket, () => {});
    const dropped: number[] = [];
    const [a, b] = [outbox.slot((size) => dropped.push(size)), outbox.slot((size) => dropped.push(size))];
    a.put(message(1, ROOM), 1);
    a.put(message(2), 2);
    b.put(message(3), 3);
    a.flush();
    b.remove();
    take(9);
    expect([taken, dropped]).toEqual([[1, 2], [3]]);
  });

  test('does not hold up another', () => {
    const { socket, take, taken } = slowSocket();
    const outbox = createOutbox(socket, () => {});
    const [a, b] = [outbox.slot(() => {}), outbox.slot(() => {})];
    a.put(message(1, ROOM), 1);
    a.put(message(2, ROOM), 1);
    b.put(message(3), 1);
    take(); // lets the first slot send, which takes all the room
    take();
    take();
    expect(taken).toEqual([1, 2, 3]);
  });
});

describe('room', () => {
  test('is there at once, or when the system has taken enough, or when the connection closes', async () => {
    const { socket, take } = slowSocket();
    const outbox = createOutbox(socket, () => {});
    await outbox.room();
    outbox.send(message(1, ROOM));
    let woken = 0;
    const waits = [1, 2].map(() => outbox.room().then(() => woken++));
    await Promise.resolve();
    expect(woken).toBe(0);
    take();
    await Promise.all(waits);
    outbox.send(message(1, ROOM));
    const last = outbox.room();
    outbox.close();
    await last;
    outbox.send(message(2));
    expect(socket.waiting).toBe(ROOM);
  });
});
