import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import { chooseProviders, openModelStore } from '../../../../sidecar/src/models/index.ts';
import { MAX_OUTPUT_ERROR } from '../../../../sidecar/src/models/provider/output-error.ts';
import { probeProvider } from '../../../../sidecar/src/models/provider/probe-provider.ts';
import { catalog } from '../support/installed-models.ts';

/** Vulkan on the CPU, as Debian's chromium package brings it. */
const DRIVER = '/usr/lib/chromium/vk_swiftshader_icd.json';
const CHILD = fileURLToPath(
  new URL('../../../../sidecar/dist/models/provider/probe-child.js', import.meta.url),
);

/** Models that take seconds there; the others take minutes and run when AVATAR_TRACKER_SLOW_TESTS is set. */
const QUICK = ['hand_recrop', 'face_detection_short_range', 'face_landmark', 'face_landmark_with_attention'];
const SLOW = catalog.packs[0]?.models.map(({ name }) => name).filter((name) => !QUICK.includes(name)) ?? [];

const PATIENCE = 600_000;

/** The segmentation mask is never computed. */
const outputsOf = (model: string) =>
  model.startsWith('pose_landmark') ? ['Identity', 'Identity_1', 'Identity_3', 'Identity_4'] : [];

const dir = mkdtempSync(join(tmpdir(), 'avatar-webgpu-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));
afterEach(() => vi.unstubAllEnvs());

async function expectSameNumbers(model: string): Promise<void> {
  vi.stubEnv('VK_DRIVER_FILES', DRIVER);
  const models = [{ model, outputs: outputsOf(model) }];
  const request = { dir, provider: 'webgpu' as const, threads: 1, models };
  const { results, stopped } = await probeProvider(request, { modelTimeout: PATIENCE });
  expect({ results, stopped }).toMatchObject({ results: [{ outcome: 'ran', model }], stopped: null });
  const [result] = results;
  expect(result?.outcome === 'ran' ? result.error : null).toBeLessThan(MAX_OUTPUT_ERROR);
}

const here = existsSync(CHILD);

describe.skipIf(!here || !existsSync(DRIVER))(
  'needs a software Vulkan driver: webgpu gives the numbers of the CPU',
  () => {
    test.each(QUICK)('%s', { timeout: PATIENCE }, expectSameNumbers);
    test.skipIf(!process.env.AVATAR_TRACKER_SLOW_TESTS).each(SLOW)(
      '%s',
      { timeout: PATIENCE },
      expectSameNumbers,
    );
  },
);

describe.skipIf(!here || process.platform !== 'linux')(
  'needs Linux: a machine without a graphics driver',
  () => {
    test('is told so, and uses the CPU', async () => {
      vi.stubEnv('VK_DRIVER_FILES', '/nonexistent');
      const models = [{ model: 'hand_recrop', outputs: [] }];
      const choice = await chooseProviders(openModelStore({ dir }), { device: 'webgpu', models });
      expect(choice.providers).toEqual({ hand_recrop: 'cpu' });
      expect(choice.warnings).toEqual([expect.stringMatching(/^The device webgpu cannot be used: /)]);
    });
  },
);
