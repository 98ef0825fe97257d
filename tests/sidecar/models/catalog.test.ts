import { describe, expect, test } from 'vitest';
import { CatalogSchema } from '../../../sidecar/src/protocol/catalog.ts';
import official from './official-files.data.json' with { type: 'json' };
import { catalog } from './support/installed-models.ts';

const officialFiles: Record<string, { sha256: string; url: string } | undefined> = official;

describe('models/catalog.json', () => {
  const holistic = catalog.packs.find(({ name }) => name === 'mediapipe-holistic');
  const blendshapes = catalog.packs.find(({ name }) => name === 'face-blendshapes');

  test('has the models of the default pack under their official digests and addresses', () => {
    expect(holistic?.models.length).toBeGreaterThanOrEqual(9);
    for (const model of holistic?.models ?? [])
      expect(officialFiles[model.file], model.file).toEqual({ sha256: model.sha256, url: model.url });
  });

  test('has the blendshape archive under its official digest and address', () => {
    const source = blendshapes?.source;
    expect(source?.kind).toBe('url');
    if (source?.kind !== 'url') return;
    expect(officialFiles[`tasks/testdata/vision/${source.file}`]).toEqual({
      sha256: source.sha256,
      url: source.url,
    });
  });
});

test.each([
  ['a short digest', (model: Record<string, unknown>) => ({ ...model, sha256: 'abc' })],
  [
    'an address without https',
    (model: Record<string, unknown>) => ({ ...model, url: 'http://example.org/a.tflite' }),
  ],
  ['a name that leaves the folder', (model: Record<string, unknown>) => ({ ...model, name: '../a' })],
  ['a name that is taken', (model: Record<string, unknown>) => ({ ...model, name: 'hand_recrop' })],
])('%s is refused', (_, change) => {
  const packs = catalog.packs.map((pack) => ({
    ...pack,
    models: pack.models.map((model, index) => (index === 0 ? change(model) : model)),
  }));
  expect(CatalogSchema.safeParse({ version: 1, packs }).success).toBe(false);
  expect(CatalogSchema.safeParse(catalog).success).toBe(true);
});
