/** Passes on the latest of many values, not more often than every `ms`: drawing costs more than a frame does. */
export interface Publisher<T> {
  push(value: T): void;
  /** Passes on what waits; nothing comes after it by itself. */
  flush(): void;
}

/** The first value goes out at once. */
export function createPublisher<T>(ms: number, publish: (value: T) => void): Publisher<T> {
  let waiting: { value: T } | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const send = () => {
    timer = undefined;
    if (waiting === null) return;
    const { value } = waiting;
    waiting = null;
    timer = setTimeout(send, ms);
    publish(value);
  };
  return {
    push(value) {
      waiting = { value };
      if (timer === undefined) send();
    },
    flush() {
      clearTimeout(timer);
      send();
      clearTimeout(timer);
      timer = undefined;
    },
  };
}
