import type { Job } from '../../../src/protocol/job.ts';
import { problemOf } from '../api/api-error.ts';
import { artifactPath } from '../review/load-result.ts';
import type { AppState } from '../store/app-state.ts';
import { withJob } from '../store/jobs.ts';
import type { Behind } from './behind.ts';
import { createUploader, type Uploader } from './create-uploader.ts';

/** What a person can do. Nothing throws: what fails is said in the store. */
export interface Actions extends Uploader {
  select(id: string | null): void;
  cancel(id: string): Promise<void>;
  retry(id: string): Promise<void>;
  remove(id: string): Promise<void>;
  download(job: string, artifact: string): Promise<void>;
  loadBodyTypes(): Promise<void>;
  /** Jobs before the oldest one shown. */
  loadOlder(): void;
  choose(choice: Partial<Pick<AppState, 'mode' | 'bodyType'>>): void;
  dismiss(): void;
}

export function createActions(behind: Behind): Actions {
  const { store, api, socket } = behind;
  const attempt = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work();
      store.set({ problem: null });
    } catch (thrown) {
      store.set({ problem: problemOf(thrown) });
    }
  };
  const change = (ask: (id: string) => Promise<Job>) => (id: string) =>
    attempt(async () => {
      const job = await ask(id);
      store.set(({ jobs }) => ({ jobs: withJob(jobs, job) }));
    });
  return {
    ...createUploader(behind),
    select: (id) => store.set({ selected: id }),
    cancel: change(api.cancel),
    retry: change(api.retry),
    remove: (id) =>
      attempt(async () => {
        await api.remove(id);
        store.set(({ jobs, selected }) => ({
          jobs: jobs.filter((job) => job.id !== id),
          selected: selected === id ? null : selected,
        }));
      }),
    download: (job, artifact) =>
      attempt(async () => {
        // the service names it an attachment: the page stays
        window.location.assign(await api.ticket(artifactPath(job, artifact)));
      }),
    loadBodyTypes: () =>
      attempt(async () => {
        const { bodyTypes, default: bodyType } = await api.bodyTypes();
        store.set({ bodyTypes, bodyType });
      }),
    loadOlder: () => socket.list(store.get().jobs.at(-1)?.id),
    choose: (choice) => store.set(choice),
    dismiss: () => store.set({ problem: null }),
  };
}
