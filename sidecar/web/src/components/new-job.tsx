import { MODES, type Mode } from '../../../src/protocol/track-modes.ts';
import { useApp, useAppState } from '../app/app-context.ts';
import { bodyTypeWords } from '../format.ts';
import { Icon } from './icon.tsx';
import { PathForm } from './path-form.tsx';

const MODE_WORDS: Readonly<Record<Mode, string>> = {
  'ultra-fast': 'Ultra fast',
  fast: 'Fast',
  smart: 'Smart',
  quality: 'Quality',
};

/** Clip, mode and body type of the next job. */
export function NewJob() {
  const { actions } = useApp();
  const mode = useAppState((state) => state.mode);
  const bodyType = useAppState((state) => state.bodyType);
  const bodyTypes = useAppState((state) => state.bodyTypes);
  return (
    <section className="new-job" aria-labelledby="new-job">
      <h2 id="new-job">New job</h2>
      <label className="drop-zone">
        <Icon name="upload" />
        <span>
          <strong>Choose a video</strong>, or drop it
        </span>
        <input
          type="file"
          accept="video/*,.mkv,.mov,.avi,.mxf"
          multiple
          onChange={({ target }) => {
            actions.add([...(target.files ?? [])]);
            target.value = '';
          }}
        />
      </label>
      <PathForm />
      <div className="choices">
        <label>
          <span>Mode</span>
          <select
            value={mode}
            aria-describedby="mode-hint"
            onChange={({ target }) => actions.choose({ mode: target.value as Mode })}
          >
            {Object.keys(MODES).map((name) => (
              <option key={name} value={name}>
                {MODE_WORDS[name as Mode]}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span>Body type</span>
          <select value={bodyType} onChange={({ target }) => actions.choose({ bodyType: target.value })}>
            {bodyTypes.map((name) => (
              <option key={name} value={name}>
                {bodyTypeWords(name)}
              </option>
            ))}
          </select>
        </label>
      </div>
      <p id="mode-hint" className="quiet">
        {MODE_WORDS[mode]}: {MODES[mode].summary}
      </p>
    </section>
  );
}
