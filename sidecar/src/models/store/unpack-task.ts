import { unzipSync } from 'fflate';
import { AppError } from '../../protocol/errors.ts';

/** Files of an archive and bytes of all of them together that are more than any real one has. */
const MAX_MEMBERS = 64;
const MAX_BYTES = 256 * 2 ** 20;

/** Uncompressed or packed with deflate; everything else in a zip is not read. */
const METHODS = [0, 8];

export interface TaskMember {
  /** File name without folders; it is never used as a path. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/**
 * The model files of a MediaPipe `.task` archive, which is a zip. Only .tflite members are unpacked, and only
 * when the sizes that the archive states are sane; what does not unpack to its stated size is `model.invalid`.
 */
export function unpackTask(archive: Uint8Array): TaskMember[] {
  if (archive.length > MAX_BYTES)
    throw new AppError('model.invalid', 'The archive is larger than any model.');
  let members = 0;
  let bytes = 0;
  const stated = new Map<string, number>();
  const unpack = () =>
    unzipSync(archive, {
      filter: ({ name, size, originalSize, compression }) => {
        members += 1;
        bytes += originalSize;
        const bomb = members > MAX_MEMBERS || bytes > MAX_BYTES || size > archive.length;
        if (bomb || !METHODS.includes(compression) || stated.has(name))
          throw new Error(`of its member ${name}`);
        stated.set(name, originalSize);
        return name.endsWith('.tflite');
      },
    });
  try {
    const files = Object.entries(unpack());
    return files.map(([path, content]) => {
      if (content.length !== stated.get(path)) throw new Error(`${path} has not the stated size`);
      return { name: path.slice(path.lastIndexOf('/') + 1), bytes: content };
    });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new AppError('model.invalid', `The archive cannot be unpacked: ${why}.`, { cause: error });
  }
}
