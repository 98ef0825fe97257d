/**
 * One-euro filter as MediaPipe runs it: the speed comes from the last raw value, not the filtered one, and
 * the low-pass state is held in 32 bits. Source: mediapipe/util/filtering/one_euro_filter.cc.
 */
export interface OneEuroOptions {
  /** Cut-off at rest, Hz. */
  readonly minCutoff: number;
  /** Rise of the cut-off with speed. */
  readonly beta: number;
  /** Cut-off of the speed estimate, Hz. */
  readonly derivativeCutoff: number;
}

export interface OneEuroFilter {
  /**
   * @param time seconds, not 0 on the first call
   * @param scale multiplies the speed: 1 / size of the object
   */
  filter(time: number, scale: number, value: number): number;
  reset(): void;
}

const INITIAL_FREQUENCY = 30;

const alpha = (cutoff: number, frequency: number) => 1 / (1 + frequency / (2 * Math.PI * cutoff));

export function createOneEuroFilter({ minCutoff, beta, derivativeCutoff }: OneEuroOptions): OneEuroFilter {
  let started = false;
  let lastTime = 0;
  let frequency = INITIAL_FREQUENCY;
  let lastRaw = 0;
  let smooth = 0;
  let smoothSpeed = 0;
  return {
    filter(time, scale, value) {
      if (started && time <= lastTime) return value;
      if (started) frequency = 1 / (time - lastTime);
      lastTime = time;
      const speed = started ? (value - lastRaw) * scale * frequency : 0;
      lastRaw = value;
      if (!started) {
        started = true;
        smoothSpeed = Math.fround(speed);
        smooth = Math.fround(value);
        return smooth;
      }
      const a = alpha(derivativeCutoff, frequency);
      smoothSpeed = Math.fround(a * speed + (1 - a) * smoothSpeed);
      const b = alpha(minCutoff + beta * Math.abs(smoothSpeed), frequency);
      smooth = Math.fround(b * value + (1 - b) * smooth);
      return smooth;
    },
    reset() {
      started = false;
      frequency = INITIAL_FREQUENCY;
    },
  };
}
