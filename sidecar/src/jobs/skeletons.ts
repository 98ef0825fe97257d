import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeWhole } from '../pipeline/segments/write-whole.ts';
import { AppError } from '../protocol/errors.ts';
import { type Skeleton, SkeletonSchema } from '../protocol/motion.ts';
import { BODY_TYPES } from '../skeleton/metahuman-skeleton.ts';
import { createRig } from '../skeleton/rig.ts';

/** Target skeletons that clients have sent, by the digest of what they are. */
export interface Skeletons {
  /** @throws AppError `skeleton.unknown-bone` when it is no body of the MetaHuman kind */
  add(skeleton: Skeleton): Promise<string>;
  /** Null for a body type that every worker knows. @throws AppError `skeleton.not-found` */
  find(ref: string): Promise<Skeleton | null>;
}

export function createSkeletons(folder: string): Skeletons {
  const path = (id: string) => join(folder, `${id}.json`);
  return {
    async add(skeleton) {
      createRig(skeleton);
      const text = JSON.stringify(skeleton);
      const id = `sk${createHash('sha256').update(text).digest('hex').slice(0, 20)}`;
      await writeWhole(path(id), text);
      return id;
    },
    async find(ref) {
      if (BODY_TYPES.includes(ref)) return null;
      const text = /^sk[0-9a-f]{20}$/.test(ref) ? await readFile(path(ref), 'utf8').catch(() => null) : null;
      if (text === null)
        throw new AppError('skeleton.not-found', `There is no body type and no skeleton "${ref}".`);
      return SkeletonSchema.parse(JSON.parse(text));
    },
  };
}
