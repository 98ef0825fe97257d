import { refusal, unreachable } from './api-error.ts';

export interface Part {
  readonly file: Blob;
  /** First byte and the one after the last. */
  readonly start: number;
  readonly end: number;
  readonly signal: AbortSignal;
  /** Bytes of this part that are out. */
  onSent(bytes: number): void;
}

/** Sends a part of a file; by XMLHttpRequest, for `fetch` does not tell how much is out. */
export function sendPart(upload: { path: string; token: string }, part: Part): Promise<void> {
  const { file, start, end, signal, onSent } = part;
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const request = new XMLHttpRequest();
    const abort = () => {
      request.abort();
      reject(signal.reason);
    };
    signal.addEventListener('abort', abort, { once: true });
    request.open('PATCH', upload.path);
    request.setRequestHeader('Authorization', `Bearer ${upload.token}`);
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
