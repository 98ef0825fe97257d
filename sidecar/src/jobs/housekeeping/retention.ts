/** How long the service keeps what is finished. */
export interface Retention {
  /** Days after their end; null keeps them however old they are. */
  readonly jobDays: number | null;
  /** Bytes of the artifacts of all jobs; the oldest go first. Null is no limit. */
  readonly jobBytes: number | null;
  /** Days since checkpoints were used last. */
  readonly checkpointDays: number | null;
  /** Bytes of all checkpoints. */
  readonly checkpointBytes: number | null;
}

/** Finished jobs are kept until somebody says otherwise; checkpoints are of use for some days. */
export const DEFAULT_RETENTION: Retention = {
  jobDays: null,
  jobBytes: null,
  checkpointDays: 14,
  checkpointBytes: 20e9,
};

/** One thing that takes room. */
export interface Kept {
  readonly id: string;
  /** Milliseconds since 1970 at which it ended or was used last. */
  readonly at: number;
  readonly bytes: number;
}

const DAY_MS = 86_400_000;

/** Those that have to go: all that are too old, and of the rest the oldest until the others fit. */
export function outdated(
  kept: readonly Kept[],
  { days, bytes, now }: { days: number | null; bytes: number | null; now: number },
): string[] {
  const newestFirst = [...kept].sort((a, b) => b.at - a.at);
  let room = bytes ?? Number.POSITIVE_INFINITY;
  const gone: string[] = [];
  for (const each of newestFirst) {
    room -= each.bytes;
    if (room < 0 || (days !== null && now - each.at > days * DAY_MS)) gone.push(each.id);
  }
  return gone;
}
