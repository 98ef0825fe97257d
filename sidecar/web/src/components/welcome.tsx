import { useAppState } from '../app/app-context.ts';

/** What to do first, while no job is selected. */
export function Welcome() {
  const some = useAppState(({ jobs, uploads }) => jobs.length + uploads.length > 0);
  return (
    <div className="welcome">
      <h2>{some ? 'Choose a job' : 'Drop a video to begin'}</h2>
      <p>
        {some
          ? 'Its motion, confidence and files are shown here.'
          : 'One person, filmed by one camera, hands and face in the picture. You can watch the motion as it is tracked.'}
      </p>
    </div>
  );
}
