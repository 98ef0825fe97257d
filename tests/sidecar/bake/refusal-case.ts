import { BODY_TARGETS } from '../../../sidecar/src/bake/metahuman-targets.ts';
import type { BAKE_ERRORS, BakeResult } from '../../../sidecar/src/protocol/bake-result.ts';
import type { Project, RunOptions } from './editor.ts';

export const BODY = '/Game/AvatarTracker/hello_Body';
export const FACE = '/Game/AvatarTracker/hello_Face';

/** One way in which a bake, or a part of it, is refused. */
export interface Case {
  name: string;
  code: (typeof BAKE_ERRORS)[number];
  /** What alone is missed; without it the whole bake is refused. */
  part?: BakeResult['clips'][number]['missed'][number]['part'];
  /** Parts of the sentence. */
  says: string[];
  project?: Project;
  env?: RunOptions['env'];
  withoutFile?: boolean;
  curves?: string[];
  /** Changes the files of the bake. */
  damage?: (paths: { job: string; data: string }) => void;
}

/** A project in which the body clip is there already. */
export const existing = (clip: object) => ({
  clips: [{ path: BODY, skeleton: BODY_TARGETS[0], ...clip }],
});
