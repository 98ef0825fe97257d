/** What the likeliest course of a touch is found from. */
export interface TouchEvidence {
  /** Log odds of touching, a frame at {@link USUAL_STEP}. */
  readonly odds: Float32Array;
  /** Of the frames, seconds, rising. */
  readonly times: Float64Array;
}

/**
 * Beginning and ending a touch each cost this much of log odds, both together more than a frame at {@link USUAL_STEP} can
 * say: hands do not touch and part in a frame.
 */
const CHANGE = 2.8;
/** Frame length that odds are for, seconds: errors of frames that lie closer are not independent. */
const USUAL_STEP = 0.04;
/** However far frames lie apart, one speaks for no longer than this, seconds. */
const LONGEST_STEP = 0.06;

/**
 * In which frames two things touch, a byte a frame: the likeliest course of a state that seldom changes (Viterbi).
 * So a lone frame is not enough to begin a touch or to end one, however near or far it says that they are.
 */
export function touchStates({ odds, times }: TouchEvidence): Uint8Array {
  const frames = times.length;
  const cameFrom = new Uint8Array(frames * 2);
  let apart = 0;
  let together = -CHANGE;
  for (let i = 0; i < frames; i++) {
    const joins = apart - CHANGE > together;
    const parts = together - CHANGE > apart;
    cameFrom[i * 2] = parts ? 1 : 0;
    cameFrom[i * 2 + 1] = joins ? 0 : 1;
    [apart, together] = [parts ? together - CHANGE : apart, joins ? apart - CHANGE : together];
    together += (odds[i]! * stepAt(times, i)) / USUAL_STEP;
  }
  const states = new Uint8Array(frames);
  let state = together - CHANGE > apart ? 1 : 0;
  for (let i = frames - 1; i >= 0; i--) {
    states[i] = state;
    state = cameFrom[i * 2 + state]!;
  }
  return states;
}

function stepAt(times: Float64Array, i: number): number {
  if (times.length < 2) return USUAL_STEP;
  return Math.min(LONGEST_STEP, i > 0 ? times[i]! - times[i - 1]! : times[1]! - times[0]!);
}
