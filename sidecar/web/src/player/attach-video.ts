/** What the player asks of a video. Times count from its first picture, wherever its own clock starts. */
export interface AttachedVideo {
  /** False when there is nothing that could play. */
  play(rate: number): boolean;
  pause(): void;
  seek(time: number): void;
  setRate(rate: number): void;
  detach(): void;
}

export interface VideoEvents {
  /** Time of the picture that is on the screen. */
  onTime(time: number): void;
  onEnd(): void;
  /** Once the length of the video is known, seconds. */
  onDuration(seconds: number): void;
}

/** A picture is shown from its time on: a hair later is the same picture in spite of rounding. */
const HAIR = 0.001;
/** The first picture is on the screen this much after it is decoded, if ever. */
const FIRST_PICTURE_MS = 500;

export function attachVideo(
  video: HTMLVideoElement,
  { onTime, onEnd, onDuration }: VideoEvents,
): AttachedVideo {
  const leave = new AbortController();
  const { signal } = leave;
  /** Time of the first picture on the video's own clock; null while it is not known. */
  let start: number | null = null;
  let wanted: number | null = null;
  let pictures = 0;
  let patience: ReturnType<typeof setTimeout> | undefined;

  const jump = () => {
    if (wanted === null || start === null || video.seeking) return;
    video.currentTime = start + wanted + HAIR;
    wanted = null;
  };
  const begin = (first: number) => {
    start ??= first;
    clearTimeout(patience);
    if (Number.isFinite(video.duration)) onDuration(video.duration - start);
    jump();
  };
  const onLoaded = () => {
    patience = setTimeout(() => begin(0), FIRST_PICTURE_MS);
  };
  const onPicture = (_now: number, { mediaTime }: { mediaTime: number }) => {
    if (video.paused) return;
    onTime(mediaTime - (start ?? 0));
    pictures = video.requestVideoFrameCallback(onPicture);
  };
  pictures = video.requestVideoFrameCallback((_now, { mediaTime }) => begin(mediaTime));
  if (video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA) onLoaded();
  else video.addEventListener('loadeddata', onLoaded, { once: true, signal });
  // the latest of the seeks that came while one was under way
  video.addEventListener('seeked', jump, { signal });
  const finish = () => {
    // a busy machine leaves out the last pictures
    onTime(video.duration - (start ?? 0));
    onEnd();
  };
  video.addEventListener('ended', finish, { signal });
  const pause = () => {
    video.pause();
    video.cancelVideoFrameCallback(pictures);
  };
  return {
    play(rate) {
      if (video.error !== null || start === null) return false;
      video.playbackRate = rate;
      video.play().catch(onEnd);
      pictures = video.requestVideoFrameCallback(onPicture);
      return true;
    },
    pause: () => void (start !== null && pause()),
    seek(time) {
      wanted = time;
      jump();
    },
    setRate(rate) {
      video.playbackRate = rate;
    },
    detach() {
      clearTimeout(patience);
      leave.abort();
      pause();
    },
  };
}
