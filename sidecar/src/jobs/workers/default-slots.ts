import { availableParallelism, totalmem } from 'node:os';

/** Cores that one worker fills: the pose beside hands and face, and the decoder. */
const CORES_A_WORKER = 2;
/** Memory that one worker may need at 1080p, with room for the system, bytes. */
const BYTES_A_WORKER = 2e9;

export interface Slots {
  /** Workers that run at once. */
  readonly count: number;
  /** Cores of each. */
  readonly cores: number;
  /** Resident bytes at which a worker is ended. */
  readonly memoryCap: number;
}

/** How many workers a machine carries: by its cores and its memory, at least one. */
export function defaultSlots(
  wanted: number | null = null,
  { cores = availableParallelism(), memory = totalmem() } = {},
): Slots {
  const fitting = Math.min(Math.floor(cores / CORES_A_WORKER), Math.floor(memory / BYTES_A_WORKER));
  const count = wanted ?? Math.max(1, fitting);
  return {
    count,
    cores: Math.max(1, Math.floor(cores / count)),
    memoryCap: Math.max(BYTES_A_WORKER, (0.9 * memory) / count),
  };
}
