/** What the player asks of a video. */
export interface AttachedVideo {
  /** False when there is nothing that could play. */
  play(rate: number): boolean;
  pause(): void;
  seek(time: number): void;
  setRate(rate: number): void;
  detach(): void;
}

export interface VideoEvents {
  /** Presentation time of the picture that is on the screen. */
  onTime(time: number): void;
  onEnd(): void;
  /** Once the length of the video is known, seconds. */
  onDuration(seconds: number): void;
}

/** A picture is shown from its time on: a hair later is the same picture in spite of rounding. */
const HAIR = 0.001;

export function attachVideo(
  video: HTMLVideoElement,
  { onTime, onEnd, onDuration }: VideoEvents,
): AttachedVideo {
  let wanted: number | null = null;
  let pictures = 0;

  const onPicture = (_now: number, { mediaTime }: { mediaTime: number }) => {
    if (video.paused) return;
    onTime(mediaTime);
    pictures = video.requestVideoFrameCallback(onPicture);
  };
  /** The latest of the seeks that came while one was under way. */
  const onSeeked = () => {
    if (wanted !== null) jump();
  };
  const jump = () => {
    if (wanted === null || video.readyState === HTMLMediaElement.HAVE_NOTHING) return;
    video.currentTime = wanted + HAIR;
    wanted = null;
  };
  const onEnded = () => {
    onTime(video.duration);
    onEnd();
  };
  const onLoaded = () => {
    if (Number.isFinite(video.duration)) onDuration(video.duration);
    jump();
  };
  video.addEventListener('seeked', onSeeked);
  video.addEventListener('loadedmetadata', onLoaded);
  video.addEventListener('ended', onEnded);
  return {
    play(rate) {
      if (video.error !== null || video.readyState < HTMLMediaElement.HAVE_METADATA) return false;
      video.playbackRate = rate;
      video.play().catch(onEnd);
      pictures = video.requestVideoFrameCallback(onPicture);
      return true;
    },
    pause() {
      video.pause();
      video.cancelVideoFrameCallback(pictures);
    },
    seek(time) {
      wanted = time;
      if (!video.seeking) jump();
    },
    setRate(rate) {
      video.playbackRate = rate;
    },
    detach() {
      this.pause();
      video.removeEventListener('seeked', onSeeked);
      video.removeEventListener('loadedmetadata', onLoaded);
      video.removeEventListener('ended', onEnded);
    },
  };
}
