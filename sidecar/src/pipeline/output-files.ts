import type { OUTPUT_KINDS } from '../protocol/report.ts';

/** The files of a result folder by what they are. */
export const OUTPUT_FILES = {
  landmarks: 'landmarks.jsonl.gz',
  motion: 'motion.jsonl.gz',
  script: 'build_animation.py',
  data: 'build_animation.bin',
  job: 'build_animation.json',
  audio: 'audio.wav',
  overlay: 'overlay.mp4',
  page: 'report.html',
  report: 'report.json',
} as const satisfies Record<(typeof OUTPUT_KINDS)[number] | 'report', string>;

/** Left beside the script by Unreal when it has run there. */
const BAKE_RESULT = 'build_animation.result.json';

/** A folder that holds nothing but these is an earlier result and may be replaced. */
export const OWN_FILES: ReadonlySet<string> = new Set([...Object.values(OUTPUT_FILES), BAKE_RESULT]);
