import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { fillPattern, loadModel, openModelStore } from '../../../sidecar/src/models/index.ts';
import { readChecked } from '../../../sidecar/src/models/store/checked-file.ts';

const dir = mkdtempSync(join(tmpdir(), 'avatar-load-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));
const store = openModelStore({ dir });
const imported = () => readdirSync(join(dir, 'imported')).map((name) => join(dir, 'imported', name));

/** Models and outputs of the default mode, the hand once for each side. */
const POSE_OUTPUTS = ['Identity', 'Identity_1', 'Identity_3', 'Identity_4'];
const DEFAULT_SET: [string, string[]][] = [
  ['pose_detection', []],
  ['pose_landmark_full', POSE_OUTPUTS],
  ['hand_recrop', []],
  ['hand_landmark_full', ['Identity', 'Identity_1', 'Identity_3']],
  ['hand_landmark_full', ['Identity', 'Identity_1', 'Identity_3']],
  ['face_detection_short_range', []],
  ['face_landmark_with_attention', []],
];

describe('a loaded model', () => {
  test('says what it is', async () => {
    const model = await loadModel(store, 'hand_recrop');
    expect(model).toMatchObject({
      name: 'hand_recrop',
      file: 'hand_recrop.tflite',
      sha256: '67d996ce96f9d36fe17d2693022c6da93168026ab2f028f9e2365398d8ac7d5d',
      provider: 'cpu',
      inputShape: [1, 256, 256, 3],
      outputs: [{ name: 'output_crop', shape: [1, 1, 1, 4] }],
    });
    expect(model.input).toHaveLength(256 * 256 * 3);
    await model.release();
  });

  test('writes into the same arrays at every run', async () => {
    const model = await loadModel(store, 'hand_recrop');
    model.input.fill(0.25);
    const [first] = await model.run();
    const values = Array.from(first ?? []);
    model.input.fill(0.75);
    const [second] = await model.run();
    expect(second).toBe(first);
    expect(Array.from(second ?? [])).not.toEqual(values);
    await model.release();
  });

  test('gives the outputs that were asked for, in that order, with the same numbers', async () => {
    const names = ['conv2d_31', 'conv2d_21'];
    const [all, some] = [
      await loadModel(store, 'face_landmark'),
      await loadModel(store, 'face_landmark', { outputs: names }),
    ];
    for (const model of [all, some]) fillPattern(model, [0, 1]);
    const [mesh, flag] = await all.run();
    const [prunedFlag, prunedMesh] = await some.run();
    expect(some.outputs.map(({ name }) => name)).toEqual(names);
    expect([prunedMesh, prunedFlag]).toEqual([mesh, flag]);
    for (const model of [all, some]) await model.release();
  });
});

describe('the cache', () => {
  test('loads the default set in under 2 s at the second start', async () => {
    const load = async () => {
      for (const [name, outputs] of DEFAULT_SET) await (await loadModel(store, name, { outputs })).release();
    };
    await load();
    const files = imported();
    const start = performance.now();
    await load();
    expect(performance.now() - start).toBeLessThan(2000);
    expect(imported()).toEqual(files);
  });

  test.each([
    ['cut off', (bytes: Buffer) => bytes.subarray(0, bytes.length >> 1)],
    ['empty', () => Buffer.alloc(0)],
    ['changed by one bit', (bytes: Buffer) => bytes.fill((bytes[5000] ?? 0) ^ 1, 5000, 5001)],
  ])('is made again where it is %s', async (_, spoil) => {
    const before = await loadModel(store, 'hand_recrop');
    fillPattern(before, [0, 1]);
    const expected = (await before.run()).map((values) => Array.from(values));
    const files = imported().filter((path) => path.includes('hand_recrop'));
    for (const path of files) writeFileSync(path, spoil(readFileSync(path)));
    const after = await loadModel(store, 'hand_recrop');
    fillPattern(after, [0, 1]);
    expect((await after.run()).map((values) => Array.from(values))).toEqual(expected);
    for (const path of files) expect(await readChecked(path), path).not.toBeNull();
    for (const model of [before, after]) await model.release();
  });

  test('keeps nothing but whole files', async () => {
    await Promise.all([1, 2, 3].map(() => loadModel(store, 'hand_recrop', { outputs: ['output_crop'] })));
    for (const path of imported()) expect(await readChecked(path), path).not.toBeNull();
  });
});

describe('what is refused', () => {
  test.each([
    ['a model that is not in the catalogue', 'nose_landmark', [], 'model.missing'],
    ['a model whose pack is not here', 'face_blendshapes', [], 'model.missing'],
    ['an output that the model does not have', 'hand_recrop', ['Identity'], 'model.invalid'],
  ] as [string, string, string[], string][])('%s', async (_, name, outputs, code) => {
    await expect(loadModel(store, name, { outputs })).rejects.toMatchObject({ code });
  });

  test('a provider that the runtime cannot start, unless a warning is asked for', async () => {
    const provider = process.platform === 'linux' ? 'dml' : 'cuda';
    await expect(loadModel(store, 'hand_recrop', { provider })).rejects.toMatchObject({
      code: 'device.unavailable',
    });
    const warnings: string[] = [];
    const model = await loadModel(store, 'hand_recrop', {
      provider,
      onWarning: (text) => warnings.push(text),
    });
    expect(model.provider).toBe('cpu');
    expect(warnings[0]).toContain(`hand_recrop does not run on ${provider} and runs on the CPU instead`);
    await model.release();
  });
});

const built = fileURLToPath(new URL('../../../sidecar/dist/models/index.js', import.meta.url));

describe.skipIf(!existsSync(built))('needs the build: two processes that start at once', () => {
  test('share an empty folder and both get whole models', async () => {
    const shared = join(dir, 'shared');
    const program = `
      const { loadModel, openModelStore } = await import(${JSON.stringify(built)});
      const store = openModelStore({ dir: ${JSON.stringify(shared)} });
      for (const name of ['hand_recrop', 'face_landmark']) {
        const model = await loadModel(store, name);
        model.input.fill(0.5);
        console.log((await model.run()).map((values) => values[0]).join());
      }`;
    const runs = await Promise.all([start(program), start(program), start(program)]);
    expect(runs[0]?.output).toMatch(/^-?\d/);
    for (const run of runs) expect(run).toEqual({ code: 0, output: runs[0]?.output });
    const files = readdirSync(join(shared, 'imported'));
    expect(files).toHaveLength(2);
    for (const name of files) expect(await readChecked(join(shared, 'imported', name))).not.toBeNull();
  });
});

function start(program: string): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += String(chunk);
    });
    child.on('close', (code) => resolve({ code, output }));
  });
}
