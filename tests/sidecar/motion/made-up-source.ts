import type { Source } from '../../../sidecar/src/protocol/landmarks.ts';

/** What a header says of a made-up clip: square pictures, an even rate. */
export function madeUpSource(file: string, { frames, fps }: { frames: number; fps: number }): Source {
  return {
    file,
    sha256: '',
    width: 1280,
    height: 1280,
    fps,
    frameCount: frames,
    durationSeconds: frames / fps,
  };
}
