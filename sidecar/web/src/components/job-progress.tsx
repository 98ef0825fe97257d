import type { Job } from '../../../src/protocol/job.ts';
import { STAGE_WORDS, wait } from '../format.ts';

/** Bar and words of a job that has not ended. */
export function JobProgress({ job }: { job: Job }) {
  const { state, progress, name, attempts, error } = job;
  if (state === 'queued')
    return error === null ? null : (
      <p className="quiet">
        {error.message} Waiting for try {attempts + 1}.
      </p>
    );
  const { stage, framesDone, framesTotal, fps, etaSeconds } = progress ?? {
    stage: 'prepare' as const,
    framesDone: 0,
    framesTotal: null,
    fps: 0,
    etaSeconds: null,
  };
  const share = framesTotal === null || framesTotal === 0 ? undefined : Math.min(1, framesDone / framesTotal);
  const parts = [
    STAGE_WORDS[stage],
    framesTotal !== null && framesDone > 0 && `${framesDone} of ${framesTotal} frames`,
    fps > 0 && `${fps.toFixed(fps < 10 ? 1 : 0)} frames/s`,
    etaSeconds !== null && `${wait(etaSeconds)} left`,
  ];
  return (
    <div className="job-progress">
      <progress value={share} max={1} aria-label={`Progress of ${name}`} />
      <span className="quiet">{parts.filter((part) => part !== false).join(' · ')}</span>
    </div>
  );
}
