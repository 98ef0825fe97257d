import { appendFileSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { requirePrograms } from '../programs.ts';
import { createRenderer } from '../renderer.ts';
import { sceneShader } from '../scene-shader.ts';
import { buildSkeleton } from '../skeleton.ts';
import { drawStill, STILL_SIZE } from './draw-still.ts';

export interface StillsOptions {
  readonly count: number;
  /** OUT.mjpeg and OUT.jsonl are written. */
  readonly out: string;
  /** Number of the first picture: another number, another picture. Default 0. */
  readonly from?: number;
  /** Draw with the machine's own OpenGL, as `createRenderer` says. Default false. */
  readonly ownGraphics?: boolean;
  readonly signal?: AbortSignal;
  readonly onStill?: (done: number) => void;
}

export interface RenderedStills {
  readonly pictures: string;
  readonly lines: string;
  readonly count: number;
}

/** Renders pictures of random people in random poses, for `sidecar/scripts/train`, whose `stills.mjs` says how they are stored. */
export async function renderStills({
  count,
  out,
  from = 0,
  ownGraphics,
  signal,
  onStill,
}: StillsOptions): Promise<RenderedStills> {
  const { chromium } = requirePrograms();
  mkdirSync(dirname(out), { recursive: true });
  const files = [`${out}.mjpeg`, `${out}.jsonl`] as const;
  const renderer = await createRenderer({
    executable: chromium,
    shader: sceneShader(buildSkeleton()),
    ...STILL_SIZE,
    type: 'image/jpeg',
    ownGraphics,
  });
  try {
    for (const file of files) writeFileSync(`${file}.part`, '');
    for (let index = 0; index < count; index++) {
      signal?.throwIfAborted();
      const { uniforms, line } = drawStill(from + index);
      const picture = await renderer.draw(uniforms);
      appendFileSync(`${files[0]}.part`, picture);
      appendFileSync(`${files[1]}.part`, `${JSON.stringify(line)}\n`);
      onStill?.(index + 1);
    }
    for (const file of files) renameSync(`${file}.part`, file);
    return { pictures: files[0], lines: files[1], count };
  } finally {
    for (const file of files) rmSync(`${file}.part`, { force: true });
    await renderer.close();
  }
}
