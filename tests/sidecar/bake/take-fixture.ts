import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BODY_TARGETS, FACE_TARGETS } from '../../../sidecar/src/bake/metahuman-targets.ts';
import { type BakeFiles, type BakeOptions, writeBake } from '../../../sidecar/src/bake/write-bake.ts';
import type { BakeChoices } from '../../../sidecar/src/protocol/bake-choices.ts';
import type { MotionFrame } from '../../../sidecar/src/protocol/motion.ts';
import { bonesOf, metahumanProject, type Project } from './editor.ts';
import { makeFrames, makeHeader, smallSkeleton } from './motion-fixture.ts';
import { tempFolder } from './temp-folder.ts';

export const FOLDER = '/Game/AvatarTracker';
export const BODY_MESH = '/Game/MetaHumans/Ada/Body/SKM_Body';
export const FACE_MESH = '/Game/MetaHumans/Ada/Face/SKM_Face';

export interface Take extends BakeFiles {
  readonly wav: string;
  readonly video: string;
}

export interface TakeOptions {
  frames?: number;
  fps?: number;
  /** Flags by frame. */
  flags?: Record<number, string[]>;
  settings?: Record<string, unknown>;
  choices?: Partial<BakeChoices>;
  without?: ('audio' | 'video')[];
}

/** A clip of ten frames with its sound, its video, a problem, a contact, and everything that a bake can make. */
export async function bakeTake(options: TakeOptions = {}): Promise<Take> {
  const { frames = 10, fps = 30, without = [] } = options;
  const flags = options.flags ?? { 3: ['leftHandBridged'], 4: ['leftHandBridged', 'faceUnseen'] };
  const settings = options.settings ?? { mode: 'smart', contacts: [{ kind: 'handFace', from: 6, to: 8 }] };
  const out = tempFolder();
  const header = { ...makeHeader({ frames, fps }), settings };
  const wav = join(out, 'hello.wav');
  const video = join(out, 'hello.mp4');
  writeFileSync(wav, 'RIFF, as far as a simulation looks');
  writeFileSync(video, 'a video');
  const bake: BakeOptions = {
    choices: { sequence: true, ...options.choices },
    ...(without.includes('audio') ? {} : { audio: { ...describe(wav), seconds: frames / fps } }),
    ...(without.includes('video') ? {} : { video: { path: video, startSeconds: 0.5 } }),
  };
  return { ...(await writeBake({ header, frames: flagged(header, flags) }, out, bake)), wav, video };
}

/** A project with one MetaHuman of its own meshes, and its content folder on disk. */
export function adaProject(extra: Project = {}): Project {
  const contentDir = join(tempFolder(), 'Content');
  mkdirSync(join(contentDir, 'AvatarTracker'), { recursive: true });
  return {
    ...metahumanProject(smallSkeleton),
    contentDir,
    meshes: [
      { path: BODY_MESH, skeleton: BODY_TARGETS[0], bones: bonesOf(smallSkeleton) },
      { path: FACE_MESH, skeleton: FACE_TARGETS[0], bones: [] },
    ],
    ...extra,
  };
}

function describe(path: string) {
  const bytes = readFileSync(path);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { file: 'hello.wav', bytes: bytes.length, sha256 };
}

function* flagged(
  header: Parameters<typeof makeFrames>[0],
  flags: Record<number, string[]>,
): Generator<MotionFrame> {
  for (const frame of makeFrames(header)) yield { ...frame, flags: flags[frame.frame] ?? [] };
}
