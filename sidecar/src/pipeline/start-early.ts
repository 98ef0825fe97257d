/**
 * Asks for the first item at once, so that a source that takes time to get going does so before it is read.
 * Read it once, or call `return` on its iterator: the source is told either way.
 */
export function startEarly<T>(items: AsyncIterable<T>): AsyncIterableIterator<T, undefined> {
  const source = items[Symbol.asyncIterator]();
  let first: Promise<IteratorResult<T, undefined>> | null = source.next();
  // a failure is told to whoever reads
  first.catch(() => {});
  return {
    next() {
      const step = first ?? source.next();
      first = null;
      return step;
    },
    async return() {
      await source.return?.();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
