import type { Job } from '../../../src/protocol/job.ts';
import { useApp } from '../app/app-context.ts';
import { failureOf } from '../store/jobs.ts';
import { Icon } from './icon.tsx';
import { JobProgress } from './job-progress.tsx';
import { JobState } from './job-state.tsx';

export function JobRow({ job, selected }: { job: Job; selected: boolean }) {
  const { actions } = useApp();
  const { id, name, state } = job;
  const failure = failureOf(job);
  const open = state === 'queued' || state === 'running';
  const again = state === 'failed' || state === 'cancelled';
  return (
    <li className={`job ${selected ? 'selected' : ''}`}>
      <button type="button" className="job-open" aria-current={selected} onClick={() => actions.select(id)}>
        <span className="name">{name}</span>
        <JobState state={state} />
      </button>
      <span className="job-actions">
        {open && (
          <button
            type="button"
            className="icon"
            aria-label={`Cancel ${name}`}
            title="Cancel"
            onClick={() => actions.cancel(id)}
          >
            <Icon name="close" />
          </button>
        )}
        {again && (
          <button
            type="button"
            className="icon"
            aria-label={`Try ${name} again`}
            title="Try again"
            onClick={() => actions.retry(id)}
          >
            <Icon name="retry" />
          </button>
        )}
      </span>
      {open && <JobProgress job={job} />}
      {failure !== null && <p className="failure">{failure.message}</p>}
    </li>
  );
}
