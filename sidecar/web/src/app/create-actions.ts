import type { Job } from '../../../src/protocol/job.ts';
import { problemOf } from '../api/api-error.ts';
import { artifactPath } from '../review/load-result.ts';
import { type AppState, jobChoices } from '../store/app-state.ts';
import { withAnswer } from '../store/jobs.ts';
import type { Behind } from './behind.ts';
import { createUploader, type Uploader } from './create-uploader.ts';

/** What a person can do. Nothing throws: what fails is said in the store, and answered with false. */
export interface Actions extends Uploader {
  /** Queues a job for a clip that the service can read. */
  addPath(path: string): Promise<boolean>;
  select(id: string | null): void;
  cancel(id: string): Promise<boolean>;
  retry(id: string): Promise<boolean>;
  remove(id: string): Promise<boolean>;
  download(job: string, artifact: string): Promise<boolean>;
  loadBodyTypes(): Promise<boolean>;
  /** Jobs before the oldest one shown. */
  loadOlder(): void;
  choose(choice: Partial<Pick<AppState, 'mode' | 'bodyType'>>): void;
  dismiss(): void;
}

export function createActions(behind: Behind): Actions {
  const { store, api, socket } = behind;
  const attempt = async (work: () => Promise<void>): Promise<boolean> => {
    try {
      await work();
      store.set({ problem: null });
      return true;
    } catch (thrown) {
      store.set({ problem: problemOf(thrown) });
      return false;
    }
  };
  // what became of the job comes with the news of the service
  const change = (ask: (id: string) => Promise<Job>) => (id: string) =>
    attempt(async () => void (await ask(id)));
  return {
    ...createUploader(behind),
    addPath: (path) =>
      attempt(async () => {
        const job = await api.submit({ input: { path }, ...jobChoices(store.get()) });
        store.set(({ jobs }) => ({ jobs: withAnswer(jobs, job), selected: job.id }));
      }),
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
