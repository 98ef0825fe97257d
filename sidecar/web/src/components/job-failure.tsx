import type { Problem } from '../store/app-state.ts';

export function JobFailure({ problem }: { problem: Problem }) {
  return (
    <div className="job-failure">
      <p>
        <strong>{problem.message}</strong>
      </p>
      <p>{problem.fix}</p>
    </div>
  );
}
