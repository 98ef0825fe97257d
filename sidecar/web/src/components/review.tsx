import type { Job } from '../../../src/protocol/job.ts';
import { useReview } from '../app/app-context.ts';
import { failureOf } from '../store/jobs.ts';
import { Downloads } from './downloads.tsx';
import { FigurePane } from './figure-pane.tsx';
import { JobFailure } from './job-failure.tsx';
import { JobProgress } from './job-progress.tsx';
import { ReviewHeader } from './review-header.tsx';
import { SpanList } from './span-list.tsx';
import { Timeline } from './timeline.tsx';
import { Transport } from './transport.tsx';
import { VideoPane } from './video-pane.tsx';

/** One job: picture and figure side by side, one timeline under both, what to look at, what to take along. */
export function Review({ job }: { job: Job }) {
  const phase = useReview((state) => state.phase);
  const problem = useReview((state) => state.problem);
  const failure = failureOf(job);
  const nothing = useReview((state) => state.videoFailed && state.clip === null) && failure !== null;
  const open = job.state === 'queued' || job.state === 'running';
  return (
    <article className="review" aria-labelledby="review">
      <ReviewHeader job={job} />
      {open && <JobProgress job={job} />}
      {failure !== null && <JobFailure problem={failure} />}
      {problem !== null && <JobFailure problem={problem} />}
      {!nothing && (
        <>
          <div className="panes">
            <VideoPane name={job.name} />
            <FigurePane phase={phase} />
          </div>
          <Transport />
          <Timeline />
        </>
      )}
      {job.state === 'done' && (
        <div className="outcome">
          <SpanList />
          <Downloads job={job} />
        </div>
      )}
    </article>
  );
}
