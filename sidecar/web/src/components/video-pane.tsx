import { useEffect, useRef, useState } from 'react';
import { useApp, useReview } from '../app/app-context.ts';
import { drawLandmarks } from '../motion/draw-landmarks.ts';

/** The clip with the landmarks over it. */
export function VideoPane({ name }: { name: string }) {
  const { player, reviewer } = useApp();
  const address = useReview((state) => state.video);
  const failed = useReview((state) => state.videoFailed);
  const seen = useReview((state) => state.landmarkFrames > 0);
  const [shown, setShown] = useState(true);
  const [shape, setShape] = useState<{ width: number; height: number } | null>(null);
  const video = useRef<HTMLVideoElement>(null);

  useEffect(
    () => (video.current === null || address === null ? undefined : player.attach(video.current)),
    [player, address],
  );
  return (
    <figure className="pane video-pane">
      <figcaption>
        <span>Video</span>
        <label className="toggle">
          <input
            type="checkbox"
            checked={shown}
            disabled={!seen}
            onChange={({ target }) => setShown(target.checked)}
          />
          Landmarks
        </label>
      </figcaption>
      <div className="pane-body">
        {address !== null && !failed ? (
          <div
            className="picture"
            style={shape === null ? undefined : { aspectRatio: shape.width / shape.height }}
          >
            <video
              ref={video}
              src={address}
              muted
              playsInline
              preload="auto"
              aria-label={`The clip ${name}`}
              onLoadedMetadata={({ currentTarget: { videoWidth: width, videoHeight: height } }) =>
                setShape({ width, height })
              }
              onError={reviewer.videoFailed}
            />
            {shown && seen && <LandmarkCanvas />}
          </div>
        ) : (
          <p className="quiet">{failed ? 'This browser cannot play the clip' : 'Fetching the clip'}</p>
        )}
      </div>
    </figure>
  );
}

/** Covers the picture; drawn anew with every time that is shown and every size. */
function LandmarkCanvas() {
  const { player } = useApp();
  const landmarks = useReview((state) => state.landmarks);
  const frames = useReview((state) => state.landmarkFrames);
  const canvas = useRef<HTMLCanvasElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same landmarks have more frames
  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context || landmarks === null) return;
    let time = player.time;
    const draw = () => drawLandmarks(context, landmarks, landmarks.frameAt(time));
    const fit = () => {
      element.width = Math.round(element.clientWidth * window.devicePixelRatio);
      element.height = Math.round(element.clientHeight * window.devicePixelRatio);
      draw();
    };
    const watcher = new ResizeObserver(fit);
    watcher.observe(element);
    const stop = player.onTime((now) => {
      time = now;
      draw();
    });
    return () => {
      watcher.disconnect();
      stop();
    };
  }, [player, landmarks, frames]);
  return <canvas ref={canvas} role="img" aria-label="Landmarks over the clip" />;
}
