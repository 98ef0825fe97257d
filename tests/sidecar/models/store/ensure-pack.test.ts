import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  ensurePack,
  listModels,
  openModelStore,
  verifyModels,
} from '../../../../sidecar/src/models/index.ts';
import { writeChecked } from '../../../../sidecar/src/models/store/checked-file.ts';
import { sourcePath } from '../../../../sidecar/src/models/store/open-model-store.ts';
import type { Catalog } from '../../../../sidecar/src/protocol/catalog.ts';
import { catalog, holisticModels, readInstalled } from '../support/installed-models.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'avatar-pack-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

/** A catalogue whose default pack has two small models only. */
const small: Catalog = {
  version: 1,
  packs: catalog.packs.map((pack) => ({
    ...pack,
    models: pack.models.filter(({ size }) => size < 1_200_000),
  })),
};

describe('the default pack', () => {
  test('is unpacked once, and whole again after damage', async () => {
    const store = openModelStore({ dir, catalog: small });
    expect(await ensurePack(store, 'mediapipe-holistic')).toBe('unpacked');
    expect(await ensurePack(store, 'mediapipe-holistic')).toBe('present');
    const [model] = small.packs[0]?.models ?? [];
    writeFileSync(sourcePath(store, model as NonNullable<typeof model>), 'damaged');
    expect(await ensurePack(store, 'mediapipe-holistic')).toBe('unpacked');
    expect(await ensurePack(store, 'mediapipe-holistic')).toBe('present');
  });

  test('whose installed file is another version is model.hash-mismatch', async () => {
    const [pack] = small.packs;
    const models = pack?.models.map((model) => ({ ...model, sha256: 'a'.repeat(64) })) ?? [];
    const other = { version: 1 as const, packs: [{ ...pack, models }] } as Catalog;
    const run = ensurePack(openModelStore({ dir, catalog: other }), 'mediapipe-holistic');
    await expect(run).rejects.toMatchObject({ code: 'model.hash-mismatch' });
    expect(readdirSync(dir)).toEqual([]);
  });

  test('stops when it is told to', async () => {
    const store = openModelStore({ dir });
    const run = ensurePack(store, 'mediapipe-holistic', { signal: AbortSignal.abort() });
    await expect(run).rejects.toMatchObject({ name: 'AbortError' });
  });
});

test('a pack that does not exist is model.missing and names those that do', async () => {
  await expect(ensurePack(openModelStore({ dir }), 'other')).rejects.toMatchObject({
    code: 'model.missing',
    message: expect.stringContaining('mediapipe-holistic, face-blendshapes'),
  });
});

test('a pack with an address is fetched, unpacked and cleaned up after', async () => {
  const archive = zipSync({ 'model.tflite': await readInstalled('hand_recrop') });
  const server = createServer((_, response) => response.end(archive));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const sha256 = createHash('sha256').update(archive).digest('hex');
    const source = { kind: 'url' as const, file: 'some.task', url, sha256, size: archive.length };
    const models = holisticModels.filter(({ name }) => name === 'hand_recrop');
    const pack = { name: 'fetched', title: 'Fetched', licence: 'Apache-2.0', source, models };
    const store = openModelStore({ dir, catalog: { version: 1, packs: [pack] } });
    expect((await listModels(store))[0]?.state).toBe('missing');
    expect(await ensurePack(store, 'fetched')).toBe('downloaded');
    expect(await ensurePack(store, 'fetched')).toBe('present');
    expect((await listModels(store))[0]?.state).toBe('stored');
    expect(readdirSync(join(dir, 'downloads'))).toEqual([]);
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
});

describe('verifyModels', () => {
  test('finds what is whole, absent and damaged', async () => {
    const store = openModelStore({ dir, catalog: small });
    await ensurePack(store, 'mediapipe-holistic');
    const blendshapes = small.packs[1]?.models.find(({ name }) => name === 'face_blendshapes');
    writeFileSync(sourcePath(store, blendshapes as NonNullable<typeof blendshapes>), 'damaged');
    const states = Object.fromEntries((await verifyModels(store)).map(({ model, state }) => [model, state]));
    expect(states).toMatchObject({
      hand_recrop: 'whole',
      face_blendshapes: 'damaged',
      face_detector: 'absent',
    });
  });

  test('removes what is damaged or left half-written, and nothing else', async () => {
    const store = openModelStore({ dir, catalog: small });
    const folder = join(dir, 'imported');
    await writeChecked(join(folder, 'whole.onnx'), Uint8Array.of(1));
    for (const name of ['damaged.onnx', 'old.onnx.1-a.tmp', 'new.onnx.1-b.tmp'])
      writeFileSync(join(folder, name), 'x');
    utimesSync(join(folder, 'old.onnx.1-a.tmp'), 0, 0);
    await verifyModels(store);
    expect(readdirSync(folder).sort()).toEqual(['new.onnx.1-b.tmp', 'whole.onnx']);
  });
});
