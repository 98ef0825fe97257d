import { refusal, unreachable } from './api-error.ts';

export interface Part {
  /** Address of the upload. */
  readonly path: string;
  readonly token: string;
  readonly file: Blob;
  /** First byte and the one after the last. */
  readonly start: number;
  readonly end: number;
  readonly signal: AbortSignal;
  /** Bytes of this part that are out. */
  onSent(bytes: number): void;
}

/** Sends a part of a file; by XMLHttpRequest, for `fetch` does not tell how much is out. */
export function sendPart({ path, token, file, start, end, signal, onSent }: Part): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const request = new XMLHttpRequest();
    const abort = () => {
      request.abort();
      reject(signal.reason);
    };
    signal.addEventListener('abort', abort, { once: true });
    request.open('PATCH', path);
    request.setRequestHeader('Authorization', `Bearer ${token}`);
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.setRequestHeader('Content-Range', `bytes ${start}-${end - 1}/${file.size}`);
    request.upload.onprogress = ({ loaded }) => onSent(loaded);
    request.onerror = () => reject(unreachable());
    request.onload = () => {
      const { status, responseText } = request;
      if (status >= 200 && status < 300) resolve();
      else reject(refusal(status, responseText));
    };
    request.onloadend = () => signal.removeEventListener('abort', abort);
    request.send(file.slice(start, end));
  });
}
