import { join } from 'node:path';
import type { VideoInfo } from '../protocol/frame.ts';
import { openJsonl } from '../protocol/jsonl-file.ts';
import { type LandmarkFrame, LandmarkHeaderSchema } from '../protocol/landmarks.ts';
import { writeOverlay } from '../video/write-overlay.ts';
import { MAX_SIDE } from './clip-source.ts';
import { OUTPUT_FILES } from './output-files.ts';
import type { RunContext } from './run-context.ts';

/** Where `--overlay` was asked for: the clip once more with the landmarks of the landmark file drawn. */
export async function overlayClip(run: RunContext, info: VideoInfo, frames: number): Promise<void> {
  const { options, workDir } = run.job;
  if (!options.overlay) return;
  run.meter.start('overlay', frames);
  const landmarks = await openJsonl(join(workDir, OUTPUT_FILES.landmarks), LandmarkHeaderSchema);
  const { audio } = await run.clock.time('overlay', () =>
    writeOverlay({
      info,
      // written by this very run
      landmarks: landmarks.frames as AsyncIterable<LandmarkFrame>,
      path: join(workDir, OUTPUT_FILES.overlay),
      from: options.from ?? undefined,
      to: options.to ?? undefined,
      maxSide: MAX_SIDE,
      onFrame: run.meter.step,
      signal: run.signal,
    }),
  );
  if (audio === 'dropped') run.warn('The sound of the clip could not be copied into the overlay.');
}
