import { unpackKeyframes } from '../../../src/protocol/keyframes.ts';
import type { StreamKind } from '../../../src/protocol/messages.ts';
import { ApiError } from '../api/api-error.ts';
import type { WatchMessage } from '../api/create-watches.ts';
import type { Socket } from '../api/open-socket.ts';
import { type Clip, createClip } from '../motion/create-clip.ts';

export interface WatchClipOptions {
  readonly job: string;
  readonly stream: StreamKind;
  readonly signal: AbortSignal;
  /** Told of the clip whenever frames have come; another object when the stream started anew. */
  onFrames(clip: Clip): void;
}

/** Follows a job's motion to the end of the stream. A live one that never starts just ends. */
export function watchClip(socket: Socket, options: WatchClipOptions): Promise<void> {
  const { job, stream, signal, onFrames } = options;
  let clip: Clip | null = null;
  return new Promise((resolve, reject) => {
    const settle = (done: () => void) => {
      stop();
      signal.removeEventListener('abort', abort);
      done();
    };
    const abort = () => settle(() => reject(signal.reason));
    const onMessage = (message: WatchMessage) => {
      switch (message.type) {
        case 'tables':
          // a recorded stream that goes on after a broken connection has the tables that it had
          if (stream === 'live' || clip === null) clip = createClip(message);
          break;
        case 'keyframes':
          if (clip === null || (stream === 'recorded' && message.firstFrame < clip.count)) break;
          clip.append(unpackKeyframes(message, clip.layout));
          onFrames(clip);
          break;
        case 'end':
          settle(resolve);
          break;
        default:
          settle(() => reject(new ApiError(0, message)));
      }
    };
    const stop = socket.add({ job, stream, onMessage });
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
  });
}
