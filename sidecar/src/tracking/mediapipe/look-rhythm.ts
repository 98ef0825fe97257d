/** Says when to look again for what is not there: after 1 frame, 2, 4 and so on, at last in every `longest`-th. */
export interface LookRhythm {
  /** Whether this frame's turn has come; asked once a frame. */
  due(): boolean;
  restart(): void;
}

export function createLookRhythm(longest: number): LookRhythm {
  let step = 1;
  let wait = 0;
  return {
    due: () => {
      if (wait-- > 0) return false;
      wait = step - 1;
      step = Math.min(longest, step * 2);
      return true;
    },
    restart: () => {
      step = 1;
      wait = 0;
    },
  };
}
