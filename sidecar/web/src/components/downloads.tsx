import type { Artifact, Job } from '../../../src/protocol/job.ts';
import { useApp, useReview } from '../app/app-context.ts';
import { size } from '../format.ts';
import { Icon } from './icon.tsx';
import { UnrealLine } from './unreal-line.tsx';

const WORDS: Readonly<Record<Artifact['kind'], string>> = {
  landmarks: 'What the tracker saw',
  motion: 'Bones and face curves',
  script: 'Makes the assets in Unreal Editor',
  data: 'Data of the script',
  job: 'Settings of the script',
  overlay: 'Clip with landmarks',
  page: 'Report to look at',
  audio: 'Sound of the clip',
  report: 'Figures, warnings, models',
};

/** Every file that the job made. */
export function Downloads({ job }: { job: Job }) {
  const { actions } = useApp();
  const artifacts = useReview((state) => state.artifacts);
  const unreal = useReview((state) => state.unreal);
  if (artifacts.length === 0) return null;
  return (
    <section className="downloads" aria-labelledby="downloads">
      <h3 id="downloads">Files</h3>
      <ul>
        {artifacts.map(({ name, kind, bytes }) => (
          <li key={name}>
            <button type="button" className="file" onClick={() => actions.download(job.id, name)}>
              <Icon name="download" />
              <span className="name">{name}</span>
              <span className="quiet">
                {WORDS[kind]} · {size(bytes)}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {unreal !== null && <UnrealLine line={unreal} />}
      {job.warnings.length > 0 && (
        <>
          <h4>Warnings</h4>
          <ul className="warnings">
            {job.warnings.map((warning) => (
              <li key={warning}>{warning}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
