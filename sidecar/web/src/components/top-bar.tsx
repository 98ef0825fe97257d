import { useEffect, useState } from 'react';
import { useAppState } from '../app/app-context.ts';
import type { AppState } from '../store/app-state.ts';

const CONNECTION: Readonly<Record<AppState['connection'], string>> = {
  connecting: 'Connecting',
  open: 'Connected',
  lost: 'No connection, trying again',
  refused: 'Refused',
};
const THEMES = { system: 'As the system', light: 'Light', dark: 'Dark' } as const;
const KEY = 'avatar-tracker.theme';

export function TopBar() {
  const connection = useAppState((state) => state.connection);
  const [theme, setTheme] = useState(() => window.localStorage.getItem(KEY) ?? 'system');
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
    window.localStorage.setItem(KEY, theme);
  }, [theme]);
  return (
    <header className="top-bar">
      <h1>avatar-tracker</h1>
      <p className={`connection ${connection}`}>{CONNECTION[connection]}</p>
      <label className="theme">
        <span>Colours</span>
        <select value={theme} onChange={({ target }) => setTheme(target.value)}>
          {Object.entries(THEMES).map(([name, words]) => (
            <option key={name} value={name}>
              {words}
            </option>
          ))}
        </select>
      </label>
    </header>
  );
}
