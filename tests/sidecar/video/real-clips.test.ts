import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { DecodeOptions } from '../../../sidecar/src/video/decode-video.ts';
import { decodeVideo } from '../../../sidecar/src/video/decode-video.ts';
import { probeVideo } from '../../../sidecar/src/video/probe-video.ts';
import { FFMPEG_KINDS } from './ffmpeg-kinds.ts';

const videos = new URL('../../../../shared/data/video/', import.meta.url).pathname;
const video = (name: string) => join(videos, name);

describe.skipIf(!existsSync(videos)).each(FFMPEG_KINDS)(
  'needs ../shared: real clips with $name',
  ({ env }) => {
    async function decode(name: string, options: DecodeOptions = {}) {
      const info = await probeVideo(video(name), { env });
      // pixels as stored, to compare with what ffmpeg gives without colour management
      const stream = decodeVideo({ ...info, transfer: 'unknown' }, { ...options, env });
      const hash = createHash('sha256');
      const times: number[] = [];
      for await (const frame of stream) {
        hash.update(frame.data);
        times.push(frame.time);
      }
      return { info, times, hash: hash.digest('hex'), outcome: stream.outcome! };
    }

    it('gives the true times of a clip at a variable rate', async () => {
      const { kept_source_frames: kept } = JSON.parse(
        readFileSync(video('asl_hand_vfr.frames.json'), 'utf8'),
      );
      const { info, times } = await decode('asl_hand_vfr.mp4');
      expect(times).toEqual(kept.map((frame: number) => frame / 25));
      expect(info.variableFrameRate).toBe(true);
    });

    it.each([
      ['slp_test_video.mp4', 58, 540, 720],
      ['mediapipe_pose_squats.mp4', 65, 720, 1280],
      ['pose_squats_rotation_metadata.mp4', 65, 720, 1280],
      ['moviepy_fire2.mp4', 25, 1280, 720],
      ['mediabunny_rotate-buck-bunny.mp4', 45, 1080, 1920],
      ['mediabunny_cursed-vfr.mp4', 63, 3026, 1386],
      ['mediapipe_format_MP4_AVC720P_AAC.mp4', 180, 1280, 640],
    ] as const)('gives the same bytes of %s as ffmpeg on its own', async (name, frames, width, height) => {
      const { info, times, hash, outcome } = await decode(name);
      expect([info.width, info.height, times.length]).toEqual([width, height, frames]);
      const args = ['-nostdin', '-v', 'error', '-i', video(name), '-map', '0:v:0', '-pix_fmt', 'rgb24'];
      const { features } = await import('../../../sidecar/src/video/find-ffmpeg.ts').then(({ findFfmpeg }) =>
        findFfmpeg(env),
      );
      const raw = execFileSync(
        env.FFMPEG_PATH!,
        [...args, ...features.passthrough, '-f', 'hash', '-hash', 'sha256', '-'],
        {
          encoding: 'utf8',
        },
      );
      expect(raw.trim().toLowerCase()).toBe(`sha256=${hash}`);
      expect(outcome).toEqual({ framesDecoded: frames, truncated: false, warnings: [] });
      expect(times.every((time, i) => i === 0 || time > times[i - 1]!)).toBe(true);
    });

    it('turns a clip stored lying into the one it was made from', async () => {
      const collect = async (name: string) => {
        const info = await probeVideo(video(name), { env });
        const means: Float64Array[] = [];
        for await (const { data } of decodeVideo(info, { maxSide: 32, env }))
          means.push(Float64Array.from(data));
        return means;
      };
      const upright = await collect('mediapipe_pose_squats.mp4');
      const turned = await collect('pose_squats_rotation_metadata.mp4');
      let difference = 0;
      let count = 0;
      for (const [i, frame] of upright.entries())
        for (const [at, value] of frame.entries()) {
          difference += Math.abs(value - turned[i]![at]!);
          count += 1;
        }
      expect(difference / count).toBeLessThan(1.5);
    });
  },
);
