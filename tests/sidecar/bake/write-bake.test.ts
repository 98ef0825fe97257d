import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { writeBake } from '../../../sidecar/src/bake/write-bake.ts';
import { BakeJobSchema } from '../../../sidecar/src/protocol/bake-job.ts';
import type { MotionFrame } from '../../../sidecar/src/protocol/motion.ts';
import { float32, makeFrame, makeFrames, makeHeader, metahumanHeader, readData } from './motion-fixture.ts';
import { tempFolder } from './temp-folder.ts';

let out: string;
beforeEach(() => {
  out = tempFolder();
});

const row = (frame: MotionFrame) =>
  [...frame.pelvis, ...frame.rotations.flat(), ...frame.curves].map((value) => float32(value));

describe('writeBake', () => {
  it('writes a script, a data file and a job, and the line that runs them', async () => {
    const header = makeHeader();
    const files = await writeBake({ header, frames: makeFrames(header) }, out);
    expect(files).toEqual({
      script: join(out, 'build_animation.py'),
      data: join(out, 'build_animation.bin'),
      job: join(out, 'build_animation.json'),
      unrealLine: `py "${join(out, 'build_animation.py')}"`,
    });
    expect(readdirSync(out).sort()).toEqual([
      'build_animation.bin',
      'build_animation.json',
      'build_animation.py',
    ]);
  });

  it('lays the numbers out key after key', async () => {
    const header = makeHeader({ frames: 3 });
    const { data } = await writeBake({ header, frames: makeFrames(header) }, out);
    expect(readFileSync(data).subarray(0, 8).toString('latin1')).toBe('ATBK\x01\0\0\0');
    const { keys, width, values } = readData(data);
    expect([keys, width]).toEqual([3, 17]);
    const expected = [0, 1, 2].flatMap((index) => row(makeFrame(header, index)));
    expect(values).toHaveLength(expected.length);
    expected.forEach((value, index) => {
      expect(values[index]).toBeCloseTo(value, 6);
    });
  });

  it('describes the clip in the job', async () => {
    const header = makeHeader({ file: '/clips/Good morning.mp4' });
    const { job, data } = await writeBake({ header, frames: makeFrames(header) }, out);
    const parsed = BakeJobSchema.parse(JSON.parse(readFileSync(job, 'utf8')));
    const bytes = readFileSync(data);
    expect(parsed).toMatchObject({
      clip: 'Good_morning',
      fps: 30,
      motionFrames: 4,
      keys: 4,
      source: { file: 'Good morning.mp4' },
      data: { bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') },
      body: {
        asset: { folder: '/Game/AvatarTracker', name: 'Good_morning_Body' },
        pelvisReference: [0, 2, 90],
      },
      face: { asset: { name: 'Good_morning_Face' }, curveColumn: 15 },
    });
  });

  it('takes name, folder and targets', async () => {
    const header = makeHeader();
    const choices = {
      folder: '/Game/Signs',
      pattern: 'AS_{part}_{clip}_v2',
      bodyTarget: '/Game/A/B',
      faceTarget: '/Game/C/D',
    };
    const options = { name: 'Hello', choices };
    const { job } = await writeBake({ header, frames: makeFrames(header) }, out, options);
    const { body, face } = BakeJobSchema.parse(JSON.parse(readFileSync(job, 'utf8')));
    expect(body).toMatchObject({
      asset: { folder: '/Game/Signs', name: 'AS_Body_Hello_v2' },
      targets: ['/Game/A/B'],
    });
    expect(face).toMatchObject({ asset: { name: 'AS_Face_Hello_v2' }, targets: ['/Game/C/D'] });
  });

  it.each([
    { name: 'a b' },
    { name: '' },
    { choices: { folder: 'Game/x' } },
    { choices: { folder: '/Game/' } },
    { choices: { bodyTarget: '' } },
    { choices: { pattern: '{clip}' } },
    { choices: { pattern: '{clip}-{part}' } },
    { choices: { pattern: '{part}_{title}' } },
  ])('refuses %o before it writes anything', async (options) => {
    const header = makeHeader();
    await expect(writeBake({ header, frames: makeFrames(header) }, out, options)).rejects.toMatchObject({
      code: 'usage.invalid',
    });
    expect(readdirSync(out)).toEqual([]);
  });

  it('has no face without face curves', async () => {
    const header = makeHeader({ curves: [] });
    const { job } = await writeBake({ header, frames: makeFrames(header) }, out);
    expect(JSON.parse(readFileSync(job, 'utf8')).face).toBeNull();
  });

  it('holds the last frame where 60 fps needs an even number of intervals', async () => {
    const header = makeHeader({ fps: 60, frames: 4 });
    const { data } = await writeBake({ header, frames: makeFrames(header) }, out);
    const { keys, width, values } = readData(data);
    expect(keys).toBe(5);
    expect(values.slice(4 * width)).toEqual(values.slice(3 * width, 4 * width));
  });

  it('makes a pose of one frame two equal keys', async () => {
    const header = makeHeader({ frames: 1 });
    const { data } = await writeBake({ header, frames: makeFrames(header) }, out);
    const { keys, width, values } = readData(data);
    expect(keys).toBe(2);
    expect(values.slice(width)).toEqual(values.slice(0, width));
  });

  it('makes rotations unit ones', async () => {
    const header = makeHeader({ frames: 1 });
    const frame = makeFrame(header, 0);
    frame.rotations[2] = [0, 0, 0, 1.1];
    const { data } = await writeBake({ header, frames: [frame] }, out);
    expect([...readData(data).values.slice(11, 15)]).toEqual([0, 0, 0, 1]);
  });

  it('gives the same bytes each time, over many chunks and from an async source', async () => {
    const header = metahumanHeader({ frames: 2500 });
    const other = tempFolder();
    const first = await writeBake({ header, frames: makeFrames(header) }, out);
    async function* slowly() {
      yield* makeFrames(header);
    }
    const second = await writeBake({ header, frames: slowly() }, other);
    for (const kind of ['script', 'data', 'job'] as const) {
      expect(readFileSync(second[kind]).equals(readFileSync(first[kind]))).toBe(true);
    }
    const { values, width } = readData(first.data);
    expect(values).toHaveLength(2500 * width);
    expect(values[2499 * width]).toBeCloseTo(makeFrame(header, 2499).pelvis[0], 6);
  });

  it('replaces an earlier bake', async () => {
    const header = makeHeader({ frames: 3 });
    await writeBake({ header: makeHeader(), frames: makeFrames(makeHeader()) }, out);
    const { data } = await writeBake({ header, frames: makeFrames(header) }, out);
    expect(readData(data).keys).toBe(3);
  });
});

describe('writeBake refuses', () => {
  const refuse = async (frames: Iterable<MotionFrame>, message: string) => {
    await expect(writeBake({ header: makeHeader(), frames }, out)).rejects.toMatchObject({
      code: 'input.invalid',
      message: expect.stringContaining(message),
    });
    expect(readdirSync(out)).toEqual([]);
  };
  const changed = (index: number, change: (frame: MotionFrame) => void) => {
    const frames = [...makeFrames(makeHeader())];
    change(frames[index]!);
    return frames;
  };

  it('fewer or more frames than the header states', async () => {
    await refuse([...makeFrames(makeHeader())].slice(1, 1), 'states 4 frames and 0 came');
    await refuse([...makeFrames(makeHeader())].slice(0, 3), 'states 4 frames and 3 came');
    await refuse(makeFrames(makeHeader({ frames: 5 })), 'more than the 4 frames');
  });

  it('frames out of order or of another shape', async () => {
    await refuse(
      changed(1, (frame) => Object.assign(frame, { frame: 2 })),
      'frame 2 came where 1 was due',
    );
    await refuse(
      changed(1, (frame) => frame.rotations.pop()),
      'frame 1 does not have the bones',
    );
    await refuse(
      changed(1, (frame) => frame.curves.push(0)),
      'frame 1 does not have the bones',
    );
  });

  it('numbers that are none', async () => {
    const bad = [0, Number.NaN, 0, 1] as [number, number, number, number];
    await refuse(
      changed(2, (frame) => (frame.rotations[1] = bad)),
      'frame 2 has no rotation for pelvis',
    );
    await refuse(
      changed(2, (frame) => (frame.rotations[1] = [0, 0, 0, 0])),
      'no rotation for pelvis',
    );
    await refuse(
      changed(2, (frame) => (frame.curves[1] = Number.POSITIVE_INFINITY)),
      'not finite',
    );
    await refuse(
      changed(2, (frame) => (frame.pelvis[1] = Number.NaN)),
      'not finite',
    );
  });

  it('a folder that cannot be written to', async () => {
    const header = makeHeader();
    const file = join(out, 'file');
    writeFileSync(file, '');
    for (const folder of [join(out, 'missing'), file]) {
      await expect(writeBake({ header, frames: makeFrames(header) }, folder)).rejects.toMatchObject({
        code: 'output.not-writable',
      });
    }
  });

  it('to go on after an abort, and leaves nothing behind', async () => {
    const header = makeHeader();
    const stop = new AbortController();
    let closed = false;
    function* frames() {
      try {
        for (const frame of makeFrames(header)) {
          if (frame.frame === 2) stop.abort();
          yield frame;
        }
      } finally {
        closed = true;
      }
    }
    await expect(writeBake({ header, frames: frames() }, out, { signal: stop.signal })).rejects.toMatchObject(
      { code: 'job.cancelled' },
    );
    expect(closed).toBe(true);
    expect(readdirSync(out)).toEqual([]);
  });
});
