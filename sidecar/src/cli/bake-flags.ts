import type { Command } from 'commander';
import type { BakeChoices } from '../protocol/bake-choices.ts';
import { AppError } from '../protocol/errors.ts';

/** The flags about the bake as commander hands them over. */
export interface BakeFlags {
  assetPath?: string;
  assetNames?: string;
  bodyTarget?: string;
  faceTarget?: string;
  notifies: boolean;
  sequence: boolean;
  actor?: string;
  bakeAudio: boolean;
  bakeVideo: boolean;
}

const FLAGS: Readonly<Record<keyof BakeChoices, { flag: string; takes: string }>> = {
  folder: { flag: '--asset-path', takes: 'a content folder such as /Game/Signs' },
  pattern: {
    flag: '--asset-names',
    takes: 'letters, digits, underscores, {clip} and {part}, which must be there',
  },
  bodyTarget: { flag: '--body-target', takes: 'the path of an asset' },
  faceTarget: { flag: '--face-target', takes: 'the path of an asset' },
  notifies: { flag: '--no-notifies', takes: 'nothing' },
  sequence: { flag: '--sequence', takes: 'nothing' },
  actor: { flag: '--actor', takes: 'the label of an actor' },
  audio: { flag: '--bake-audio', takes: 'nothing' },
  video: { flag: '--bake-video', takes: 'nothing' },
};

/** Adds what a person may choose about the assets that Unreal makes. */
export function addBakeFlags(command: Command): Command {
  return command
    .option('--asset-path <folder>', 'Unreal: content folder (default: /Game/AvatarTracker)')
    .option('--asset-names <pattern>', 'Unreal: names of the assets (default: {clip}_{part})')
    .option('--body-target <asset>', "Unreal: skeleton or body mesh (default: the project's MetaHuman)")
    .option('--face-target <asset>', "Unreal: skeleton or face mesh (default: the project's MetaHuman)")
    .option('--no-notifies', 'Unreal: no notifies at problem and contact spans')
    .option('--sequence', 'Unreal: also a Level Sequence', false)
    .option('--actor <label>', 'Unreal: actor of the open level that the sequence plays on')
    .option('--bake-audio', "Unreal: also the clip's sound", false)
    .option('--bake-video', 'Unreal: also the clip as a media source', false);
}

/**
 * What the flags choose; null when they leave everything at its default.
 * @throws AppError `usage.invalid`, so that a name that cannot be one is told before the clip is tracked
 */
export async function bakeChoices(flags: BakeFlags): Promise<BakeChoices | null> {
  const given = {
    folder: flags.assetPath,
    pattern: flags.assetNames,
    bodyTarget: flags.bodyTarget,
    faceTarget: flags.faceTarget,
    notifies: flags.notifies ? undefined : false,
    sequence: flags.sequence || undefined,
    actor: flags.actor,
    audio: flags.bakeAudio || undefined,
    video: flags.bakeVideo || undefined,
  } satisfies Record<keyof BakeChoices, unknown>;
  if (Object.values(given).every((value) => value === undefined)) return null;
  // a plain run does not wait for the schema
  const { BakeChoicesSchema } = await import('../protocol/bake-choices.ts');
  const choices = BakeChoicesSchema.safeParse(given);
  if (choices.success) return choices.data;
  const field = choices.error.issues[0]!.path[0] as keyof BakeChoices;
  const { flag, takes } = FLAGS[field];
  throw new AppError('usage.invalid', `${flag} ${given[field]} cannot be used; it takes ${takes}.`);
}
