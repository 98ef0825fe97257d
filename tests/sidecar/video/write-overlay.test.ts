import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { LandmarkFrame } from '../../../sidecar/src/protocol/landmarks.ts';
import { decodeVideo } from '../../../sidecar/src/video/decode-video.ts';
import { probeVideo } from '../../../sidecar/src/video/probe-video.ts';
import { writeOverlay } from '../../../sidecar/src/video/write-overlay.ts';
import { clipFolder, ffmpeg, runningChildren } from './clips.ts';
import { FFMPEG_KINDS } from './ffmpeg-kinds.ts';

const folder = await clipFolder();
const source = join(folder, 'source.mkv');

/** A body whose left upper arm is a vertical line at `x`, 0 to 1. */
function landmarks(time: number, x: number): LandmarkFrame {
  const pose = Array.from({ length: 33 }, (_, i): [number, number, number, number] =>
    i === 11 ? [x, 0.1, 0, 1] : i === 13 ? [x, 0.9, 0, 1] : [-9, -9, 0, 0],
  );
  const unseen = { world: null, leftHand: null, rightHand: null, leftHandWorld: null, rightHandWorld: null };
  const confidence = { body: 1, leftHand: 0, rightHand: 0, face: 0 };
  return { frame: Math.round(time * 25), time, pose, ...unseen, face: null, confidence };
}

/** Where in each frame the line is, 0 to 1; null where there is none. */
async function linesIn(file: string, env: NodeJS.ProcessEnv) {
  const found: { time: number; x: number | null }[] = [];
  const info = await probeVideo(file, { env });
  for await (const { time, data, width, height } of decodeVideo(info, { env })) {
    const row = Math.floor(height / 2) * width * 3;
    const orange = Array.from({ length: width }, (_, x) => data[row + x * 3]! - data[row + x * 3 + 2]!);
    const strongest = orange.indexOf(Math.max(...orange));
    found.push({ time, x: orange[strongest]! > 60 ? strongest / width : null });
  }
  return found;
}

describe.each(FFMPEG_KINDS)('writeOverlay with $name', ({ env }) => {
  const path = join(folder, 'overlay.mp4');

  it('draws the landmarks of each frame on that frame, and keeps the sound', async () => {
    const sound = ['-f', 'lavfi', '-i', 'sine=d=1', '-c:v', 'mpeg4', '-c:a', 'aac'];
    await ffmpeg('-f', 'lavfi', '-i', 'color=gray:s=320x240:r=25:d=1', ...sound, source);
    const info = await probeVideo(source, { env });
    const frames = Array.from({ length: 25 }, (_, i) => landmarks(i / 25, 0.1 + i * 0.03));
    const counts: number[] = [];
    const onFrame = (written: number) => counts.push(written);
    const result = await writeOverlay({ info, landmarks: frames, path, onFrame, env });
    expect(result).toMatchObject({ frames: 25, audio: 'copied' });
    expect(counts).toEqual(Array.from({ length: 25 }, (_, i) => i + 1));
    const lines = await linesIn(path, env);
    expect(lines).toHaveLength(25);
    for (const [i, { time, x }] of lines.entries()) {
      expect(time).toBeCloseTo(i / 25, 3);
      expect(Math.abs(x! - (0.1 + i * 0.03))).toBeLessThan(0.01);
    }
  });

  it('begins anew at the first frame of a range, and draws stale landmarks no longer', async () => {
    const info = await probeVideo(source, { env });
    async function* few() {
      yield landmarks(0, 0.2);
      yield landmarks(0.4, 0.5);
    }
    await writeOverlay({ info, landmarks: few(), path, from: 0.2, to: 0.8, env });
    const lines = await linesIn(path, env);
    expect(lines).toHaveLength(16);
    // from 0.2 to 0.24 those of 0, none until 0.4, those of 0.4 until 0.65
    const drawn = lines.map(({ x }) => (x === null ? '-' : x < 0.35 ? 'a' : 'b')).join('');
    expect(drawn).toBe('aa---bbbbbbb----');
    expect(lines[0]!.time).toBe(0);
  });

  it('leaves nothing when it is stopped, and lets go of the landmarks', async () => {
    const info = await probeVideo(source, { env });
    const controller = new AbortController();
    let released = false;
    async function* endless() {
      try {
        for (let i = 0; ; i++) yield landmarks(i / 25, 0.5);
      } finally {
        released = true;
      }
    }
    const stopped = join(folder, 'stopped.mp4');
    const onFrame = (written: number) => written === 5 && controller.abort();
    const run = writeOverlay({
      info,
      landmarks: endless(),
      path: stopped,
      onFrame,
      signal: controller.signal,
      env,
    });
    await expect(run).rejects.toMatchObject({ code: 'job.cancelled' });
    expect(released).toBe(true);
    expect((await readdir(folder)).filter((file) => file.startsWith('stopped'))).toEqual([]);
    expect(await runningChildren()).toEqual([]);
  });
});
