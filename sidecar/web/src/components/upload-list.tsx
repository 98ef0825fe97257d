import { useApp, useAppState } from '../app/app-context.ts';
import { percent, size } from '../format.ts';
import type { Upload } from '../store/app-state.ts';
import { Icon } from './icon.tsx';

/** Clips on their way to the service. */
export function UploadList() {
  const uploads = useAppState((state) => state.uploads);
  if (uploads.length === 0) return null;
  return (
    <ul className="uploads" aria-label="Uploads">
      {uploads.map((upload) => (
        <UploadRow key={upload.key} upload={upload} />
      ))}
    </ul>
  );
}

function UploadRow({ upload }: { upload: Upload }) {
  const { actions } = useApp();
  const { key, name, bytes, sent, state, problem } = upload;
  const share = bytes === 0 ? 0 : sent / bytes;
  return (
    <li className={`upload ${state}`}>
      <span className="name">{name}</span>
      {state === 'failed' ? (
        <button
          type="button"
          className="icon"
          aria-label={`Try ${name} again`}
          onClick={() => actions.again(key)}
        >
          <Icon name="retry" />
        </button>
      ) : null}
      <button
        type="button"
        className="icon"
        aria-label={`Give up the upload of ${name}`}
        onClick={() => actions.drop(key)}
      >
        <Icon name="close" />
      </button>
      {problem === null ? (
        <>
          <progress value={share} max={1} aria-label={`Upload of ${name}`} />
          <span className="quiet">
            {state === 'waiting' ? 'Waiting for the connection' : 'Uploading'} · {percent(share)} of{' '}
            {size(bytes)}
          </span>
        </>
      ) : (
        <p className="failure" role="alert">
          {problem.message} {problem.fix}
        </p>
      )}
    </li>
  );
}
