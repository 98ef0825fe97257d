import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ClientMessageSchema } from '../../sidecar/src/protocol/messages.ts';
import { decodeMsgpack, encodeMsgpack } from '../../sidecar/src/protocol/msgpack.ts';
import type { Contract, Vector } from '../contract/vectors.ts';
import { COMPILE_MS, canCompile } from './compile.ts';
import { type Driver, hex, startDriver } from './driver.ts';

const contract = JSON.parse(
  readFileSync(new URL('../contract/messages.data.json', import.meta.url), 'utf8'),
) as Contract;
const fromServer = contract.messages.filter(({ direction }) => direction === 'server');
const fromClient = new Map(
  contract.messages.filter(({ direction }) => direction === 'client').map((vector) => [vector.name, vector]),
);
const compilers = ['g++', 'clang++'];
const found = await Promise.all(compilers.map((compiler) => canCompile(compiler)));
const JOB = '0c7f2k9m4q';

/** What the plugin keeps of a message: bytes as numbers, null texts as empty, fields that it does not use left out. */
function kept(value: unknown, shape: unknown): unknown {
  if (Array.isArray(shape)) {
    const numbers = Array.isArray(value) ? value : Object.values(value as Record<string, unknown[]>)[0]!;
    return shape.length === 0 ? numbers : numbers.map((item, i) => kept(item, shape[i]));
  }
  if (typeof shape === 'object' && shape !== null)
    return Object.fromEntries(
      Object.entries(shape).map(([key, item]) => [key, kept((value as Record<string, unknown>)[key], item)]),
    );
  return value === null && shape === '' ? '' : value;
}

describe.each(compilers.map((compiler, i) => ({ compiler, there: found[i]! })))(
  'protocol in C++ (needs $compiler with sanitizers)',
  ({ compiler, there }) => {
    describe.skipIf(!there)('built', () => {
      let driver: Driver;
      beforeAll(async () => {
        driver = await startDriver(compiler);
      }, COMPILE_MS);
      // a leak or a late sanitizer report fails here
      afterAll(() => driver?.close());
      const ask = <T>(...words: (string | number | boolean)[]) => driver.ask<T>(...words);

      test.each(fromServer)('reads $name', async ({ hex: bytes, value }) => {
        const read = await ask<Record<string, unknown>>('decode', bytes);
        expect(read).toEqual(kept(value, read));
        const sent = value as Record<string, unknown>;
        // every field of the message arrives, but for a line that only Unreal's Output Log needs
        expect(Object.keys(read).sort()).toEqual(
          Object.keys(sent)
            .filter((key) => key !== 'unreal')
            .sort(),
        );
      });

      test.each(fromServer)('refuses every shorter part of $name', async ({ hex: bytes }) => {
        for (let size = 0; size < bytes.length; size += 2)
          expect(await ask('decode', bytes.slice(0, size) || '-')).toBe('malformed');
      });

      test.each(contract.damaged)('refuses or ignores: $name', async ({ hex: bytes }) => {
        expect(['malformed', { type: 'unknown' }]).toContainEqual(await ask('decode', bytes || '-'));
      });

      const requests: Record<string, () => (string | number | boolean)[]> = {
        hello: () => {
          const { token, client } = fromClient.get('hello')!.value as {
            token: string;
            client: { name: string; version: string };
          };
          return ['hello', hex(token), hex(client.name), hex(client.version)];
        },
        skeleton: () => {
          const { name, bones } = fromClient.get('skeleton')!.value as {
            name: string;
            bones: { name: string; parent: number; translation: number[]; rotation: number[] }[];
          };
          return [
            'skeleton',
            1,
            hex(name),
            ...bones.flatMap((b) => [hex(b.name), b.parent, ...b.translation, ...b.rotation]),
          ];
        },
        cancel: () => ['cancel', 3, hex(JOB)],
        retry: () => ['retry', 128, hex(JOB)],
        list: () => ['list', 256],
        watchLive: () => ['watch', 4, hex(JOB), 'live', 'arkit', 0],
        watchRecorded: () => ['watch', 5, hex(JOB), 'recorded', 'ctrl', 70000],
        unwatch: () => ['unwatch', 4294967295, hex(JOB)],
      };
      test.each(Object.keys(requests))('writes %s', async (name) => {
        const bytes = await ask<string>('encode', ...requests[name]!());
        const message = ClientMessageSchema.parse(decodeMsgpack(new Uint8Array(Buffer.from(bytes, 'hex'))));
        expect(message).toEqual((fromClient.get(name) as Vector).value);
      });

      test('writes submit, with and without what may be left out', async () => {
        const write = async (...words: (string | number | boolean)[]) =>
          ClientMessageSchema.parse(
            decodeMsgpack(
              new Uint8Array(Buffer.from(await ask<string>('encode', 'submit', 7, ...words), 'hex')),
            ),
          );
        expect(await write(hex('/a.mp4'), '-', 'smart', 30, '-', '-', '-', 'sequence', '-')).toMatchObject({
          live: true,
          bake: { sequence: true, audio: true, video: true },
        });
        expect(await write(hex('/a/手話.mp4'), '-', 'smart', 30, '-', '-', '-', false, '-')).toEqual({
          type: 'submit',
          requestId: 7,
          input: { path: '/a/手話.mp4' },
          options: { mode: 'smart', fps: 30 },
          live: false,
        });
        expect(
          await write(
            hex('C:\\a.mp4'),
            hex('Tag 1'),
            'fast',
            60,
            1.5,
            20,
            hex('/Game/Signs'),
            true,
            hex('s_01'),
          ),
        ).toEqual({
          type: 'submit',
          requestId: 7,
          input: { path: 'C:\\a.mp4' },
          options: { mode: 'fast', fps: 60, from: 1.5, to: 20 },
          live: true,
          name: 'Tag 1',
          assetPath: '/Game/Signs',
          skeleton: 's_01',
        });
      });

      test('what it writes, the sidecar reads: any value', async () => {
        await fc.assert(
          fc.asyncProperty(
            fc.array(
              fc.oneof<fc.Arbitrary<{ words: unknown[]; value: unknown }>[]>(
                fc.maxSafeInteger().map((value) => ({ words: ['int', value], value })),
                fc.double({ noNaN: true }).map((value) => ({ words: ['float', value], value })),
                fc
                  .string({ unit: 'grapheme', maxLength: 300 })
                  .map((value) => ({ words: ['text', hex(value)], value })),
                fc.uint8Array({ maxLength: 300 }).map((value) => ({ words: ['bytes', hex(value)], value })),
                fc.boolean().map((value) => ({ words: ['bool', value], value })),
                fc.constant({ words: ['nil'], value: null }),
              ),
              { maxLength: 40 },
            ),
            async (items) => {
              const bytes = await ask<string>(
                'msgpack',
                'array',
                items.length,
                ...items.flatMap((item) => item.words as (string | number | boolean)[]),
              );
              const read = decodeMsgpack(new Uint8Array(Buffer.from(bytes, 'hex')));
              const plain = (value: unknown) => (value instanceof Uint8Array ? [...value] : value);
              // -0 is written as it is; toEqual keeps the two apart
              expect((read as unknown[]).map(plain)).toEqual(items.map(({ value }) => plain(value)));
            },
          ),
          { numRuns: 60, examples: [[[{ words: ['float', -0], value: -0 }]]] },
        );
      });

      test('any bytes are read or refused, never more', async () => {
        await fc.assert(
          fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => {
            expect(await ask('decode', hex(bytes))).toSatisfy(
              (read) => read === 'malformed' || typeof read === 'object',
            );
          }),
          { numRuns: 200 },
        );
      });

      test('numbers that are not finite, and rows that do not fit, are refused', async () => {
        const floats = (...values: number[]) => new Uint8Array(Float32Array.from(values).buffer);
        const tables = {
          type: 'tables',
          job: JOB,
          stream: 'live',
          fps: 30,
          bones: ['root'],
          parents: [-1],
          rest: floats(0, 0, 0, 0, 0, 0, 1),
          face: [],
          flags: [],
        };
        const decode = async (change: object) => ask('decode', hex(encodeMsgpack({ ...tables, ...change })));
        expect(await decode({})).toMatchObject({ type: 'tables', bones: ['root'] });
        expect(await decode({ rest: floats(0, 0, 0, 0, 0, 0, Number.NaN) })).toBe('malformed');
        expect(await decode({ rest: floats(0, Number.POSITIVE_INFINITY, 0, 0, 0, 0, 1) })).toBe('malformed');
        expect(await decode({ rest: floats(0, 0, 0, 0, 0, 0, 2) })).toBe('malformed');
        expect(await decode({ rest: floats(0, 0, 0) })).toBe('malformed');
        expect(await decode({ rest: new Uint8Array(27) })).toBe('malformed');
        expect(await decode({ parents: [0] })).toBe('malformed');
        expect(await decode({ parents: [-2] })).toBe('malformed');
        expect(await decode({ parents: [] })).toBe('malformed');
        expect(await decode({ bones: ['x'.repeat(257)] })).toBe('malformed');
        expect(await decode({ bones: [''] })).toBe('malformed');
        expect(await decode({ fps: 0 })).toBe('malformed');
        expect(await decode({ fps: Number.NaN })).toBe('malformed');
        expect(await decode({ flags: Array(33).fill('a') })).toBe('malformed');
      });
    });
  },
);
