import { randomBytes } from 'node:crypto';
import { mkdir, rm, stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { AppError } from '../../protocol/errors.ts';
import { safeName, uploadPath } from './upload-name.ts';
import { writeUpload } from './write-upload.ts';

/** An upload that nobody goes on with is given up after this time. */
const IDLE_MS = 24 * 3600_000;

export interface UploadState {
  readonly id: string;
  readonly name: string;
  /** Size of the whole file. */
  readonly bytes: number;
  /** Bytes that are here: the next part starts there. */
  readonly offset: number;
}

export interface UploadPart {
  /** First and last byte of the part, and size of the whole file. */
  readonly start: number;
  readonly end: number;
  readonly total: number;
  readonly from: Readable;
  readonly signal: AbortSignal;
}

/** Clips that come in parts, so that a broken connection costs a part and not the clip. */
export interface ResumableUploads {
  start(file: { name: string; bytes: number }): Promise<UploadState>;
  get(id: string): UploadState;
  /** Adds a part; what came of one that broke off stays. @throws AppError `upload.conflict` */
  append(id: string, part: UploadPart): Promise<UploadState>;
  /** Gives the finished file away. @throws AppError `upload.conflict` while parts are missing. */
  take(id: string): { path: string; name: string };
  discard(id: string): Promise<void>;
}

export interface UploadOptions {
  readonly folder: string;
  /** Largest file, bytes. */
  readonly maxBytes: number;
  /** Uploads at a time. */
  readonly maxUploads: number;
  readonly now?: () => number;
}

interface Upload extends UploadState {
  readonly path: string;
  offset: number;
  busy: boolean;
  touched: number;
}

export function createResumableUploads(options: UploadOptions): ResumableUploads {
  const { folder, maxBytes, maxUploads, now = Date.now } = options;
  const uploads = new Map<string, Upload>();

  const find = (id: string): Upload => {
    const upload = uploads.get(id);
    if (upload === undefined) throw new AppError('upload.not-found', 'There is no such upload.');
    return upload;
  };
  const discard = async (id: string): Promise<void> => {
    const { path } = find(id);
    uploads.delete(id);
    await rm(path, { force: true });
  };
  const discardIdle = async (): Promise<void> => {
    for (const { id, touched, busy } of [...uploads.values()])
      if (!busy && now() - touched > IDLE_MS) await discard(id);
  };

  return {
    async start({ name, bytes }) {
      if (bytes > maxBytes) throw new AppError('request.too-large', `A clip may have ${maxBytes} bytes.`);
      await discardIdle();
      if (uploads.size >= maxUploads)
        throw new AppError('connection.exceeded', `${maxUploads} uploads are under way already.`);
      await mkdir(folder, { recursive: true });
      const shown = safeName(name);
      const path = uploadPath(folder, shown);
      const id = randomBytes(16).toString('hex');
      const upload = { id, name: shown, bytes, offset: 0, path, busy: false, touched: now() };
      uploads.set(id, upload);
      return stateOf(upload);
    },
    get: (id) => stateOf(find(id)),
    async append(id, part) {
      const upload = find(id);
      if (upload.busy) throw new AppError('upload.conflict', 'Another part of this upload is coming in.');
      upload.busy = true;
      try {
        await addPart(upload, part);
      } finally {
        upload.busy = false;
        upload.touched = now();
      }
      return stateOf(upload);
    },
    take(id) {
      const upload = find(id);
      if (upload.busy || upload.offset !== upload.bytes) throw misplaced(upload);
      uploads.delete(id);
      return { path: upload.path, name: upload.name };
    },
    discard,
  };
}

async function addPart(upload: Upload, { start, end, total, from, signal }: UploadPart): Promise<void> {
  const { path, bytes, offset } = upload;
  if (start !== offset || total !== bytes || end < start || end >= bytes) throw misplaced(upload);
  try {
    await writeUpload(from, { file: path, start, limit: end - start + 1, signal });
  } finally {
    upload.offset = await stat(path).then(
      ({ size }) => size,
      () => offset,
    );
  }
}

function misplaced({ offset, bytes }: Upload): AppError {
  return new AppError('upload.conflict', `The upload is at byte ${offset} of ${bytes}.`);
}

function stateOf({ id, name, bytes, offset }: Upload): UploadState {
  return { id, name, bytes, offset };
}
