import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { importModelFile, loadModel, openModelStore } from '../../../sidecar/src/models/index.ts';
import tables from './face-blendshapes.data.json' with { type: 'json' };

const shared = fileURLToPath(new URL('../../../../shared/data/', import.meta.url));
const task = `${shared}models/face_landmarker_v2_with_blendshapes.task`;
const testdata = `${shared}reference/mediapipe_testdata/`;

/** Size in pixels of the picture that the published landmarks were found in. */
const PICTURE = { width: 820, height: 1024 };

describe.skipIf(!existsSync(task))('needs ../shared: the face blendshape model', () => {
  const dir = mkdtempSync(join(tmpdir(), 'avatar-blendshapes-'));
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  test('gives the published coefficients for the published landmarks', async () => {
    const store = openModelStore({ dir });
    const imported = await importModelFile(store, task);
    expect(imported.map(({ name }) => name)).toContain('face_blendshapes');
    const model = await loadModel(store, 'face_blendshapes');
    expect(model.inputShape).toEqual([1, 146, 2]);
    const points = read('face_blendshapes_in_landmarks.prototxt', /x: (\S+)\s+y: (\S+)/g);
    for (const [place, index] of tables.landmark_indices.entries()) {
      const [x, y] = points[index] as [number, number];
      model.input[2 * place] = x * PICTURE.width;
      model.input[2 * place + 1] = y * PICTURE.height;
    }
    const [coefficients] = await model.run();
    const expected = read('face_blendshapes_out.prototxt', /score: (\S+)/g).map(([score]) => score as number);
    expect(coefficients).toHaveLength(tables.output_names.length);
    const worst = Math.max(
      ...expected.map((score, index) => Math.abs(score - (coefficients?.[index] ?? Number.NaN))),
    );
    expect(worst).toBeLessThan(1e-4);
    await model.release();
  });

  test('the other models of the archive are recognised and can be loaded', async () => {
    const store = openModelStore({ dir });
    const imported = await importModelFile(store, task);
    expect(imported.map(({ name }) => name).sort()).toEqual([
      'face_blendshapes',
      'face_detector',
      'face_landmarks_detector',
    ]);
    const mesh = await loadModel(store, 'face_landmarks_detector');
    expect(mesh.inputShape).toEqual([1, 192, 192, 3]);
    expect(mesh.outputs[0]?.shape).toEqual([1, 1, 1, 1434]);
    await mesh.release();
  });

  function read(file: string, pattern: RegExp): number[][] {
    return [...readFileSync(testdata + file, 'utf8').matchAll(pattern)].map((match) =>
      match.slice(1).map(Number),
    );
  }
});
