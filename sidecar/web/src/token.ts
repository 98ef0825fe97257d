const KEY = 'avatar-tracker.token';

type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

export interface TokenPlace {
  /** The page's address; its fragment (`#token=...`) never reaches a server. */
  readonly hash: string;
  /** Takes the fragment out of the address bar and the history. */
  clearHash(): void;
  /** Lives as long as the tab. */
  readonly store: Store;
}

/**
 * The token of the service: out of the address once, from then on out of the tab's own store; null when there
 * is none.
 */
export function takeToken({ hash, clearHash, store }: TokenPlace): string | null {
  const given = new URLSearchParams(hash.replace(/^#/, '')).get('token');
  if (given === null || given === '') return store.getItem(KEY);
  clearHash();
  store.setItem(KEY, given);
  return given;
}

/** Keeps a token that a person typed. */
export function keepToken(store: Store, token: string): void {
  store.setItem(KEY, token);
}

export function forgetToken(store: Store): void {
  store.removeItem(KEY);
}
