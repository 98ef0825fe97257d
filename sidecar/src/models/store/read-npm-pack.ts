import { open, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { AppError } from '../../protocol/errors.ts';

const Place = z.object({
  filename: z.string(),
  start: z.number().int().nonnegative(),
  end: z.number().int().nonnegative(),
});
const Table = z.object({ files: z.array(Place), remote_package_size: z.number().int().positive() });

const PACKED = 'holistic_solution_packed_assets';

/** Reads model files out of the installed package. */
export interface NpmPack {
  /** @param file path in the publisher's tree, such as `modules/pose_detection/pose_detection.tflite` */
  read(file: string): Promise<Uint8Array>;
}

/**
 * Opens the installed `@mediapipe/holistic`: most models are packed into one data file whose table stands, as
 * JSON, in the loader script beside it; the script is read, never run. Some models lie beside it as files.
 */
export async function openNpmPack(packageName: string): Promise<NpmPack> {
  const dir = packageDir(packageName);
  const places = parseLoader(await readFile(join(dir, `${PACKED}_loader.js`), 'utf8').catch(missing));
  return {
    async read(file) {
      const place = places.find(({ filename }) => filename.endsWith(`/${file}`));
      if (place === undefined) return readFile(join(dir, basename(file))).catch(missing);
      return readRange(join(dir, `${PACKED}.data`), place.start, place.end).catch(missing);
    },
  };
}

/** The table of the packed data file, from the loader script's text. */
export function parseLoader(script: string): z.infer<typeof Table>['files'] {
  const call = /loadPackage\((\{"files":.*\})\);/.exec(script)?.[1];
  try {
    const table = Table.parse(JSON.parse(call ?? ''));
    const fits = table.files.every(({ start, end }) => start < end && end <= table.remote_package_size);
    if (!fits) throw new Error('a file lies outside the package');
    return table.files;
  } catch (error) {
    const cause = { cause: error };
    throw new AppError(
      'model.invalid',
      'The file table of the installed model package is not readable.',
      cause,
    );
  }
}

function packageDir(packageName: string): string {
  try {
    return dirname(createRequire(import.meta.url).resolve(`${packageName}/package.json`));
  } catch (error) {
    return missing(error);
  }
}

function missing(error: unknown): never {
  const sentence = 'The npm package with the MediaPipe models is not installed completely: run npm ci.';
  throw new AppError('model.missing', sentence, { cause: error });
}

async function readRange(path: string, start: number, end: number): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const bytes = Buffer.alloc(end - start);
    const { bytesRead } = await file.read(bytes, 0, bytes.length, start);
    if (bytesRead !== bytes.length) throw new Error('the data file is cut off');
    return bytes;
  } finally {
    await file.close();
  }
}
