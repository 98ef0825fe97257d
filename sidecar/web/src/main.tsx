import './zod-setup.ts';
import './styles/base.css';
import './styles/frame.css';
import './styles/jobs.css';
import './styles/review.css';
import './styles/timeline.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Root } from './components/root.tsx';
import { takeToken } from './token.ts';

const { location, history, sessionStorage } = window;
const token = takeToken({
  hash: location.hash,
  clearHash: () => history.replaceState(null, '', location.pathname),
  store: sessionStorage,
});
const place = document.getElementById('root');
if (place !== null) {
  createRoot(place).render(
    <StrictMode>
      <Root token={token} />
    </StrictMode>,
  );
}
