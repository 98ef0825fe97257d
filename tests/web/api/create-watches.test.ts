import { expect, test } from 'vitest';
import type { ClientMessage, ServerMessage } from '../../../sidecar/src/protocol/messages.ts';
import { createWatches, type WatchMessage } from '../../../sidecar/web/src/api/create-watches.ts';

const job = 'j234567890';
const none = new Uint8Array(0);
const chunk = (sequence: number, stream: 'live' | 'recorded' = 'recorded'): ServerMessage => ({
  type: 'keyframes',
  job,
  stream,
  sequence,
  firstFrame: sequence * 30,
  count: 0,
  times: none,
  values: none,
  flags: none,
});

function setUp() {
  const sent: ClientMessage[] = [];
  let ids = 0;
  const watches = createWatches({ send: (message) => sent.push(message), nextId: () => ++ids });
  const heard: WatchMessage[] = [];
  return { sent, watches, heard, onMessage: (message: WatchMessage) => void heard.push(message) };
}

test('a recorded watch goes on with the first chunk that it has not seen', () => {
  const { sent, watches, heard, onMessage } = setUp();
  const stop = watches.add({ job, stream: 'recorded', onMessage });
  expect(sent).toEqual([
    { type: 'watch', requestId: 1, job, stream: 'recorded', face: 'arkit', fromSequence: 0 },
  ]);
  expect(watches.take(chunk(0)) && watches.take(chunk(1))).toBe(true);
  watches.ask();
  expect(sent.at(-1)).toMatchObject({ type: 'watch', requestId: 2, fromSequence: 2 });
  stop();
  expect(sent.at(-1)).toEqual({ type: 'unwatch', requestId: 3, job });
  expect(watches.take(chunk(2))).toBe(true);
  expect(heard).toHaveLength(2);
  watches.ask();
  expect(sent).toHaveLength(3);
});

test('a live watch starts where the motion is', () => {
  const { sent, watches, onMessage } = setUp();
  watches.add({ job, stream: 'live', onMessage });
  watches.take(chunk(7, 'live'));
  watches.ask();
  expect(sent.at(-1)).toMatchObject({ stream: 'live', fromSequence: 0 });
});

test('the end of a live watch does not reach the recorded one that took its place', () => {
  const { sent, watches, heard, onMessage } = setUp();
  const stopLive = watches.add({ job, stream: 'live', onMessage });
  watches.add({ job, stream: 'recorded', onMessage });
  stopLive();
  expect(sent.map(({ type }) => type)).toEqual(['watch', 'watch']);
  watches.take({ type: 'end', job, stream: 'live', frames: 1, dropped: 0 });
  expect(heard).toEqual([]);
  watches.take({ type: 'end', job, stream: 'recorded', frames: 1, dropped: 0 });
  expect(heard.map(({ type }) => type)).toEqual(['end']);
});

test('a refusal reaches the watch that asked, other messages none', () => {
  const { watches, heard, onMessage } = setUp();
  watches.add({ job, stream: 'recorded', onMessage });
  const refusal = { type: 'error', job: null, code: 'job.not-found', message: 'no', fix: '' } as const;
  expect(watches.take({ ...refusal, requestId: 9 })).toBe(false);
  expect(watches.take({ ...refusal, requestId: 1 })).toBe(true);
  expect(watches.take({ type: 'jobs', requestId: 4, jobs: [] })).toBe(false);
  expect(heard).toEqual([{ ...refusal, requestId: 1 }]);
});
