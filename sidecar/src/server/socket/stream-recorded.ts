import type { JobService } from '../../jobs/job-service.ts';
import { AppError } from '../../protocol/errors.ts';
import type { Job } from '../../protocol/job.ts';
import type { FaceKind } from '../../protocol/keyframes.ts';
import type { Outbox } from './outbox.ts';
import type { RecordedClips } from './recorded-clips.ts';
import { encode } from './stream-messages.ts';

export interface StreamRecordedOptions {
  readonly jobs: JobService;
  readonly clips: RecordedClips;
  readonly outbox: Outbox;
  readonly job: string;
  readonly face: FaceKind;
  readonly fromSequence: number;
  readonly signal: AbortSignal;
  onSent(frames: number): void;
}

/**
 * Sends the keyframes of a job, waiting for it to be done, as fast as the client takes them: tables, every chunk
 * from `fromSequence` on, `end`.
 * @throws AppError `keyframes.missing` for a job that ends without a motion.
 */
export async function streamRecorded(options: StreamRecordedOptions): Promise<void> {
  const { jobs, clips, outbox, job, face, fromSequence, signal, onSent } = options;
  await untilDone(jobs, job, signal);
  const clip = await clips.open(job, face);
  try {
    let frames = 0;
    let told = -1;
    for (let sequence = fromSequence; ; sequence++) {
      const chunk = await clip.chunk(sequence);
      await outbox.room();
      if (signal.aborted) return;
      const names = chunk?.flagNames ?? Math.max(told, 0);
      if (names > told) outbox.send(clip.tables(names));
      told = Math.max(told, names);
      if (chunk === null) break;
      outbox.send(chunk.bytes);
      frames += chunk.frames;
      onSent(chunk.frames);
    }
    outbox.send(encode({ type: 'end', job, stream: 'recorded', frames, dropped: 0 }));
  } finally {
    clip.release();
  }
}

/** Rejects when the job ends without a result, or nobody waits any more. */
async function untilDone(jobs: JobService, id: string, signal: AbortSignal): Promise<void> {
  let heard: (job: Job) => void = () => {};
  let stopped = () => {};
  try {
    await new Promise<void>((resolve, reject) => {
      heard = (job) => {
        if (job.id !== id) return;
        if (job.state === 'done') resolve();
        else if (job.state === 'failed' || job.state === 'cancelled')
          reject(new AppError('keyframes.missing', `The job is ${job.state}: it has no motion.`));
      };
      stopped = () => reject(signal.reason);
      signal.addEventListener('abort', stopped, { once: true });
      jobs.on('job', heard);
      jobs.get(id).then(heard, reject);
    });
  } finally {
    jobs.off('job', heard);
    signal.removeEventListener('abort', stopped);
  }
}
