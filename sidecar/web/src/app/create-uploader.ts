import { problemOf } from '../api/api-error.ts';
import { uploadClip } from '../api/upload-clip.ts';
import { jobChoices, type Upload } from '../store/app-state.ts';
import { withAnswer } from '../store/jobs.ts';
import type { Behind } from './behind.ts';

export interface Uploader {
  /** Sends the clips, one after the other, and queues a job for each as it is there. */
  add(files: readonly File[]): void;
  /** Gives up an upload, or takes a failed one off the list. */
  drop(key: number): void;
  /** Tries a failed upload again. */
  again(key: number): void;
}

interface Waiting {
  readonly file: File;
  readonly leave: AbortController;
  /** As chosen when the file came. */
  readonly wanted: ReturnType<typeof jobChoices>;
}

export function createUploader({ store, api, memory }: Omit<Behind, 'socket'>): Uploader {
  const files = new Map<number, Waiting>();
  let keys = 0;
  let line: Promise<void> = Promise.resolve();

  const change = (key: number, fields: Partial<Upload>) =>
    store.set(({ uploads }) => ({
      uploads: uploads.map((upload) => (upload.key === key ? { ...upload, ...fields } : upload)),
    }));
  const forget = (key: number) => {
    files.delete(key);
    store.set(({ uploads }) => ({ uploads: uploads.filter((upload) => upload.key !== key) }));
  };
  const send = async (key: number): Promise<void> => {
    const waiting = files.get(key);
    if (waiting === undefined) return;
    const { file, leave, wanted } = waiting;
    try {
      const upload = await uploadClip(api, {
        file,
        memory,
        signal: leave.signal,
        onSent: (sent) => change(key, { sent }),
        onWaiting: (broken) => change(key, { state: broken ? 'waiting' : 'sending' }),
      });
      const job = await api.submit({ input: { upload }, ...wanted });
      forget(key);
      store.set(({ jobs, selected }) => ({ jobs: withAnswer(jobs, job), selected: selected ?? job.id }));
    } catch (thrown) {
      const problem = problemOf(thrown);
      if (problem === null) forget(key);
      else change(key, { state: 'failed', problem });
    }
  };
  const queue = (key: number) => {
    line = line.then(() => send(key));
  };
  return {
    add(added) {
      const wanted = jobChoices(store.get());
      for (const file of added) {
        const key = ++keys;
        files.set(key, { file, leave: new AbortController(), wanted });
        const upload: Upload = {
          key,
          name: file.name,
          bytes: file.size,
          sent: 0,
          state: 'sending',
          problem: null,
        };
        store.set(({ uploads }) => ({ uploads: [...uploads, upload] }));
        queue(key);
      }
      // the first of them is looked at as soon as it is a job
      store.set({ selected: null });
    },
    drop(key) {
      files.get(key)?.leave.abort();
      forget(key);
    },
    again(key) {
      change(key, { state: 'sending', problem: null, sent: 0 });
      queue(key);
    },
  };
}
