import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Clip, frameCount, poseAt } from './clip.ts';
import { contactsOf, type Gap, gapsOf } from './contacts.ts';
import { createEncoder } from './encoder.ts';
import { requirePrograms } from './programs.ts';
import { createRenderer } from './renderer.ts';
import { createRig } from './rig.ts';
import { frameUniforms, sceneShader } from './scene-shader.ts';
import { buildSkeleton, wholeProportions } from './skeleton.ts';
import { startTruth, truthFrame } from './truth.ts';

export interface RenderOptions {
  readonly name: string;
  readonly clip: Clip;
  readonly outFolder: string;
  /** First and last frame; the whole clip by default. */
  readonly from?: number;
  readonly to?: number;
  /** Only every so manieth frame, for a quick look. Default 1. */
  readonly step?: number;
  /** Also keep every frame as NAME.FRAME.png. */
  readonly png?: boolean;
  /** Draw with the machine's own OpenGL: faster, and not the same to the bit on every machine. */
  readonly ownGraphics?: boolean;
  /** Ends the work: the browser and ffmpeg are stopped and the unfinished video is removed. */
  readonly signal?: AbortSignal;
  readonly onFrame?: (frame: number, last: number) => void;
}

export interface RenderedFiles {
  readonly video: string;
  readonly truth: string;
  readonly frames: number;
}

/** Renders a clip to OUT/NAME.mp4 and writes what it shows to OUT/NAME.truth.json. */
export async function renderClip(options: RenderOptions): Promise<RenderedFiles> {
  const { name, clip, outFolder, from = 0, step = 1 } = options;
  const last = Math.min(options.to ?? Number.POSITIVE_INFINITY, frameCount(clip) - 1);
  const programs = requirePrograms();
  const rig = createRig(buildSkeleton(clip.proportions));
  const truth = startTruth(name, clip, rig.joints);
  const size = wholeProportions(clip.proportions);
  const gaps: Gap[][] = [];
  const files = { video: join(outFolder, `${name}.mp4`), truth: join(outFolder, `${name}.truth.json`) };
  mkdirSync(outFolder, { recursive: true });
  const renderer = await createRenderer({
    executable: programs.chromium,
    shader: sceneShader(rig.joints),
    width: clip.width,
    height: clip.height,
    ownGraphics: options.ownGraphics ?? false,
  });
  const encoder = createEncoder({ executable: programs.ffmpeg, file: files.video, fps: clip.fps });
  const stop = () => void renderer.close();
  options.signal?.addEventListener('abort', stop);
  try {
    for (let frame = from; frame <= last; frame += step) {
      options.signal?.throwIfAborted();
      const pose = poseAt(clip, frame / clip.fps);
      const posed = rig.pose(pose);
      const png = await renderer.draw(frameUniforms(clip, posed, pose.face));
      if (options.png) writeFileSync(join(outFolder, `${name}.${frame}.png`), png);
      await encoder.write(png);
      truth.frames.push(truthFrame(posed, pose.face));
      gaps.push(gapsOf(posed, pose.face, size));
      options.onFrame?.(frame, last);
    }
    await encoder.finish();
  } catch (error) {
    encoder.abort();
    rmSync(files.video, { force: true });
    throw options.signal?.aborted ? options.signal.reason : error;
  } finally {
    options.signal?.removeEventListener('abort', stop);
    await renderer.close();
  }
  truth.contacts.push(...contactsOf(gaps));
  writeFileSync(files.truth, JSON.stringify(truth));
  return { ...files, frames: truth.frames.length };
}
