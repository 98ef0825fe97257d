export interface StageClock {
  /** Times a step; the step's own result or error passes through. */
  time<T>(stage: string, step: () => Promise<T> | T): Promise<T>;
  /** Seconds of each stage in the order in which they began. */
  readonly stages: Readonly<Record<string, number>>;
  /** Seconds since the process started: what a person waits, without the start of the parent. */
  total(): number;
}

/** Wall time of the stages of one run. */
export function createStageClock(now: () => number = () => performance.now()): StageClock {
  const stages: Record<string, number> = {};
  return {
    async time(stage, step) {
      stages[stage] ??= 0;
      const started = now();
      try {
        return await step();
      } finally {
        stages[stage] += (now() - started) / 1000;
      }
    },
    stages,
    total: () => now() / 1000,
  };
}
