import { useEffect, useState } from 'react';
import { AppProvider } from '../app/app-context.ts';
import { type App, createApp } from '../app/create-app.ts';
import { forgetToken, keepToken } from '../token.ts';
import { Frame } from './frame.tsx';
import { SignIn } from './sign-in.tsx';

/** The page with its token, or the question for one. */
export function Root({ token: given }: { token: string | null }) {
  const [token, setToken] = useState(given);
  const [refused, setRefused] = useState(false);
  const [app, setApp] = useState<App | null>(null);

  useEffect(() => {
    if (token === null) return;
    const created = createApp({
      token,
      socketUrl: `${window.location.origin.replace(/^http/, 'ws')}/ws`,
      version: __APP_VERSION__,
      memory: window.sessionStorage,
    });
    const stop = created.store.subscribe(() => {
      if (created.store.get().connection !== 'refused') return;
      forgetToken(window.sessionStorage);
      setRefused(true);
      setToken(null);
    });
    setApp(created);
    return () => {
      stop();
      created.close();
      setApp(null);
    };
  }, [token]);

  if (token === null) {
    const enter = (typed: string) => {
      keepToken(window.sessionStorage, typed);
      setToken(typed);
    };
    return <SignIn refused={refused} onToken={enter} />;
  }
  if (app === null) return null;
  return (
    <AppProvider value={app}>
      <Frame />
    </AppProvider>
  );
}
