import type { ServerMessage } from '../../../src/protocol/messages.ts';
import { createApi } from '../api/create-api.ts';
import { openSocket } from '../api/open-socket.ts';
import { createPlayer, type Player } from '../player/create-player.ts';
import { createReviewer, type Reviewer } from '../review/create-reviewer.ts';
import { type AppState, initialState } from '../store/app-state.ts';
import { createStore, type Store } from '../store/create-store.ts';
import { newsOf, withJob, withProgress } from '../store/jobs.ts';
import { type Actions, createActions } from './create-actions.ts';

/** Jobs that the service gives in one answer. */
const LIST_LENGTH = 100;
const OTHER_VERSION = {
  message: 'The service has another version than this page.',
  fix: 'Reload the page.',
};

/** Everything behind the page: what it shows, and what a person can do. */
export interface App {
  readonly store: Store<AppState>;
  readonly player: Player;
  readonly reviewer: Reviewer;
  readonly actions: Actions;
  close(): void;
}

export interface AppOptions {
  readonly token: string;
  /** `ws://host/ws` */
  readonly socketUrl: string;
  readonly version: string;
  /** Lives as long as the tab. */
  readonly memory: Storage;
}

export function createApp({ token, socketUrl, version, memory }: AppOptions): App {
  const store = createStore(initialState());
  const api = createApi(token);
  const player = createPlayer();
  const socket = openSocket({
    url: socketUrl,
    token,
    version,
    onState: (connection) => store.set({ connection }),
    onMessage: (message) => receive(store, message),
    onUnreadable: () => store.set({ problem: OTHER_VERSION }),
  });
  const reviewer = createReviewer({ app: store, api, socket, player });
  const actions = createActions({ store, api, socket, memory });
  void actions.loadBodyTypes();
  return {
    store,
    player,
    reviewer,
    actions,
    close() {
      store.set({ selected: null });
      socket.close();
    },
  };
}

function receive(store: Store<AppState>, message: ServerMessage): void {
  switch (message.type) {
    case 'jobs':
      store.set(({ jobs }) => ({
        jobs: message.jobs.reduce(withJob, jobs),
        more: message.jobs.length === LIST_LENGTH,
      }));
      break;
    case 'job':
      store.set(({ jobs, news }) => ({
        jobs: withJob(jobs, message.job),
        news:
          newsOf(
            jobs.find(({ id }) => id === message.job.id),
            message.job,
          ) ?? news,
      }));
      break;
    case 'progress':
      store.set(({ jobs }) => ({ jobs: withProgress(jobs, message.job, message.progress) }));
      break;
    case 'error':
      store.set({ problem: { message: message.message, fix: message.fix } });
      break;
    default:
  }
}
