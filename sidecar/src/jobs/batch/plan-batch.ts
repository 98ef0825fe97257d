import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { uniqueAssetNames } from '../../bake/asset-name.ts';
import type { BatchClip, BatchManifest } from '../../protocol/batch-manifest.ts';
import { AppError } from '../../protocol/errors.ts';
import type { TrackOptions } from '../../protocol/options.ts';
import type { WantedClip } from './find-clips.ts';

export interface BatchPlan {
  readonly out: string;
  /** What every clip gets unless its record says otherwise. */
  readonly options: TrackOptions;
  /** The manifest that is there from an earlier run. */
  readonly earlier: BatchManifest | null;
  /** Track what is done too. */
  readonly again: boolean;
}

/**
 * The records of a batch: one a clip that is asked for, done where the earlier run has tracked the same video with
 * the same options and its files are there; then those of the earlier run that are not asked for now.
 */
export async function planBatch(wanted: readonly WantedClip[], plan: BatchPlan): Promise<BatchClip[]> {
  const known = new Map((plan.earlier?.clips ?? []).map((clip) => [clip.input, clip]));
  const names = assetNames(wanted, known);
  const asked = wanted.map(async ({ input, options }): Promise<BatchClip> => {
    const record: BatchClip = {
      input,
      asset: names.get(input)!,
      options: { ...plan.options, ...options },
      state: 'waiting',
      source: null,
      result: null,
      error: null,
    };
    const before = known.get(input);
    const stays = before !== undefined && !plan.again && (await isDone(before, record, plan.out));
    return stays ? before : record;
  });
  const inputs = new Set(wanted.map(({ input }) => input));
  const others = [...known.values()].filter(({ input }) => !inputs.has(input));
  return [...(await Promise.all(asked)), ...others];
}

/** Names that were given once stay; new ones are made from the file names and differ from all others. */
function assetNames(
  wanted: readonly WantedClip[],
  known: ReadonlyMap<string, BatchClip>,
): Map<string, string> {
  const names = new Map([...known].map(([input, { asset }]) => [input, asset]));
  for (const { input, asset } of wanted) if (asset !== undefined) names.set(input, asset);
  const taken = [...names.values()];
  const twice = taken.find((name, i) => taken.some((other, k) => k < i && same(name, other)));
  if (twice !== undefined)
    throw new AppError('usage.invalid', `Two clips shall have the asset name ${twice}.`);
  const fresh = wanted.filter(({ input }) => !names.has(input));
  const unique = uniqueAssetNames([...taken, ...fresh.map(({ input }) => basename(input))]);
  for (const [i, { input }] of fresh.entries()) names.set(input, unique[taken.length + i]!);
  return names;
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

async function isDone(before: BatchClip, now: BatchClip, out: string): Promise<boolean> {
  if (before.state !== 'done' || before.source === null || before.result === null) return false;
  if (before.asset !== now.asset || !isDeepStrictEqual(before.options, now.options)) return false;
  const video = await stat(before.input).catch(() => null);
  if (video === null || video.size !== before.source.bytes || video.mtimeMs !== before.source.modifiedMs)
    return false;
  const files = before.result.outputs.map(async ({ file, bytes }) => {
    const there = await stat(join(out, file)).catch(() => null);
    return there?.size === bytes;
  });
  return (await Promise.all(files)).every(Boolean);
}
