import { expect, test } from 'vitest';
import { bytesOf } from '../../../sidecar/src/protocol/typed-bytes.ts';
import type { Watch } from '../../../sidecar/web/src/api/create-watches.ts';
import type { Socket } from '../../../sidecar/web/src/api/open-socket.ts';
import { watchClip } from '../../../sidecar/web/src/review/watch-clip.ts';
import { smallFrames, smallTables } from '../motion/clip.ts';

function setUp(stream: 'live' | 'recorded', signal = new AbortController().signal) {
  const watches: Watch[] = [];
  let stopped = 0;
  const socket = {
    add(watch: Watch) {
      watches.push(watch);
      return () => void stopped++;
    },
  } as unknown as Socket;
  const counts: number[] = [];
  const job = 'j234567890';
  const done = watchClip(socket, { job, stream, signal, onFrames: (clip) => void counts.push(clip.count) });
  const tables = smallTables({ stream });
  const send = watches[0]!.onMessage;
  const chunk = (sequence: number, firstFrame: number, times: readonly number[]) => {
    const frames = smallFrames(
      times.map((time) => ({ time })),
      tables,
    );
    const { times: t, values, flags } = frames;
    send({
      type: 'keyframes',
      job,
      stream,
      sequence,
      firstFrame,
      count: times.length,
      times: bytesOf(t),
      values: bytesOf(values),
      flags: bytesOf(flags),
    });
  };
  return { send, chunk, tables, counts, done, stopped: () => stopped, job };
}

test('a recorded clip keeps its frames over a new connection, and no frame twice', async () => {
  const { send, chunk, tables, counts, done, job, stopped } = setUp('recorded');
  send(tables);
  chunk(0, 0, [0, 0.1]);
  send(tables);
  chunk(0, 0, [0, 0.1]);
  chunk(1, 2, [0.2]);
  send({ type: 'end', job, stream: 'recorded', frames: 3, dropped: 0 });
  await done;
  expect(counts).toEqual([2, 3]);
  expect(stopped()).toBe(1);
});

test('live tables start the clip anew', async () => {
  const { send, chunk, tables, counts, done, job } = setUp('live');
  send(tables);
  chunk(0, 0, [0, 0.1]);
  send(tables);
  chunk(0, 0, [0]);
  send({ type: 'end', job, stream: 'live', frames: 3, dropped: 0 });
  await done;
  expect(counts).toEqual([2, 1]);
});

test('a refusal and a change of mind end it', async () => {
  const refused = setUp('recorded');
  refused.send({
    type: 'error',
    requestId: 1,
    job: null,
    code: 'job.not-found',
    message: 'There is no such job.',
    fix: 'List them.',
  });
  await expect(refused.done).rejects.toMatchObject({ message: 'There is no such job.', fix: 'List them.' });
  const leave = new AbortController();
  const left = setUp('recorded', leave.signal);
  leave.abort();
  await expect(left.done).rejects.toMatchObject({ name: 'AbortError' });
  expect(left.stopped()).toBe(1);
});
