import { useApp, useAppState } from '../app/app-context.ts';
import { JobRow } from './job-row.tsx';

/** The queue and what came of it, newest first. */
export function JobList() {
  const { actions } = useApp();
  const jobs = useAppState((state) => state.jobs);
  const selected = useAppState((state) => state.selected);
  const more = useAppState((state) => state.more);
  const waiting = jobs.filter(({ state }) => state === 'queued').length;
  const running = jobs.filter(({ state }) => state === 'running').length;
  return (
    <section className="jobs" aria-labelledby="jobs">
      <h2 id="jobs">
        Jobs{' '}
        <span className="quiet">
          {running > 0 && `${running} running`}
          {running > 0 && waiting > 0 && ', '}
          {waiting > 0 && `${waiting} waiting`}
        </span>
      </h2>
      {jobs.length === 0 ? (
        <p className="quiet">None yet.</p>
      ) : (
        <ul>
          {jobs.map((job) => (
            <JobRow key={job.id} job={job} selected={job.id === selected} />
          ))}
        </ul>
      )}
      {more && (
        <button type="button" onClick={actions.loadOlder}>
          Show older jobs
        </button>
      )}
    </section>
  );
}
