import type { JobState as State } from '../../../src/protocol/job.ts';

const WORDS: Readonly<Record<State, string>> = {
  queued: 'Waiting',
  running: 'Running',
  done: 'Done',
  failed: 'Failed',
  cancelled: 'Cancelled',
};

/** State by word and colour; the word alone says it all. */
export function JobState({ state }: { state: State }) {
  return <span className={`job-state ${state}`}>{WORDS[state]}</span>;
}
