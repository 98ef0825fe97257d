/** Requests that wait for those before them; while there are so many no more are read. */
const MAX_WAITING = 32;

/** Does the requests of one client one after the other. */
export interface RequestQueue {
  /** @param work May not reject. */
  add(work: () => Promise<void> | void): void;
}

export function createRequestQueue(source: { pause(): void; resume(): void }): RequestQueue {
  let waiting = 0;
  let chain = Promise.resolve();
  return {
    add(work) {
      if (++waiting === MAX_WAITING) source.pause();
      chain = chain.then(work).then(() => {
        if (waiting-- === MAX_WAITING) source.resume();
      });
    },
  };
}
