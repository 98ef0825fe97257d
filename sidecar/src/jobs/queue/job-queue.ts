export interface QueueEntry {
  /** The higher, the earlier. */
  readonly priority: number;
  /** Milliseconds since 1970 before which the job is not given out; 0 for at once. */
  readonly notBefore: number;
  /** Milliseconds since 1970 at which the job came: of one priority the oldest is first. */
  readonly since: number;
}

/** Jobs that wait, by priority and then by the time at which they came. Each is given out once. */
export interface JobQueue {
  /** Adds a job; one that is there already keeps its place. */
  push(id: string, entry: QueueEntry): Promise<void>;
  /** Takes the next job out; null when none may start now. */
  take(now: number): Promise<string | null>;
  /** Takes a job out that shall not run; false when it is not there. */
  remove(id: string): Promise<boolean>;
  /** When the next job may start that may not yet; null when there is none. */
  nextAt(now: number): Promise<number | null>;
  size(): Promise<number>;
}
