import type { Api } from '../api/create-api.ts';
import type { Socket } from '../api/open-socket.ts';
import type { AppState } from '../store/app-state.ts';
import type { Store } from '../store/create-store.ts';

/** What actions work with. */
export interface Behind {
  readonly store: Store<AppState>;
  readonly api: Api;
  readonly socket: Socket;
  /** Lives as long as the tab. */
  readonly memory: Storage;
}
