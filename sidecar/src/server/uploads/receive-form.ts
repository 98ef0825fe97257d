import { mkdir, rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { Busboy, type BusboyFileStream } from '@fastify/busboy';
import { AppError } from '../../protocol/errors.ts';
import { safeName, uploadPath } from './upload-name.ts';
import { writeUpload } from './write-upload.ts';

/** Fields of one form: a job has a handful. */
const MAX_FIELDS = 16;

export interface ReceivedForm {
  /** Text fields by name. */
  readonly fields: Readonly<Record<string, string>>;
  /** The one file: where it lies now, and what the client calls it. */
  readonly file: { readonly path: string; readonly name: string };
}

export interface ReceiveFormOptions {
  readonly folder: string;
  /** Largest file, bytes. */
  readonly maxBytes: number;
  /** Largest text field, bytes. */
  readonly fieldBytes: number;
  readonly signal: AbortSignal;
}

/**
 * Reads a `multipart/form-data` body with one file, which goes to the disk as it comes.
 *
 * @throws AppError `request.invalid` for a form that is damaged or has no file or two, `request.too-large`;
 *   nothing is left in `folder` then.
 */
export async function receiveForm(
  request: IncomingMessage,
  options: ReceiveFormOptions,
): Promise<ReceivedForm> {
  await mkdir(options.folder, { recursive: true });
  const stop = new AbortController();
  const received = collect({ ...options, signal: AbortSignal.any([options.signal, stop.signal]) });
  try {
    await parse(request, options, received);
    const { file, fields } = received;
    if (file === null) throw new AppError('request.invalid', 'The form has no file.');
    await file.written;
    return { fields, file };
  } catch (error) {
    if (received.file !== null) {
      stop.abort();
      await received.file.written.catch(() => {});
      await rm(received.file.path, { force: true });
    }
    throw error;
  }
}

interface Collected {
  readonly fields: Record<string, string>;
  file: { path: string; name: string; written: Promise<unknown> } | null;
  addFile(stream: BusboyFileStream, name: string): void;
}

function collect({ folder, maxBytes, signal }: ReceiveFormOptions): Collected {
  return {
    fields: Object.create(null) as Record<string, string>,
    file: null,
    addFile(stream, given) {
      const name = safeName(given);
      const path = uploadPath(folder, name);
      const written = writeUpload(stream, { file: path, start: 0, limit: maxBytes, signal });
      written.catch(() => {});
      this.file = { path, name, written };
    },
  };
}

function parse(request: IncomingMessage, options: ReceiveFormOptions, received: Collected): Promise<void> {
  const { maxBytes, fieldBytes, signal } = options;
  return new Promise((resolve, reject) => {
    const damaged = (cause: unknown) =>
      reject(
        new AppError('request.invalid', `The form cannot be read: ${(cause as Error).message}.`, { cause }),
      );
    const exceeded = () => reject(new AppError('request.invalid', 'The form has more parts than a job has.'));
    let form: InstanceType<typeof Busboy>;
    try {
      form = new Busboy({
        headers: { ...request.headers, 'content-type': request.headers['content-type'] ?? '' },
        limits: {
          files: 1,
          fields: MAX_FIELDS,
          parts: MAX_FIELDS + 1,
          fieldSize: fieldBytes,
          fieldNameSize: 100,
          // one more, so that a file of the limit is told from a larger one
          fileSize: maxBytes + 1,
          headerPairs: 20,
        },
      });
    } catch (cause) {
      return damaged(cause);
    }
    form.on('field', (name, value, nameTruncated, valueTruncated) => {
      if (nameTruncated || valueTruncated)
        return reject(new AppError('request.too-large', `A field has more than ${fieldBytes} bytes.`));
      received.fields[name] = value;
    });
    form.on('file', (_field, stream, name) => {
      received.addFile(stream, name ?? '');
      received.file?.written.catch(reject);
    });
    form.on('filesLimit', exceeded).on('fieldsLimit', exceeded).on('partsLimit', exceeded);
    form.on('error', damaged).on('finish', resolve);
    const broken = () => reject(new AppError('request.invalid', 'The form breaks off.'));
    signal.addEventListener('abort', broken, { once: true });
    request.once('aborted', broken).once('error', broken);
    request.pipe(form);
  }).finally(() => {
    request.unpipe();
  }) as Promise<void>;
}
