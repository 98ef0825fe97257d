import { createContext, useContext } from 'react';
import type { ReviewState } from '../review/review-state.ts';
import type { AppState } from '../store/app-state.ts';
import { useStore } from '../store/use-store.ts';
import type { App } from './create-app.ts';

const AppContext = createContext<App | null>(null);

export const AppProvider = AppContext.Provider;

/** @throws Error outside of an {@link AppProvider}. */
export function useApp(): App {
  const app = useContext(AppContext);
  if (app === null) throw new Error('There is no app around this component.');
  return app;
}

export function useAppState<P>(pick: (state: AppState) => P): P {
  return useStore(useApp().store, pick);
}

export function useReview<P>(pick: (state: ReviewState) => P): P {
  return useStore(useApp().reviewer.state, pick);
}
