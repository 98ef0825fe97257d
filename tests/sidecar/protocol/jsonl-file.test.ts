import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createLandmarkEncoder, createMotionEncoder } from '../../../sidecar/src/protocol/encode-frames.ts';
import { createJsonlWriter, openJsonl } from '../../../sidecar/src/protocol/jsonl-file.ts';
import {
  type LandmarkFrame,
  LandmarkFrameSchema,
  type LandmarkHeader,
  LandmarkHeaderSchema,
} from '../../../sidecar/src/protocol/landmarks.ts';
import { type MotionFrame, MotionFrameSchema } from '../../../sidecar/src/protocol/motion.ts';

const header: LandmarkHeader = {
  format: 'avatar-tracker.landmarks',
  version: 1,
  source: {
    file: 'a "b".mp4',
    sha256: 'ab',
    width: 4,
    height: 2,
    fps: 25,
    frameCount: 2,
    durationSeconds: 0.08,
  },
  tracker: { name: 'mediapipe-holistic', models: [{ file: 'a.tflite', sha256: 'cd' }], mode: 'smart' },
};
const confidence = { body: 1, leftHand: 0, rightHand: 0.25, face: 0.5 };

const value = fc.double({ min: -4, max: 4, noNaN: true });
const points = (count: number) =>
  fc.array(fc.tuple(value, value, value), { minLength: count, maxLength: count });
const orNull = <T>(items: fc.Arbitrary<T>) => fc.option(items, { nil: null });
const landmarkFrames: fc.Arbitrary<LandmarkFrame> = fc.record({
  frame: fc.nat(1e6),
  time: fc.double({ min: 0, max: 1e4, noNaN: true }),
  pose: orNull(fc.array(fc.tuple(value, value, value, value), { minLength: 33, maxLength: 33 })),
  world: orNull(points(33)),
  leftHand: orNull(points(21)),
  rightHand: orNull(points(21)),
  leftHandWorld: orNull(points(21)),
  rightHandWorld: orNull(points(21)),
  face: orNull(points(478)),
  confidence: fc.constant(confidence),
  cut: fc.constantFrom(true, undefined),
});

function rounded(input: unknown): unknown {
  const text = JSON.stringify(input, (_key, item) =>
    typeof item === 'number' ? Math.round(item * 1e6) / 1e6 + 0 : item,
  );
  return JSON.parse(text);
}

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'jsonl-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function collect(frames: AsyncIterable<unknown>): Promise<unknown[]> {
  const all = [];
  for await (const frame of frames) all.push(frame);
  return all;
}

describe('encoders', () => {
  test('a landmark line is the frame rounded to six decimals and matches the schema', () => {
    const encode = createLandmarkEncoder();
    fc.assert(
      fc.property(landmarkFrames, (frame) => {
        const line = JSON.parse(encode(frame).toString());
        expect(line).toEqual(rounded(frame));
        expect(LandmarkFrameSchema.safeParse(line).success).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  test('a motion line keeps names, flags and order', () => {
    const frame: MotionFrame = {
      frame: 3,
      time: 0.1,
      pelvis: [0, 1.25, 91.123456789],
      rotations: [
        [0, 0, 0, 1],
        [-0.5, 0.5, -0.5, 0.5],
      ],
      curves: [0, 0.333333333],
      arkit: { JawOpen: 0.1, MouthClose: 0 },
      confidence,
      flags: ['leftHandBridged'],
    };
    const line = createMotionEncoder()(frame).toString();
    expect(line).toBe(
      '{"frame":3,"time":0.1,"pelvis":[0,1.25,91.123457],"rotations":[[0,0,0,1],[-0.5,0.5,-0.5,0.5]],' +
        '"curves":[0,0.333333],"arkit":{"JawOpen":0.1,"MouthClose":0},' +
        '"confidence":{"body":1,"leftHand":0,"rightHand":0.25,"face":0.5},"flags":["leftHandBridged"]}\n',
    );
    expect(MotionFrameSchema.safeParse(JSON.parse(line)).success).toBe(true);
  });

  test('empty arkit values stay an object', () => {
    const frame: MotionFrame = {
      frame: 0,
      time: 0,
      pelvis: [0, 0, 0],
      rotations: [],
      curves: [],
      arkit: {},
      confidence,
      flags: [],
    };
    expect(JSON.parse(createMotionEncoder()(frame).toString())).toEqual(frame);
  });
});

describe('createJsonlWriter and openJsonl', () => {
  test('round trip, more lines than any buffer holds', async () => {
    const path = join(folder, 'many.jsonl.gz');
    const writer = await createJsonlWriter(path, header);
    const count = 20_000;
    for (let frame = 0; frame < count; frame++)
      await writer.write(Buffer.from(`{"frame":${frame},"pad":"${'x'.repeat(200)}"}\n`));
    const written = await writer.close();

    const bytes = readFileSync(path);
    expect(written).toEqual({
      bytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    });
    const file = await openJsonl(path, LandmarkHeaderSchema);
    expect(file.header).toEqual(header);
    const frames = await collect(file.frames);
    expect(frames.length).toBe(count);
    expect(frames[count - 1]).toMatchObject({ frame: count - 1 });
  });

  test('the same content gives the same bytes', async () => {
    const digest = async (name: string) => {
      const writer = await createJsonlWriter(join(folder, name), header);
      await writer.write(Buffer.from('{"frame":0}\n'));
      return (await writer.close()).sha256;
    };
    expect(await digest('one.jsonl.gz')).toBe(await digest('two.jsonl.gz'));
  });

  test('reads plain text where the name says so', async () => {
    const path = join(folder, 'plain.jsonl');
    writeFileSync(path, `${JSON.stringify(header)}\n{"frame":0}\n`);
    expect(await collect((await openJsonl(path, LandmarkHeaderSchema)).frames)).toEqual([{ frame: 0 }]);
  });

  test.each([
    ['an empty file', Buffer.alloc(0)],
    ['no gzip', Buffer.from('hello')],
    ['another format', gzipSync('{"format":"other"}\n')],
    ['no JSON', gzipSync('hello\n')],
  ])('%s is input.invalid', async (name, content) => {
    const path = join(folder, `${name}.jsonl.gz`);
    writeFileSync(path, content);
    await expect(openJsonl(path, LandmarkHeaderSchema)).rejects.toMatchObject({ code: 'input.invalid' });
  });

  test('a file that breaks off says so after its whole lines', async () => {
    const path = join(folder, 'broken.jsonl.gz');
    const lines = Array.from({ length: 5000 }, (_, i) => `{"frame":${i},"noise":${Math.sin(i)}}`).join('\n');
    const whole = gzipSync(`${JSON.stringify(header)}\n${lines}\n`);
    writeFileSync(path, whole.subarray(0, whole.length / 2));
    const file = await openJsonl(path, LandmarkHeaderSchema);
    await expect(collect(file.frames)).rejects.toMatchObject({ code: 'input.invalid' });
  });

  test('a missing file is input.not-found', async () => {
    await expect(openJsonl(join(folder, 'none.jsonl.gz'), LandmarkHeaderSchema)).rejects.toMatchObject({
      code: 'input.not-found',
    });
  });

  test('a folder that is gone fails the write or the close, and abandon is quiet', async () => {
    const writer = await createJsonlWriter(join(folder, 'gone', 'a.jsonl.gz'), header);
    await expect(writer.close()).rejects.toMatchObject({ code: 'ENOENT' });
    await expect(writer.abandon()).resolves.toBeUndefined();
  });

  test('an abandoned file holds no complete archive', async () => {
    const path = join(folder, 'abandoned.jsonl.gz');
    const writer = await createJsonlWriter(path, header);
    await writer.abandon();
    expect(() => gunzipSync(readFileSync(path))).toThrow();
  });
});
