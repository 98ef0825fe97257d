import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { defaultTrackOptions } from '../protocol/default-options.ts';
import { AppError } from '../protocol/errors.ts';
import type { Skeleton } from '../protocol/motion.ts';
import { BASES, type Base, type TrackOptions } from '../protocol/options.ts';
import { DEVICES, type Device, MODES, type Mode } from '../protocol/track-modes.ts';
import { parseTime, parseUnit, parseWhole } from './parse-values.ts';

/** The flags about how clips are tracked and solved, as commander hands them over. */
export interface ClipFlags {
  mode: Mode;
  complexity?: number;
  refineFace: boolean;
  minDetectionConfidence: number;
  minTrackingConfidence: number;
  device: Device;
  threads?: number;
  from?: number;
  to?: number;
  overlay: boolean;
  fps: '30' | '60';
  bodyType: string;
  base: Base;
  skeleton?: string;
  fov?: number;
  calibration?: string;
}

/** Adds what a person may choose about every clip. */
export function addClipFlags(command: Command): Command {
  const defaults = defaultTrackOptions();
  const choice = (flags: string, text: string, values: readonly string[], initial: string) =>
    new Option(flags, text).choices(values).default(initial);
  const unit = (flags: string, text: string, initial: number) =>
    new Option(flags, text).argParser(parseUnit).default(initial);
  return command
    .addOption(choice('-m, --mode <mode>', 'speed against accuracy', Object.keys(MODES), defaults.mode))
    .option(
      '--complexity <n>',
      'body model: 0 lite, 1 full, 2 heavy, which suits clips of the whole body (default: by the mode)',
      parseWhole(0, 2),
    )
    .option('--no-refine-face', 'plain face mesh: no irises, coarser lips and lids')
    .addOption(
      unit('--min-detection-confidence <p>', 'least score to find a person', defaults.minDetectionConfidence),
    )
    .addOption(
      unit('--min-tracking-confidence <p>', 'least score to follow a person', defaults.minTrackingConfidence),
    )
    .addOption(
      choice('-d, --device <name>', 'where models run; auto keeps the fastest', DEVICES, defaults.device),
    )
    .option('--threads <n>', 'cores to use (default: all)', parseWhole(1, 256))
    .option('--from <time>', 'start of the part to track: seconds or m:ss', parseTime)
    .option('--to <time>', 'end of the part to track: seconds or m:ss', parseTime)
    .option('--overlay', 'also write an mp4 with the landmarks drawn', false)
    .addOption(choice('--fps <rate>', 'rate of the animation', ['30', '60'], String(defaults.fps)))
    .option('--body-type <name>', 'MetaHuman body: f|m _ srt|med|tal _ unw|nrw|ovw', defaults.bodyType)
    .addOption(choice('--base <pose>', 'what unseen legs hold', BASES, defaults.base))
    .option('--skeleton <file>', 'JSON of another target skeleton, as in the header of a motion file')
    .option('--fov <degrees>', 'field of view of the camera over the shorter side', parseWhole(5, 150))
    .option('--calibration <file>', "motion file of the performer's other clip: takes lengths and face");
}

/** The options that the flags stand for. @throws AppError `usage.invalid` when two of them contradict each other */
export function trackOptions(flags: ClipFlags): TrackOptions {
  const { from = null, to = null } = flags;
  if (from !== null && to !== null && to <= from)
    throw new AppError('usage.invalid', `--to ${to} s is not after --from ${from} s.`);
  const mode = MODES[flags.mode];
  return {
    mode: flags.mode,
    complexity: (flags.complexity as TrackOptions['complexity'] | undefined) ?? mode.complexity,
    stride: mode.stride,
    refineFace: flags.refineFace,
    minDetectionConfidence: flags.minDetectionConfidence,
    minTrackingConfidence: flags.minTrackingConfidence,
    device: flags.device,
    threads: flags.threads ?? null,
    from,
    to,
    overlay: flags.overlay,
    fps: flags.fps === '60' ? 60 : 30,
    bodyType: flags.bodyType,
    base: flags.base,
    fovDegrees: flags.fov ?? null,
    calibration: flags.calibration === undefined ? null : resolve(flags.calibration),
  };
}

/** The skeleton that `--skeleton` names. @throws AppError `input.*` when the file holds none */
export async function targetSkeleton({
  skeleton,
}: Pick<ClipFlags, 'skeleton'>): Promise<Skeleton | undefined> {
  if (skeleton === undefined) return undefined;
  const text = await readFile(skeleton, 'utf8').catch((cause: Error) => {
    throw new AppError('input.not-found', `${skeleton} cannot be read: ${cause.message}.`, { cause });
  });
  const { SkeletonSchema } = await import('../protocol/motion.ts');
  const parsed = SkeletonSchema.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  throw new AppError('input.invalid', `${skeleton} holds no skeleton: a name, and bones with their pose.`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
