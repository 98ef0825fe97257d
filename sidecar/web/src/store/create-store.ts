/** A value that is replaced as a whole, and those who want to know when. */
export interface Store<T> {
  get(): T;
  /** Merges the fields in; nobody is told when none of them differs. */
  set(change: Partial<T> | ((now: T) => Partial<T>)): void;
  /** Returns what ends the subscription. */
  subscribe(listener: () => void): () => void;
}

export function createStore<T extends object>(initial: T): Store<T> {
  let value = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => value,
    set(change) {
      const fields = typeof change === 'function' ? change(value) : change;
      const differs = (Object.keys(fields) as (keyof T)[]).some((key) => fields[key] !== value[key]);
      if (!differs) return;
      value = { ...value, ...fields };
      for (const listener of [...listeners]) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
