import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findClips } from '../../../sidecar/src/jobs/batch/find-clips.ts';
import { runBatch } from '../../../sidecar/src/jobs/batch/run-batch.ts';
import { forkWorker } from '../../../sidecar/src/pipeline/fork-worker.ts';
import { BatchManifestSchema } from '../../../sidecar/src/protocol/batch-manifest.ts';
import { defaultTrackOptions } from '../../../sidecar/src/protocol/default-options.ts';
import { type ClipPlan, quickService } from './quick-service.ts';

const bench = quickService();
const entry = new URL('../../../sidecar/scripts/soak/quick-worker.mjs', import.meta.url);
const out = () => join(bench.folder, 'out');

function clips(plans: Record<string, ClipPlan>): string {
  const folder = join(bench.folder, 'clips');
  mkdirSync(folder, { recursive: true });
  for (const [name, plan] of Object.entries(plans)) bench.clip(plan, join('clips', name));
  return folder;
}

function start(
  inputs: string[],
  { fps = 30 as 30 | 60, signal = new AbortController().signal, again = false } = {},
) {
  const tracked: string[] = [];
  const result = runBatch(
    { inputs, out: out(), options: { ...defaultTrackOptions(), fps }, workers: 2, again },
    {
      signal,
      onStart: () => {},
      onClip: ({ asset, state }) => tracked.push(`${asset} ${state}`),
      onMessage: () => {},
      fork: () => forkWorker(entry),
    },
  );
  return { result, tracked };
}

async function finish(...args: Parameters<typeof start>) {
  const { result, tracked } = start(...args);
  const manifest = await result;
  return { manifest, tracked: tracked.sort() };
}

const manifestFile = () =>
  BatchManifestSchema.parse(JSON.parse(readFileSync(join(out(), 'manifest.json'), 'utf8')));

describe('runBatch', () => {
  test('tracks every clip into a folder with a legal unique name; one failure harms no other', async () => {
    const folder = clips({
      'Grüße, 手.mp4': {},
      'hello.mp4': {},
      'hello.mov': {},
      'bad.mp4': { fail: 'input.empty', times: 99 },
    });
    const { manifest } = await finish([folder]);
    expect(manifestFile()).toEqual(manifest);
    expect(manifest.clips.map(({ asset, state, error }) => [asset, state, error?.code ?? null])).toEqual([
      ['Grusse_u624B', 'done', null],
      ['bad', 'failed', 'input.empty'],
      ['hello', 'done', null],
      ['hello_2', 'done', null],
    ]);
    expect(readdirSync(out()).sort()).toEqual([
      'Grusse_u624B',
      'build_all.json',
      'build_all.py',
      'hello',
      'hello_2',
      'manifest.json',
      'summary.html',
    ]);
    for (const { result } of manifest.clips)
      for (const { file, bytes } of result?.outputs ?? [])
        expect(readFileSync(join(out(), file)).length).toBe(bytes);
    expect(JSON.parse(readFileSync(join(out(), 'build_all.json'), 'utf8')).jobs).toEqual([
      'Grusse_u624B/build_animation.json',
      'hello/build_animation.json',
      'hello_2/build_animation.json',
    ]);
    const page = readFileSync(join(out(), 'summary.html'), 'utf8');
    expect(page).toContain('3 done, 1 failed, 0 waiting');
    expect(page).toContain('[input.empty]');
  });

  test('leaves what is done, tracks what is new, changed, broken or failed, and keeps the names', async () => {
    const folder = clips({
      'b.mp4': {},
      'c.mp4': {},
      'd.mp4': {},
      'e.mp4': { fail: 'input.empty', times: 99 },
    });
    await finish([folder]);
    expect((await finish([folder])).tracked).toEqual(['e failed']);
    clips({ 'b.mov': {}, 'c.mp4': { ms: 9 }, 'e.mp4': {} });
    rmSync(join(out(), 'd', 'motion.jsonl.gz'));
    const { tracked, manifest } = await finish([folder]);
    expect(tracked).toEqual(['b_2 done', 'c done', 'd done', 'e done']);
    expect(manifest.clips).toHaveLength(5);
    expect((await finish([folder], { fps: 60 })).tracked).toHaveLength(5);
    expect((await finish([folder], { fps: 60, again: true })).tracked).toHaveLength(5);
  });

  test('tries again what may pass', async () => {
    const folder = clips({ 'a.mp4': { fail: 'ffmpeg.failed' } });
    const { manifest } = await finish([folder]);
    expect(manifest.clips[0]).toMatchObject({ state: 'done', error: null });
  });

  test('stops clean, and goes on where it was', async () => {
    const folder = clips({ 'a.mp4': {}, 'b.mp4': { ms: 60_000 }, 'c.mp4': {}, 'd.mp4': { ms: 60_000 } });
    const stop = new AbortController();
    const { result, tracked } = start([folder], { signal: stop.signal });
    while (tracked.length < 2) await new Promise((resolve) => setTimeout(resolve, 20));
    stop.abort();
    await expect(result).rejects.toBeDefined();
    expect(manifestFile().clips.map(({ state }) => state)).toEqual(['done', 'waiting', 'done', 'waiting']);
    expect(readdirSync(out()).filter((name) => name.endsWith('.partial') || name.endsWith('.lock'))).toEqual(
      [],
    );
    clips({ 'b.mp4': {}, 'd.mp4': {} });
    expect((await finish([folder])).tracked).toEqual(['b done', 'd done']);
  });

  test('removes what a killed batch was writing, and takes over its lock', async () => {
    const folder = clips({ 'a.mp4': {} });
    mkdirSync(join(out(), '.a.0123456789ab.partial'), { recursive: true });
    writeFileSync(join(out(), '.batch.lock'), '4194304');
    await finish([folder]);
    expect(readdirSync(out()).filter((name) => name.startsWith('.') && name !== '.checkpoints')).toEqual([]);
  });

  test('lets no second batch write into the folder', async () => {
    const folder = clips({ 'a.mp4': {} });
    mkdirSync(out(), { recursive: true });
    writeFileSync(join(out(), '.batch.lock'), String(process.pid));
    await expect(finish([folder])).rejects.toMatchObject({ code: 'workspace.locked' });
  });

  test('takes a manifest of its own with names and options', async () => {
    const path = bench.clip({}, 'x.mp4');
    const list = join(bench.folder, 'in.json');
    const clip = { input: 'x.mp4', asset: 'WELCOME', options: { from: 1, to: 2 } };
    writeFileSync(list, JSON.stringify({ format: 'avatar-tracker.batch', version: 1, clips: [clip] }));
    const { manifest } = await finish([list]);
    expect(manifest.clips).toMatchObject([
      { input: path, asset: 'WELCOME', options: { from: 1, to: 2, fps: 30 } },
    ]);
    const twice = [clip, { ...clip, input: 'y.mp4', asset: 'Welcome' }];
    writeFileSync(list, JSON.stringify({ format: 'avatar-tracker.batch', version: 1, clips: twice }));
    rmSync(out(), { recursive: true });
    await expect(finish([list])).rejects.toMatchObject({ code: 'usage.invalid' });
  });
});

describe('findClips', () => {
  test('takes folders, patterns, lists and files, each clip once', async () => {
    const folder = clips({ 'b.MP4': {}, 'a.mkv': {}, 'notes.doc': {} });
    const list = join(bench.folder, 'list.txt');
    writeFileSync(list, '# day one\nclips/b.MP4\n\nclips/none.mp4\n');
    const at = (...names: string[]) => names.map((name) => ({ input: join(folder, name) }));
    expect(await findClips([folder])).toEqual(at('a.mkv', 'b.MP4'));
    expect(await findClips(['clips/*.mkv', folder], bench.folder)).toEqual(at('a.mkv', 'b.MP4'));
    expect(await findClips([list])).toEqual(at('b.MP4', 'none.mp4'));
    expect(await findClips([join(folder, 'notes.doc')])).toEqual(at('notes.doc'));
  });

  test.each([['*.none'], ['missing.mp4'], ['empty']])('%s names no video', async (arg) => {
    mkdirSync(join(bench.folder, 'empty'));
    await expect(findClips([arg], bench.folder)).rejects.toMatchObject({ code: 'input.not-found' });
  });

  test('a damaged manifest is told', async () => {
    const list = join(bench.folder, 'in.json');
    writeFileSync(list, '{"format":"avatar-tracker.batch"}');
    await expect(findClips([list])).rejects.toMatchObject({ code: 'input.invalid' });
  });
});
