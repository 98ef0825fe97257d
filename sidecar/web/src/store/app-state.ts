import type { Job, JobError } from '../../../src/protocol/job.ts';
import type { Mode } from '../../../src/protocol/track-modes.ts';

/** What a person is told of a failure: the cause and the way out. */
export type Problem = Pick<JobError, 'message' | 'fix'>;

/** A file on its way to the service. */
export interface Upload {
  readonly key: number;
  readonly name: string;
  readonly bytes: number;
  readonly sent: number;
  /** `waiting`: the connection broke, it goes on by itself. */
  readonly state: 'sending' | 'waiting' | 'failed';
  readonly problem: Problem | null;
}

export interface AppState {
  readonly connection: 'connecting' | 'open' | 'lost' | 'refused';
  /** Newest first. */
  readonly jobs: readonly Job[];
  /** There may be jobs before the oldest of `jobs`. */
  readonly more: boolean;
  readonly uploads: readonly Upload[];
  /** The job that is looked at. */
  readonly selected: string | null;
  readonly mode: Mode;
  readonly bodyType: string;
  readonly bodyTypes: readonly string[];
  /** The latest thing that a person asked for and that did not work. */
  readonly problem: Problem | null;
  /** The latest news, for screen readers. */
  readonly news: string;
}

export function initialState(): AppState {
  return {
    connection: 'connecting',
    jobs: [],
    more: false,
    uploads: [],
    selected: null,
    mode: 'smart',
    bodyType: '',
    bodyTypes: [],
    problem: null,
    news: '',
  };
}

/** What a job is asked to be, as chosen now. */
export function jobChoices({ mode, bodyType }: Pick<AppState, 'mode' | 'bodyType'>) {
  return { options: { mode }, skeleton: bodyType === '' ? undefined : bodyType, live: true };
}
