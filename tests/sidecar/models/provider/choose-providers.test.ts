import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  type ChooseProvidersOptions,
  chooseProviders,
  type Device,
  forgetProviders,
  type ModelStore,
  openModelStore,
} from '../../../../sidecar/src/models/index.ts';
import type { ProbeRequest, ProbeResult } from '../../../../sidecar/src/models/provider/probe-messages.ts';
import type { ProbeReport } from '../../../../sidecar/src/models/provider/probe-provider.ts';

let store: ModelStore;
beforeEach(() => {
  store = openModelStore({ dir: mkdtempSync(join(tmpdir(), 'avatar-choose-')) });
});
afterEach(() => rmSync(store.dir, { recursive: true, force: true }));

const POSE = { model: 'pose_landmark_full', outputs: ['Identity'] };
const HAND = { model: 'hand_landmark_full', outputs: [] };
const ran = (model: string, ms: number, cpuMs: number, error: number | null = 0): ProbeResult => ({
  outcome: 'ran',
  model,
  ms,
  cpuMs,
  error,
});
const failed = (model: string, unavailable: boolean): ProbeResult => ({
  outcome: 'failed',
  model,
  unavailable,
  message: 'no luck',
});

/** Chooses for both models, with a fixed report for each provider. */
function choose(
  device: Device,
  reports: Partial<Record<string, ProbeReport>>,
  more: Partial<ChooseProvidersOptions> = {},
) {
  const probe = vi.fn(
    async ({ provider }: ProbeRequest) => reports[provider] ?? { results: [], stopped: null },
  );
  const available = ['cpu', 'cuda', 'webgpu'] as const;
  const options = { device, models: [POSE, HAND], available, probe, ...more };
  return { probe, choice: chooseProviders(store, options) };
}
const report = (...results: ProbeResult[]): ProbeReport => ({ results, stopped: null });

describe('auto', () => {
  test('takes the fastest provider of each model', async () => {
    const { choice } = choose('auto', {
      webgpu: report(ran(POSE.model, 3, 10), ran(HAND.model, 5, 8)),
      cuda: report(ran(POSE.model, 2, 10), ran(HAND.model, 7, 8)),
    });
    expect(await choice).toEqual({
      providers: { [POSE.model]: 'cuda', [HAND.model]: 'webgpu' },
      warnings: [],
      notes: [],
      ms: {
        [POSE.model]: { cpu: 10, webgpu: 3, cuda: 2 },
        [HAND.model]: { cpu: 8, webgpu: 5, cuda: 7 },
      },
    });
  });

  test('stays on the CPU where another provider saves little', async () => {
    const { choice } = choose('auto', { webgpu: report(ran(POSE.model, 9, 10), ran(HAND.model, 20, 8)) });
    expect((await choice).providers).toEqual({ [POSE.model]: 'cpu', [HAND.model]: 'cpu' });
  });

  test.each([[0.01], [null]])('never takes wrong numbers (error %s), and says so', async (error) => {
    const { choice } = choose('auto', {
      webgpu: report(ran(POSE.model, 1, 10, error), ran(HAND.model, 1, 8)),
    });
    const { providers, warnings } = await choice;
    expect(providers).toEqual({ [POSE.model]: 'cpu', [HAND.model]: 'webgpu' });
    expect(warnings).toEqual([
      'pose_landmark_full gives other numbers on webgpu than on the CPU and stays on the CPU.',
    ]);
  });

  test('a machine without a graphics device is no reason for a warning', async () => {
    const { choice } = choose('auto', { webgpu: report(failed(POSE.model, true), failed(HAND.model, true)) });
    const { warnings, notes } = await choice;
    expect({ warnings, notes }).toEqual({
      warnings: [],
      notes: ['The device webgpu cannot be used: no luck'],
    });
  });

  test('a model that fails and a crash are warnings, and what ran before it counts', async () => {
    const { choice } = choose('auto', {
      webgpu: { results: [ran(POSE.model, 1, 10)], stopped: 'its process ended with SIGSEGV' },
      cuda: report(ran(POSE.model, 2, 10), failed(HAND.model, false)),
    });
    const { providers, warnings } = await choice;
    expect(providers).toEqual({ [POSE.model]: 'webgpu', [HAND.model]: 'cpu' });
    expect(warnings).toEqual([
      'hand_landmark_full does not run on cuda: no luck',
      'Trying webgpu failed: its process ended with SIGSEGV. The CPU is used instead.',
    ]);
  });

  test('remembers, with what was wrong, and tries only what it does not know', async () => {
    const crash = { webgpu: { results: [ran(POSE.model, 1, 10)], stopped: 'it hung' } };
    await choose('auto', crash, { models: [POSE] }).choice;
    const second = choose('auto', { webgpu: report(ran(HAND.model, 1, 8)) });
    expect((await second.choice).providers).toEqual({ [POSE.model]: 'webgpu', [HAND.model]: 'webgpu' });
    expect(second.probe.mock.calls.map(([request]) => request.models)).toEqual([[HAND], [HAND]]);
    const third = choose('auto', {});
    expect((await third.choice).notes).toEqual(['Trying webgpu failed: it hung. The CPU is used instead.']);
    expect(third.probe).not.toHaveBeenCalled();
  });

  test.each([
    ['other outputs', { models: [{ ...POSE, outputs: [] }] }],
    ['another number of threads', { models: [POSE], threads: 2 }],
  ])('%s are measured anew', async (_, more) => {
    await choose('auto', {}, { models: [POSE] }).choice;
    const again = choose('auto', {}, more);
    await again.choice;
    expect(again.probe).toHaveBeenCalled();
  });

  test('a memory that is damaged or forgotten is made anew', async () => {
    await choose('auto', {}).choice;
    writeFileSync(join(store.dir, 'providers.json'), '{"broken');
    const second = choose('auto', {});
    await second.choice;
    expect(second.probe).toHaveBeenCalled();
    expect(Object.keys(JSON.parse(readFileSync(join(store.dir, 'providers.json'), 'utf8')))).toHaveLength(2);
    await forgetProviders(store);
    const third = choose('auto', {});
    await third.choice;
    expect(third.probe).toHaveBeenCalled();
  });
});

describe('a named device', () => {
  test('cpu tries nothing', async () => {
    const { probe, choice } = choose('cpu', {});
    expect((await choice).providers).toEqual({ [POSE.model]: 'cpu', [HAND.model]: 'cpu' });
    expect(probe).not.toHaveBeenCalled();
  });

  test('is taken even where it is slower', async () => {
    const { choice } = choose('webgpu', { webgpu: report(ran(POSE.model, 50, 10), ran(HAND.model, 60, 8)) });
    expect((await choice).providers).toEqual({ [POSE.model]: 'webgpu', [HAND.model]: 'webgpu' });
  });

  test('that is not there falls back to the CPU with a warning', async () => {
    const { choice } = choose('webgpu', {
      webgpu: report(failed(POSE.model, true), failed(HAND.model, true)),
    });
    const { providers, warnings } = await choice;
    expect(providers).toEqual({ [POSE.model]: 'cpu', [HAND.model]: 'cpu' });
    expect(warnings).toEqual(['The device webgpu cannot be used: no luck']);
  });

  test('that the platform does not have is device.unavailable', async () => {
    const { choice } = choose('dml', {});
    await expect(choice).rejects.toMatchObject({
      code: 'device.unavailable',
      message: expect.stringContaining('cpu, cuda, webgpu'),
    });
  });
});

test('a stop goes through', async () => {
  const signal = AbortSignal.abort();
  const probe = async () => signal.throwIfAborted() as never;
  await expect(choose('auto', {}, { probe, signal }).choice).rejects.toMatchObject({ name: 'AbortError' });
});
