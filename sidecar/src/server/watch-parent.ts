/** A parent that ends is missed for this long. */
const LOOK_MS = 1000;

export interface WatchParentOptions {
  /** Process id of the program that started the service. */
  readonly pid: number;
  /** Called once when it has ended. */
  onGone(): void;
  readonly everyMs?: number;
}

/**
 * Looks after the process that started this one; returns what stops it. An id may be given to another process
 * later, so a direct parent is also seen to be gone by the system naming another one (not on Windows, which
 * keeps the old number).
 */
export function watchParent({ pid, onGone, everyMs = LOOK_MS }: WatchParentOptions): () => void {
  const direct = process.ppid === pid;
  const timer = setInterval(() => {
    if (isAlive(pid) && !(direct && process.ppid !== pid)) return;
    clearInterval(timer);
    onGone();
  }, everyMs);
  timer.unref();
  return () => clearInterval(timer);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // a process of another user cannot be signalled but is there
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
