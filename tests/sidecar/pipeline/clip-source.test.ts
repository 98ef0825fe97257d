import { describe, expect, test } from 'vitest';
import { clipSource, expectedFrames } from '../../../sidecar/src/pipeline/clip-source.ts';
import { defaultTrackOptions } from '../../../sidecar/src/protocol/default-options.ts';
import type { VideoInfo } from '../../../sidecar/src/protocol/frame.ts';
import type { TrackOptions } from '../../../sidecar/src/protocol/options.ts';

const info: VideoInfo = {
  file: '/home/me/my clips/a.mp4',
  sha256: 'ab',
  width: 4,
  height: 2,
  fps: 25,
  frameCount: 125,
  durationSeconds: 5,
  codec: 'h264',
  transfer: 'unknown',
  rotation: 0,
  mirrored: false,
  variableFrameRate: false,
  indexed: true,
  hasAudio: true,
};

describe('expectedFrames', () => {
  test.each<[Partial<TrackOptions>, number]>([
    [{}, 125],
    [{ stride: 2 }, 63],
    [{ from: 1 }, 101],
    [{ to: 0.2 }, 6],
    [{ from: 1, to: 2 }, 26],
    [{ from: 1, to: 2, stride: 2 }, 13],
    [{ to: 100 }, 125],
    [{ from: 100 }, 0],
  ])('%j gives %d', (options, frames) => {
    expect(expectedFrames(info, { ...defaultTrackOptions(), ...options })).toBe(frames);
  });
});

test('clipSource leaves the folder out', () => {
  expect(clipSource(info)).toEqual({
    file: 'a.mp4',
    sha256: 'ab',
    width: 4,
    height: 2,
    fps: 25,
    frameCount: 125,
    durationSeconds: 5,
  });
});
