import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BODY_TARGETS, FACE_TARGETS } from '../../../sidecar/src/bake/metahuman-targets.ts';
import { type BakeResult, BakeResultSchema } from '../../../sidecar/src/protocol/bake-result.ts';
import type { Skeleton } from '../../../sidecar/src/protocol/motion.ts';
import { tempFolder } from './temp-folder.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
export const simulator = join(root, 'tests/unreal-simulator');
export const templates = join(root, 'python-templates');
export const hasPython = spawnSync('python3', ['--version']).status === 0;

export interface Bone {
  name: string;
  t: readonly number[];
  q: readonly number[];
  s?: readonly number[];
}

/** The simulated project; fields are described in the simulator's README. */
export interface Project {
  engine?: string;
  defaultFrameRate?: [number, number];
  unattended?: boolean;
  commandLine?: string;
  registry?: 'ready' | 'loading' | 'unscanned';
  missingClasses?: string[];
  skeletons?: { path: string; bones: Bone[] }[];
  meshes?: { path: string; skeleton: string | null; bones: Bone[] }[];
  clips?: {
    path: string;
    skeleton: string;
    rate?: [number, number];
    frames?: number;
    tracks?: string[];
    curves?: string[];
    notifyTracks?: string[];
    tags?: Record<string, string>;
  }[];
  /** Assets of other kinds. */
  others?: { kind: string; path: string; parent_class?: string; state?: Record<string, unknown> }[];
  /** Actors of the open level: meshes by the names of their components. */
  actors?: { path: string; label: string; components: Record<string, string> }[];
  /** Where the packages of `/Game` lie; nowhere by default. */
  contentDir?: string;
  sourceControl?: boolean;
  faults?: Record<string, unknown>;
}

export interface ClipState {
  skeleton: string | null;
  preview: string | null;
  retargetSource: string | null;
  tags: Record<string, string>;
  /** Start, duration (s) and class of each notify by its track. */
  notifies: Record<string, [number, number, string][]>;
  locked: boolean;
  fps: number;
  frames: number;
  tracks: Record<string, { positions: number[]; rotations: number[]; scales: number[] }>;
  curves: Record<string, { times: number[]; values: number[] }>;
}

export interface SectionState {
  kind: string;
  range: [number, number];
  plays: string;
  texture?: string;
  offset?: number;
}

export interface TrackState {
  kind: string;
  name: string;
  sections: SectionState[];
}

/** A saved asset that is no animation; which fields it has goes by its kind. */
export interface OtherState {
  kind: string;
  tags: Record<string, string>;
  file?: string;
  parent?: string;
  fps?: number;
  playback?: [number, number];
  bindings?: {
    name: string;
    parent: string | null;
    spawned: boolean;
    mesh: string | null;
    tracks: TrackState[];
  }[];
  tracks?: TrackState[];
  marks?: [number, string][];
}

export interface EditorRun {
  code: number | null;
  stdout: string;
  stderr: string;
  /** Lines of the log without their prefix, with their level. */
  log: [string, string][];
  lastLine: string;
  memory: Record<string, ClipState>;
  disk: Record<string, ClipState>;
  extras: Record<string, OtherState>;
  oddities: string[];
  compilationFinished: boolean;
  /** Of the script alone, whatever else the machine does. */
  cpuSeconds: number;
  result: BakeResult | null;
}

export const bonesOf = (skeleton: Skeleton): Bone[] =>
  skeleton.bones.map(({ name, translation, rotation }) => ({ name, t: translation, q: rotation }));

/** A project with both MetaHuman skeletons, as the assembled ones lie in it. */
export function metahumanProject(skeleton: Skeleton, extra: Project = {}): Project {
  return {
    skeletons: [
      { path: BODY_TARGETS[0], bones: bonesOf(skeleton) },
      { path: FACE_TARGETS[0], bones: [{ name: 'root', t: [0, 0, 0], q: [0, 0, 0, 1] }] },
    ],
    ...extra,
  };
}

type BakedAsset = BakeResult['clips'][number]['assets'][number];

/** The clips among the assets of a result, without the others. */
export const clipsOf = (clip: BakeResult['clips'][number]) =>
  clip.assets.filter((asset): asset is Extract<BakedAsset, { deviation: unknown }> => 'deviation' in asset);

export interface RunOptions {
  env?: Record<string, string>;
  /** Run without `__file__`, as pasted text. */
  withoutFile?: boolean;
  /** Leave the clips out of the state. */
  brief?: boolean;
  /** Scripts to run afterwards in the same editor. */
  later?: readonly string[];
}

/** Runs a script under the real python3 against the simulated editor. */
export function runInEditor(script: string, project: Project, options: RunOptions = {}): EditorRun {
  const folder = tempFolder();
  const projectFile = join(folder, 'project.json');
  const stateFile = join(folder, 'state.json');
  writeFileSync(projectFile, JSON.stringify(project));
  const flags = options.withoutFile ? ['--without-file'] : [];
  if (options.later !== undefined) flags.push('--then', ...options.later);
  const run = spawnSync('python3', [join(simulator, 'run_in_editor.py'), script, stateFile, ...flags], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: {
      PATH: process.env.PATH,
      PYTHONDONTWRITEBYTECODE: '1',
      UNREAL_SIM_PROJECT: projectFile,
      ...(options.brief ? { UNREAL_SIM_BRIEF: '1' } : {}),
      ...options.env,
    },
  });
  if (!existsSync(stateFile)) throw new Error(`the simulated editor died: ${run.stdout}${run.stderr}`);
  const state = JSON.parse(readFileSync(stateFile, 'utf8'));
  const resultFile = options.env?.AVATAR_TRACKER_RESULT ?? script.replace(/\.py$/, '.result.json');
  return {
    code: run.status,
    stdout: run.stdout,
    stderr: run.stderr,
    lastLine: run.stdout.trimEnd().split('\n').at(-1) ?? '',
    result: existsSync(resultFile)
      ? BakeResultSchema.parse(JSON.parse(readFileSync(resultFile, 'utf8')))
      : null,
    ...state,
  };
}
