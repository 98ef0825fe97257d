import { useSyncExternalStore } from 'react';
import type { Store } from './create-store.ts';

/** A part of a store's value; the component is drawn again when that part is another. */
export function useStore<T, P>(store: Store<T>, pick: (value: T) => P): P {
  return useSyncExternalStore(store.subscribe, () => pick(store.get()));
}
