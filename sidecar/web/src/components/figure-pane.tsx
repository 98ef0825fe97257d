import { useEffect, useRef, useState } from 'react';
import { useApp, useReview } from '../app/app-context.ts';
import type { Figure } from '../figure/create-figure.ts';
import { VIEWS, type View } from '../figure/views.ts';
import type { ReviewState } from '../review/review-state.ts';

/** The motion on a figure; three.js is fetched when it is first needed. */
export function FigurePane({ phase }: { phase: ReviewState['phase'] }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [figure, setFigure] = useState<Figure | null>(null);
  const [broken, setBroken] = useState(false);
  const [view, setView] = useState<View>('upper');
  const empty = useReview((state) => state.clip === null);

  useEffect(() => {
    let made: Figure | null = null;
    let gone = false;
    import('../figure/create-figure.ts')
      .then(({ createFigure }) => {
        if (gone || canvas.current === null) return;
        made = createFigure(canvas.current);
        setFigure(made);
      })
      .catch(() => setBroken(true));
    return () => {
      gone = true;
      made?.dispose();
    };
  }, []);
  useEffect(() => figure?.setView(view), [figure, view]);
  useShownFrame(figure);

  return (
    <figure className="pane figure-pane">
      <figcaption>
        <span>Motion{phase === 'live' && !empty && <strong className="live"> live</strong>}</span>
        <label className="toggle">
          View
          <select value={view} onChange={({ target }) => setView(target.value as View)}>
            {Object.entries(VIEWS).map(([name, { label }]) => (
              <option key={name} value={name}>
                {label}
              </option>
            ))}
          </select>
        </label>
      </figcaption>
      <div className="pane-body">
        <canvas
          ref={canvas}
          role="img"
          aria-label="The motion on a figure; drag to turn it, scroll to come nearer"
        />
        {broken && <p className="quiet over">This browser shows no 3D: WebGL is off.</p>}
        {!broken && empty && (
          <p className="quiet over">
            {phase === 'live'
              ? 'Motion appears here while the clip is tracked'
              : phase === 'none'
                ? 'No motion'
                : 'Fetching the motion'}
          </p>
        )}
      </div>
    </figure>
  );
}

/** Keeps the figure on the frame of the time that is shown. */
function useShownFrame(figure: Figure | null): void {
  const { player } = useApp();
  const clip = useReview((state) => state.clip);
  const frames = useReview((state) => state.frames);
  useEffect(() => figure?.setClip(clip), [figure, clip]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same clip has more frames
  useEffect(() => {
    if (figure === null || clip === null) return;
    return player.onTime((time) => figure.show(clip.frameAt(time)));
  }, [figure, clip, frames, player]);
}
