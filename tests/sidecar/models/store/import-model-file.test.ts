import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { afterAll, describe, expect, test } from 'vitest';
import {
  importModelFile,
  listModels,
  loadModel,
  openModelStore,
} from '../../../../sidecar/src/models/index.ts';
import { encodeOnnx } from '../../../../sidecar/src/models/onnx/encode-onnx.ts';
import { catalog, readInstalled } from '../support/installed-models.ts';
import { importGraph, oneOperator } from '../support/run-tflite.ts';

const dir = mkdtempSync(join(tmpdir(), 'avatar-import-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

function put(name: string, bytes: Uint8Array): string {
  writeFileSync(join(dir, name), bytes);
  return join(dir, name);
}

test('a model is known by its digest, whatever its name is', async () => {
  const store = openModelStore({ dir: join(dir, 'one') });
  const path = put("it's a módel.TFLITE", await readInstalled('hand_recrop'));
  const [model] = await importModelFile(store, path);
  expect(model?.name).toBe('hand_recrop');
  const listed = await listModels(store);
  expect(listed.find(({ name }) => name === 'hand_recrop')?.state).toBe('stored');
  expect(readdirSync(join(dir, 'one', 'sources'))).toEqual(['67d996ce96f9d36f-hand_recrop.tflite']);
});

test('an archive gives every model that is known', async () => {
  const store = openModelStore({ dir: join(dir, 'two') });
  const [recrop, face] = [
    await readInstalled('hand_recrop'),
    await readInstalled('face_detection_short_range'),
  ];
  const archive = zipSync(
    { '../x.tflite': recrop, 'y.tflite': face, 'z.tflite': Uint8Array.of(1) },
    { level: 1 },
  );
  const models = await importModelFile(store, put('some.task', archive));
  expect(models.map(({ name }) => name).sort()).toEqual(['face_detection_short_range', 'hand_recrop']);
  expect(readFileSync(join(dir, 'two', 'sources', '67d996ce96f9d36f-hand_recrop.tflite'))).toEqual(
    Buffer.from(recrop),
  );
});

test('an ONNX model of the catalogue runs as it was published', async () => {
  const bytes = encodeOnnx(importGraph(oneOperator({ op: 'RELU' }, { input: [1, 4], output: [1, 4] })));
  const entry = {
    name: 'relu',
    file: 'tests/relu.onnx',
    sha256: createHash('sha256').update(bytes).digest('hex'),
    size: bytes.length,
    licence: 'MIT',
    role: 'Test.',
    inputRange: [0, 1] as [number, number],
  };
  const packs = catalog.packs.map((pack) => ({ ...pack, models: [...pack.models, entry] })).slice(1);
  const store = openModelStore({ dir: join(dir, 'onnx'), catalog: { version: 1, packs } });
  expect((await importModelFile(store, put('some.onnx', bytes))).map(({ name }) => name)).toEqual(['relu']);
  const model = await loadModel(store, 'relu');
  model.input.set([-1, 2, -3, 4]);
  expect((await model.run()).map((values) => Array.from(values))).toEqual([[0, 2, 0, 4]]);
  await model.release();
});

describe('what is refused leaves the store as it was', () => {
  test.each([
    ['a model that is not in the catalogue', 'other.tflite', 'model.invalid'],
    ['an ONNX file that is not in the catalogue', 'other.onnx', 'model.invalid'],
    ['an archive without models', 'other.task', 'model.invalid'],
    ['another kind of file', 'other.mp4', 'model.invalid'],
  ])('%s', async (_, name, code) => {
    const store = openModelStore({ dir: join(dir, 'three') });
    const content = name.endsWith('.task') ? zipSync({ 'a.txt': Uint8Array.of(1) }) : Uint8Array.of(1, 2, 3);
    await expect(importModelFile(store, put(name, content))).rejects.toMatchObject({ code });
    expect(readdirSync(join(dir, 'three'))).toEqual([]);
  });

  test('a file that is not there', async () => {
    const store = openModelStore({ dir: join(dir, 'three') });
    await expect(importModelFile(store, join(dir, 'no.tflite'))).rejects.toMatchObject({
      code: 'input.not-found',
    });
  });

  test('a folder', async () => {
    const store = openModelStore({ dir: join(dir, 'three') });
    openModelStore({ dir: join(dir, 'folder.tflite') });
    const run = importModelFile(store, join(dir, 'folder.tflite'));
    await expect(run).rejects.toMatchObject({ code: 'input.unreadable' });
  });
});
