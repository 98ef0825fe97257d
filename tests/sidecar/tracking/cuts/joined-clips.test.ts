import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Frame } from '../../../../sidecar/src/protocol/frame.ts';
import { createCutWatch } from '../../../../sidecar/src/tracking/cuts/create-cut-watch.ts';
import { decodeVideo } from '../../../../sidecar/src/video/decode-video.ts';
import { findFfmpeg } from '../../../../sidecar/src/video/find-ffmpeg.ts';
import { probeVideo } from '../../../../sidecar/src/video/probe-video.ts';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const SAMPLE = join(root, 'tests/fixtures/sample.mp4');
/** Frames before the second clip comes. */
const FIRST = 40;

async function cutsOf(frames: AsyncIterable<Frame> | Iterable<Frame>): Promise<number[]> {
  const isCut = createCutWatch();
  const cuts: number[] = [];
  for await (const frame of frames) if (isCut(frame)) cuts.push(frame.index);
  return cuts;
}
const decoded = async (file: string) => decodeVideo(await probeVideo(file));

describe('joined clips', () => {
  let folder = '';
  let clips: Record<'one' | 'mirror' | 'near' | 'other', Frame[]>;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'joined-clips-'));
    const { ffmpeg } = await findFfmpeg();
    const made = async (name: string, filter: string): Promise<Frame[]> => {
      const file = join(folder, `${name}.mkv`);
      const output = ['-vf', filter, '-c:v', 'mpeg4', '-q:v', '4', file];
      execFileSync(ffmpeg, ['-v', 'error', '-y', '-i', SAMPLE, ...output]);
      const frames: Frame[] = [];
      for await (const frame of await decoded(file)) frames.push({ ...frame, data: frame.data.slice() });
      return frames;
    };
    clips = {
      one: await made('one', 'scale=320:320'),
      mirror: await made('mirror', 'scale=320:320,hflip'),
      near: await made('near', 'crop=400:400:160:80,scale=320:320'),
      // the same performer nearer by, on the other side, in another light
      other: await made('other', 'crop=480:480:80:40,scale=320:320,hflip,negate'),
    };
  }, 60_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** The first clip, and as far as `share` says the second, which begins at a frame of the first. */
  function* joined(to: keyof typeof clips, share: (i: number) => number): Generator<Frame> {
    for (let i = 0; i < clips.one.length; i++) {
      const a = clips.one[i]!;
      const b = { ...clips[to][Math.max(0, i - FIRST)]!, index: a.index, time: a.time };
      const part = Math.min(1, Math.max(0, share(i)));
      if (part === 0 || part === 1) yield part === 0 ? a : b;
      else yield { ...a, data: a.data.map((value, k) => Math.round(value + (b.data[k]! - value) * part)) };
    }
  }
  function* throughBlack(frames: number): Generator<Frame> {
    for (const frame of joined('other', (i) => (i < FIRST + frames / 2 ? 0 : 1))) {
      const light = Math.min(1, Math.abs(frame.index - FIRST - frames / 2) / (frames / 2));
      yield { ...frame, data: frame.data.map((value) => Math.round(value * light)) };
    }
  }

  it.each(['other', 'near', 'mirror'] as const)('show a cut to %s', async (to) => {
    expect(await cutsOf(joined(to, (i) => (i < FIRST ? 0 : 1)))).toEqual([FIRST]);
  });

  it.each([5, 12, 24])('show a fade over %s frames', async (frames) => {
    const cuts = await cutsOf(joined('other', (i) => (i - FIRST) / frames));
    expect(cuts.length).toBeGreaterThan(0);
    expect(cuts.at(-1)).toBeGreaterThanOrEqual(FIRST + frames / 2);
    expect(cuts.at(-1)).toBeLessThanOrEqual(FIRST + frames + 5);
  });

  it('show a new scene behind black', async () => {
    const cuts = await cutsOf(throughBlack(24));
    expect(cuts.length).toBe(1);
    expect(cuts[0]).toBeGreaterThanOrEqual(FIRST + 12);
    expect(cuts[0]).toBeLessThanOrEqual(FIRST + 24);
  });

  it('are the only ones that do: the sample shows none', async () => {
    expect(await cutsOf(await decoded(SAMPLE))).toEqual([]);
  });
});

const CLIPS = join(root, '../shared/data/video');
describe.skipIf(!existsSync(CLIPS))('needs ../shared: real clips in one piece', () => {
  it.each(existsSync(CLIPS) ? readdirSync(CLIPS).filter((file) => file.endsWith('.mp4')) : [])(
    '%s shows no cut',
    async (file) => expect(await cutsOf(await decoded(join(CLIPS, file)))).toEqual([]),
    120_000,
  );
});
