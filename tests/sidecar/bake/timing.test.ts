import { describe, expect, it } from 'vitest';
import { writeBake } from '../../../sidecar/src/bake/write-bake.ts';
import { hasPython, metahumanProject, runInEditor } from './editor.ts';
import { makeFrame, metahumanHeader } from './motion-fixture.ts';
import { tempFolder } from './temp-folder.ts';

const FRAMES = 10_000;

describe('bake of 10,000 frames of the whole MetaHuman', () => {
  it('writes script, job and data in under 3 s of CPU', async () => {
    const header = metahumanHeader({ frames: FRAMES });
    const frames = Array.from({ length: FRAMES }, (_, index) => makeFrame(header, index));
    const before = process.cpuUsage();
    await writeBake({ header, frames }, tempFolder());
    const { user, system } = process.cpuUsage(before);
    const seconds = (user + system) / 1e6;
    console.info(`bake: ${FRAMES} frames written in ${seconds.toFixed(2)} s of CPU`);
    expect(seconds).toBeLessThan(3);
  });

  it.skipIf(!hasPython)('needs python3: prepares the keys of 64 bones in under 5 s of CPU', async () => {
    const header = metahumanHeader({ frames: FRAMES });
    const body = { ...header, curves: [] };
    const frames = Array.from({ length: FRAMES }, (_, index) => makeFrame(body, index));
    const { script } = await writeBake({ header: body, frames }, tempFolder());
    const run = runInEditor(script, metahumanProject(header.skeleton), { brief: true });
    console.info(
      `bake: ${FRAMES} frames baked in the simulated editor in ${run.cpuSeconds.toFixed(2)} s of CPU`,
    );
    expect(run.result?.ok).toBe(true);
    expect(run.cpuSeconds).toBeLessThan(5);
  });
});
