import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { fillPattern, loadModel, openModelStore } from '../../../sidecar/src/models/index.ts';
import { readTflite } from '../../../sidecar/src/models/tflite/read-tflite.ts';
import tables from './reference-vectors.data.json' with { type: 'json' };
import { holisticModels, readInstalled } from './support/installed-models.ts';

const dir = mkdtempSync(join(tmpdir(), 'avatar-models-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

interface Reference {
  readonly name: string;
  readonly shape: readonly number[];
  readonly first8: readonly number[];
  readonly mean: number;
  readonly std: number;
  readonly min: number;
  readonly max: number;
}
const references: Record<string, Reference[]> = tables.models;

/** Agreement that the references promise, and the last digit in which they are written. */
const RELATIVE = 1e-3;
const WRITTEN = 1e-5;

/** The palm detector has no published numbers. */
const checked = holisticModels.filter(({ name }) => name !== 'palm_detection_full');

test('the references cover every model that the original graph runs', () => {
  expect(checked.map(({ name }) => name).sort()).toEqual(Object.keys(references).sort());
});

describe.each(checked)('$name', ({ name, inputRange }) => {
  test('gives the reference numbers on the stated pattern', async () => {
    const model = await loadModel(openModelStore({ dir }), name);
    fillPattern(model, inputRange);
    const outputs = await model.run();
    expect(model.outputs.map((output) => ({ ...output }))).toEqual(
      references[name]?.map((reference) => ({ name: reference.name, shape: reference.shape })),
    );
    for (const [index, reference] of (references[name] ?? []).entries())
      expectAgreement(outputs[index] ?? new Float32Array(), reference);
    await model.release();
  });

  test('is read operator for operator', async () => {
    const counts: Record<string, number> = {};
    for (const { name: op } of readTflite(await readInstalled(name)).operators)
      counts[op] = (counts[op] ?? 0) + 1;
    expect(counts).toEqual((tables.op_counts as Record<string, Record<string, number>>)[name]);
  });
});

/** Every stated number within 0.1 % of itself or of the tensor's spread, whichever is greater. */
function expectAgreement(values: Float32Array, reference: Reference): void {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  const pairs: [number, number][] = [
    [mean, reference.mean],
    [Math.sqrt(variance), reference.std],
    [values.reduce((a, b) => Math.min(a, b)), reference.min],
    [values.reduce((a, b) => Math.max(a, b)), reference.max],
    ...reference.first8.map((value, index): [number, number] => [values[index] ?? Number.NaN, value]),
  ];
  for (const [actual, expected] of pairs) {
    const tolerance = RELATIVE * Math.max(Math.abs(expected), reference.std) + WRITTEN;
    expect(Math.abs(actual - expected), `${reference.name}: ${actual} for ${expected}`).toBeLessThan(
      tolerance,
    );
  }
}
