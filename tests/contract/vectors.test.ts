import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { AppError } from '../../sidecar/src/protocol/errors.ts';
import { keyframeLayout, unpackKeyframes } from '../../sidecar/src/protocol/keyframes.ts';
import { ClientMessageSchema, ServerMessageSchema } from '../../sidecar/src/protocol/messages.ts';
import { decodeMsgpack } from '../../sidecar/src/protocol/msgpack.ts';
import { CLIENT_SAMPLES, SERVER_SAMPLES } from './sample-messages.ts';
import { type Contract, makeContract } from './vectors.ts';

const text = readFileSync(new URL('messages.data.json', import.meta.url), 'utf8');
const contract = JSON.parse(text) as Contract;
const bytes = (hex: string) => new Uint8Array(Buffer.from(hex, 'hex'));

test('messages.data.json is what the schemas give: node tests/contract/write-contract.mjs writes it', () => {
  expect(text).toBe(`${JSON.stringify(makeContract(), null, 1)}\n`);
});

test('every type of message has a vector', () => {
  const types = (schema: typeof ClientMessageSchema | typeof ServerMessageSchema) =>
    schema.options.map((option) => option.shape.type.value);
  const covered = (samples: object) => new Set(Object.values(samples).map(({ type }) => type));
  expect(types(ClientMessageSchema).filter((type) => !covered(CLIENT_SAMPLES).has(type))).toEqual([]);
  expect(types(ServerMessageSchema).filter((type) => !covered(SERVER_SAMPLES).has(type))).toEqual([]);
});

describe.each(contract.messages)('$direction $name', ({ name, direction, hex }) => {
  const schema = direction === 'client' ? ClientMessageSchema : ServerMessageSchema;
  const sample = (direction === 'client' ? CLIENT_SAMPLES : SERVER_SAMPLES)[name];

  test('reads back as it was', () => {
    expect(schema.parse(decodeMsgpack(bytes(hex)))).toEqual(sample);
  });

  test('every shorter part of it is refused', () => {
    const whole = bytes(hex);
    for (let length = 0; length < whole.length; length++)
      expect(() => decodeMsgpack(whole.subarray(0, length))).toThrow(AppError);
  });
});

test.each(contract.variants)('$name reads as $as', ({ as, hex }) => {
  expect(ClientMessageSchema.parse(decodeMsgpack(bytes(hex)))).toEqual(CLIENT_SAMPLES[as]);
});

test.each(contract.damaged)('$name is refused', ({ hex }) => {
  expect(() => ClientMessageSchema.parse(decodeMsgpack(bytes(hex)))).toThrow();
});

test('the numbers of keyframes come out wherever the message lies in memory', () => {
  const { hex } = contract.messages.find(({ name }) => name === 'keyframes')!;
  for (let offset = 0; offset < 8; offset++) {
    const memory = new Uint8Array(offset + hex.length / 2);
    memory.set(bytes(hex), offset);
    const message = ServerMessageSchema.parse(decodeMsgpack(memory.subarray(offset)));
    if (message.type !== 'keyframes') throw new Error('another message');
    const { times, values, flags } = unpackKeyframes(message, keyframeLayout(2, 1));
    expect([...times]).toEqual([1, 1.03125]);
    expect([...flags]).toEqual([0, 3]);
    expect([...values.subarray(16)]).toEqual([
      -2, 2, 96.5, 0, 0, 0, 1, 0.5, 0.5, -0.5, 0.5, -0.5, 1, 0.75, 0.5, 0,
    ]);
  }
});

const python = spawnSync('python3', ['--version']).status === 0;

test.skipIf(!python)('needs python3: a reader in another language gets the same', () => {
  const [script, file] = ['read_vectors.py', 'messages.data.json'].map((name) =>
    fileURLToPath(new URL(name, import.meta.url)),
  );
  const { status, stdout, stderr } = spawnSync('python3', [script!, file!], { encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
  expect(JSON.parse(stdout)).toEqual({ messages: contract.messages.length, wrong: [] });
});
