/** The machine's clock, for what plays without a video. */
export interface Ticker {
  start(): void;
  stop(): void;
}

/** @param onPass Told before each picture of the screen how many seconds have gone by. */
export function createTicker(onPass: (seconds: number) => void): Ticker {
  let asked = 0;
  let last = 0;
  const tick = (now: number) => {
    asked = requestAnimationFrame(tick);
    onPass(Math.max(0, now - last) / 1000);
    last = now;
  };
  return {
    start() {
      last = performance.now();
      asked ||= requestAnimationFrame(tick);
    },
    stop() {
      cancelAnimationFrame(asked);
      asked = 0;
    },
  };
}
