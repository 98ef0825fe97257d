import { useAppState } from '../app/app-context.ts';
import { DropTarget } from './drop-target.tsx';
import { JobList } from './job-list.tsx';
import { NewJob } from './new-job.tsx';
import { ProblemBar } from './problem-bar.tsx';
import { Review } from './review.tsx';
import { TopBar } from './top-bar.tsx';
import { UploadList } from './upload-list.tsx';
import { Welcome } from './welcome.tsx';

/** The whole page: jobs at the left, the selected one at the right. */
export function Frame() {
  const job = useAppState(({ jobs, selected }) => jobs.find(({ id }) => id === selected));
  const news = useAppState((state) => state.news);
  return (
    <div className="frame">
      <TopBar />
      <ProblemBar />
      <aside className="sidebar" aria-label="Jobs">
        <NewJob />
        <UploadList />
        <JobList />
      </aside>
      <main className="content">{job === undefined ? <Welcome /> : <Review key={job.id} job={job} />}</main>
      <DropTarget />
      <p className="unseen" role="status">
        {news}
      </p>
    </div>
  );
}
