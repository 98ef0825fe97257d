import { open } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import type { CatalogModel } from '../../protocol/catalog.ts';
import { AppError } from '../../protocol/errors.ts';
import { sha256Hex } from './checked-file.ts';
import { findModelByDigest, type ModelStore, sourcePath } from './open-model-store.ts';
import { unpackTask } from './unpack-task.ts';
import { writeAtomically } from './write-atomically.ts';

/** More than any model file has. */
const MAX_FILE_BYTES = 2 ** 30;

/**
 * Takes a model file from the disk into the store: a .tflite or .onnx, or a .task archive of several. A file is
 * recognised by its digest, whatever its name is. Returns the models that came in.
 * Throws `model.invalid` for a file that is not in the catalogue, `input.not-found` when there is none.
 */
export async function importModelFile(store: ModelStore, path: string): Promise<CatalogModel[]> {
  const kind = extname(path).toLowerCase();
  if (!['.tflite', '.task', '.onnx'].includes(kind))
    throw new AppError('model.invalid', `${basename(path)} is not a .tflite, .task or .onnx file.`);
  const bytes = await readModelFile(path);
  return importModelBytes(store, basename(path), bytes);
}

/** The same for bytes that are here already; `name` tells an archive from a model. */
export async function importModelBytes(
  store: ModelStore,
  name: string,
  bytes: Uint8Array,
): Promise<CatalogModel[]> {
  const archive = extname(name).toLowerCase() === '.task';
  const files = archive ? unpackTask(bytes).map((member) => member.bytes) : [bytes];
  const known = files.flatMap((content) => {
    const model = findModelByDigest(store, sha256Hex(content));
    return model === null ? [] : [{ model, content }];
  });
  if (known.length === 0)
    throw new AppError(
      'model.invalid',
      `${name} holds no model of the catalogue: it is another version or damaged.`,
    );
  for (const { model, content } of known) await writeAtomically(sourcePath(store, model), [content]);
  return known.map(({ model }) => model);
}

async function readModelFile(path: string): Promise<Uint8Array> {
  try {
    const file = await open(path);
    try {
      const { size } = await file.stat();
      if (size > MAX_FILE_BYTES)
        throw new AppError('model.invalid', `${basename(path)} is larger than any model: ${size} bytes.`);
      return await file.readFile();
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof AppError) throw error;
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    const sentence = missing ? `There is no file ${path}.` : `${path} cannot be read.`;
    throw new AppError(missing ? 'input.not-found' : 'input.unreadable', sentence, { cause: error });
  }
}
