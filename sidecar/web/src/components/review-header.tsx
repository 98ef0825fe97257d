import type { Job } from '../../../src/protocol/job.ts';
import { useApp, useReview } from '../app/app-context.ts';
import { bodyTypeWords, clock } from '../format.ts';
import { Icon } from './icon.tsx';
import { JobState } from './job-state.tsx';

/** Name, state and facts of the job, and what can be done with it. */
export function ReviewHeader({ job }: { job: Job }) {
  const { actions } = useApp();
  const source = useReview((state) => state.source);
  const { id, name, state, options, skeleton, createdAt } = job;
  const facts = [
    source !== null && `${source.width} × ${source.height}`,
    source !== null && `${Number(source.fps.toFixed(2))} frames/s`,
    source !== null && clock(source.durationSeconds),
    `mode ${options.mode}`,
    bodyTypeWords(skeleton),
    new Date(createdAt).toLocaleString(),
  ];
  const open = state === 'queued' || state === 'running';
  return (
    <header className="review-header">
      <div>
        <h2 id="review">{name}</h2>
        <p className="quiet">{facts.filter((fact) => fact !== false).join(' · ')}</p>
      </div>
      <JobState state={state} />
      {open ? (
        <button type="button" onClick={() => actions.cancel(id)}>
          <Icon name="close" /> Cancel
        </button>
      ) : (
        <>
          {state !== 'done' && (
            <button type="button" onClick={() => actions.retry(id)}>
              <Icon name="retry" /> Try again
            </button>
          )}
          <RemoveButton name={name} onRemove={() => actions.remove(id)} />
        </>
      )}
    </header>
  );
}

function RemoveButton({ name, onRemove }: { name: string; onRemove(): void }) {
  const ask = () => {
    if (window.confirm(`Remove ${name} and its files?`)) onRemove();
  };
  return (
    <button type="button" onClick={ask}>
      <Icon name="remove" /> Remove
    </button>
  );
}
