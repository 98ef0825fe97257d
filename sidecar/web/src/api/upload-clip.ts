import { ApiError } from './api-error.ts';
import type { Api, UploadState } from './create-api.ts';

/** Large enough to keep a line busy, small enough to lose when it breaks. */
const PART_BYTES = 8e6;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 15_000;
/** Tries in a row without a byte more, about five minutes. */
const MAX_TRIES = 24;

type UploadApi = Pick<Api, 'startUpload' | 'uploadState' | 'sendPart'>;

export interface UploadOptions {
  readonly file: File;
  readonly signal: AbortSignal;
  /** Remembers how far a file is, for the case that the page is loaded anew. */
  readonly memory: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  onSent(bytes: number): void;
  /** The connection broke, or is back. */
  onWaiting(waiting: boolean): void;
}

/**
 * Brings a clip to the service in parts and gives the upload's id. A broken connection costs a part; the same
 * file chosen again, also after the page was loaded anew, goes on where it was.
 */
export async function uploadClip(api: UploadApi, options: UploadOptions): Promise<string> {
  const { file, signal, memory, onSent, onWaiting } = options;
  const key = `avatar-tracker.upload.${file.name}.${file.size}.${file.lastModified}`;
  const { id, offset: known } = await openUpload(api, file, memory.getItem(key));
  let offset = known;
  memory.setItem(key, id);
  for (let tries = 0; offset < file.size; ) {
    onSent(offset);
    const before = offset;
    try {
      const end = Math.min(file.size, offset + PART_BYTES);
      const sent = (bytes: number) => onSent(before + bytes);
      await api.sendPart(id, { file, start: offset, end, signal, onSent: sent });
      offset = end;
    } catch (thrown) {
      if (!mayHelp(thrown) || tries >= MAX_TRIES) throw thrown;
      onWaiting(true);
      await pause(Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** tries), signal);
      offset = await api.uploadState(id).then(
        (state) => state.offset,
        (again: unknown) => {
          if (!mayHelp(again)) throw again;
          return before;
        },
      );
    }
    tries = offset > before ? 0 : tries + 1;
    if (tries === 0) onWaiting(false);
  }
  onSent(file.size);
  memory.removeItem(key);
  return id;
}

async function openUpload(api: UploadApi, file: File, known: string | null): Promise<UploadState> {
  if (known !== null) {
    const state = await api.uploadState(known).catch(() => null);
    if (state !== null) return state;
  }
  return api.startUpload({ name: file.name, bytes: file.size });
}

/** Not reached, out of step, or busy: the next try may work. */
function mayHelp(thrown: unknown): boolean {
  return thrown instanceof ApiError && (thrown.status === 0 || thrown.status === 409 || thrown.status >= 500);
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, ms);
    signal.addEventListener('abort', stop, { once: true });
  });
}
