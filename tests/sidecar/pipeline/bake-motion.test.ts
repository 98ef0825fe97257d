import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bakeMotion } from '../../../sidecar/src/pipeline/bake-motion.ts';
import { createRunContext } from '../../../sidecar/src/pipeline/run-context.ts';
import type { SolvedMotion } from '../../../sidecar/src/pipeline/solve-motion.ts';
import { type BakeJob, BakeJobSchema } from '../../../sidecar/src/protocol/bake-job.ts';
import { defaultTrackOptions } from '../../../sidecar/src/protocol/default-options.ts';
import type { TrackJob } from '../../../sidecar/src/protocol/worker-messages.ts';
import { findFfmpeg } from '../../../sidecar/src/video/find-ffmpeg.ts';
import { makeFrames, makeHeader } from '../bake/motion-fixture.ts';
import { tempFolder } from '../bake/temp-folder.ts';

const { ffmpeg } = await findFfmpeg();

/** A second of black with a tone, or without any sound. */
function makeClip(sound: boolean): string {
  const path = join(tempFolder(), 'hello.mov');
  const inputs = ['-f', 'lavfi', '-i', 'color=black:s=64x48:r=30:d=1'];
  if (sound) inputs.push('-f', 'lavfi', '-i', 'sine=d=1');
  execFileSync(ffmpeg, ['-v', 'error', ...inputs, '-c:v', 'mpeg4', '-c:a', 'pcm_s16le', path]);
  return path;
}

async function bake(input: string, asset: TrackJob['asset'], from: number | null = null) {
  const workDir = tempFolder();
  const header = makeHeader({ frames: 15 });
  const motion = { header, frames: makeFrames(header) } as unknown as SolvedMotion;
  const options = { ...defaultTrackOptions(), from };
  const run = createRunContext(
    { input, workDir, outDir: '/out/hello', options, asset },
    { signal: new AbortController().signal, onProgress() {}, onWarning() {}, onDevice() {} },
  );
  const line = await bakeMotion(run, motion);
  const job: BakeJob = BakeJobSchema.parse(
    JSON.parse(readFileSync(join(workDir, 'build_animation.json'), 'utf8')),
  );
  return { line, job, warnings: run.warnings, wav: join(workDir, 'audio.wav') };
}

describe('bakeMotion', () => {
  it('takes sound and video along where they are asked for, from where the motion starts', async () => {
    const input = makeClip(true);
    const { line, job, warnings, wav } = await bake(
      input,
      { audio: true, video: true, sequence: true },
      0.25,
    );
    expect(line).toBe('py "/out/hello/build_animation.py"');
    expect(warnings).toEqual([]);
    expect(job.audio).toMatchObject({ file: 'audio.wav', bytes: readFileSync(wav).length, seconds: 0.5 });
    expect(job.video).toMatchObject({ path: input, startSeconds: 0.25 });
    expect(job.sequence).toEqual({
      asset: { folder: '/Game/AvatarTracker', name: 'hello_Sequence' },
      actor: null,
    });
  });

  it('makes neither unless asked, and names the assets as told', async () => {
    const { job, wav } = await bake(makeClip(true), { name: 'Wave', folder: '/Game/Signs' });
    expect([job.audio, job.video, job.sequence, existsSync(wav)]).toEqual([null, null, null, false]);
    expect(job.body.asset).toEqual({ folder: '/Game/Signs', name: 'Wave_Body' });
  });

  it('warns of a clip without sound', async () => {
    const { job, warnings } = await bake(makeClip(false), { audio: true });
    expect(job.audio).toBeNull();
    expect(warnings).toEqual(['The clip has no sound that can be read: none goes to Unreal.']);
  });
});
