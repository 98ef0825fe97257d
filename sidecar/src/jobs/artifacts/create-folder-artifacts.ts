import { createReadStream } from 'node:fs';
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { OUTPUT_FILES } from '../../pipeline/output-files.ts';
import { flushFolder } from '../../pipeline/segments/flush-folder.ts';
import { writeWhole } from '../../pipeline/segments/write-whole.ts';
import { AppError } from '../../protocol/errors.ts';
import { type Artifact, ArtifactSchema } from '../../protocol/job.ts';
import type { Report } from '../../protocol/report.ts';
import { hashFile } from '../../video/hash-file.ts';
import type { ArtifactStore } from './artifact-store.ts';

/** Written into the folder last: a folder without it is not whole. */
const LIST = 'artifacts.list.json';

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  gz: 'application/gzip',
  py: 'text/x-python; charset=utf-8',
  json: 'application/json; charset=utf-8',
  mp4: 'video/mp4',
  wav: 'audio/wav',
  html: 'text/html; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
};

/** Artifacts as plain files, a folder a job. @param folderOf where the files of a job lie */
export function createFolderArtifacts(folderOf: (job: string) => string): ArtifactStore {
  const list = async (job: string): Promise<Artifact[]> => {
    const text = await readFile(join(folderOf(job), LIST), 'utf8').catch(() => null);
    return text === null ? [] : z.array(ArtifactSchema).parse(JSON.parse(text));
  };
  return {
    list,
    async put(job, folder, report) {
      const artifacts = await describe(folder, report);
      for (const { name } of artifacts) await flush(join(folder, name));
      await writeWhole(join(folder, LIST), JSON.stringify(artifacts, null, 1));
      const target = folderOf(job);
      await mkdir(dirname(target), { recursive: true });
      await rm(target, { recursive: true, force: true });
      await rename(folder, target);
      await flushFolder(target);
      return artifacts;
    },
    async open(job, name) {
      const artifact = (await list(job)).find((each) => each.name === name);
      const path = join(folderOf(job), name);
      if (artifact === undefined || !(await stat(path).catch(() => null))?.isFile())
        throw new AppError('artifact.not-found', `The job ${job} has no artifact "${name}".`);
      return { artifact, read: (range) => createReadStream(path, range) };
    },
    size: async (job) => (await list(job)).reduce((sum, { bytes }) => sum + bytes, 0),
    remove: (job) => rm(folderOf(job), { recursive: true, force: true }),
  };
}

async function describe(folder: string, { outputs }: Report): Promise<Artifact[]> {
  const name = OUTPUT_FILES.report;
  const path = join(folder, name);
  const report = {
    kind: 'report',
    file: name,
    bytes: (await stat(path)).size,
    sha256: await hashFile(path),
  } as const;
  return [...outputs, report].map(({ kind, file, bytes, sha256 }) => ({
    name: file,
    kind,
    bytes,
    sha256,
    contentType: CONTENT_TYPES[file.slice(file.lastIndexOf('.') + 1)] ?? 'application/octet-stream',
  }));
}

async function flush(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
