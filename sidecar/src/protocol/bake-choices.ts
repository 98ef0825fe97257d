import { z } from 'zod';

/** Content folder, as `/Game/AvatarTracker`. */
export const FolderSchema = z.string().regex(/^(\/[A-Za-z0-9_]+)+$/);

/** What of a clip becomes an asset of its own; the words that `{part}` of a name pattern stands for. */
export const BAKE_PARTS = ['Body', 'Face', 'Sequence', 'Audio', 'Video', 'VideoTexture'] as const;
export type BakePart = (typeof BAKE_PARTS)[number];

/** What a person may choose about a bake. Everything has a default; paths are those of Unreal's content. */
export const BakeChoicesSchema = z.strictObject({
  /** Content folder of the assets. */
  folder: FolderSchema.max(200).default('/Game/AvatarTracker'),
  /** Names of the assets: letters, digits, underscores, `{clip}` and, so that no two are the same, `{part}`. */
  pattern: z
    .string()
    .max(100)
    .regex(/^(?=.*\{part\})([A-Za-z0-9_]|\{clip\}|\{part\})+$/)
    .default('{clip}_{part}'),
  /** Skeleton or skeletal mesh to bake for; null finds the MetaHuman one of the project. */
  bodyTarget: z.string().min(1).max(500).nullable().default(null),
  faceTarget: z.string().min(1).max(500).nullable().default(null),
  /** Problem and contact spans as animation notifies. */
  notifies: z.boolean().default(true),
  /** A Level Sequence with the clips and whatever of the audio and the video there is. */
  sequence: z.boolean().default(false),
  /** Path or label of the actor in the open level that the sequence plays on; null spawns one. */
  actor: z.string().min(1).max(500).nullable().default(null),
  /** The clip's sound, as a Sound Wave. */
  audio: z.boolean().default(false),
  /** The clip itself, as a File Media Source to compare with. */
  video: z.boolean().default(false),
});
export type BakeChoices = z.infer<typeof BakeChoicesSchema>;
