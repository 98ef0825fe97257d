import type { FormEvent } from 'react';
import { useApp } from '../app/app-context.ts';

/** For a clip that lies on the machine of the service already: nothing is copied. */
export function PathForm() {
  const { actions } = useApp();
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const path = String(new FormData(form).get('path')).trim();
    if (path !== '' && (await actions.addPath(path))) form.reset();
  };
  return (
    <details className="path-form">
      <summary>A file on the machine of the service</summary>
      <form onSubmit={submit}>
        <input
          name="path"
          type="text"
          aria-label="Path of the video"
          placeholder="/clips/hello.mp4"
          required
        />
        <button type="submit">Track</button>
      </form>
    </details>
  );
}
