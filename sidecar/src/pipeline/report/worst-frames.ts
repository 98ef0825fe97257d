import type { LandmarkFrame } from '../../protocol/landmarks.ts';
import type { WorstFrame } from '../../protocol/quality.ts';

/** Two of the frames that are shown lie at least this far apart, seconds: neighbours look alike. */
const APART = 0.5;
const SHOWN = 10;
/** A frame with less is a good one. */
const LEAST_SCORE = 0.15;

/** One thing that is wrong with a frame. */
export interface Trouble {
  /** 0 is none, 1 is as bad as it gets. */
  readonly score: number;
  readonly reason: string;
}

/** A bad frame with what the tracker saw of it. */
export interface BadFrame extends WorstFrame {
  readonly landmarks: LandmarkFrame | null;
}

export interface WorstFrames {
  add(
    frame: { readonly frame: number; readonly time: number },
    troubles: readonly Trouble[],
    landmarks: LandmarkFrame | null,
  ): void;
  /** Worst first. */
  finish(): BadFrame[];
}

/** Keeps the ten worst frames of a clip, each the worst of its surroundings. */
export function createWorstFrames(): WorstFrames {
  let kept: BadFrame[] = [];
  return {
    add: ({ frame, time }, troubles, landmarks) => {
      const score = troubles.reduce((sum, trouble) => sum + trouble.score, 0);
      if (score < LEAST_SCORE || (kept.length === SHOWN && score <= kept.at(-1)!.score)) return;
      const near = kept.filter((other) => Math.abs(other.time - time) < APART);
      if (near.some((other) => other.score >= score)) return;
      const reasons = [...troubles]
        .filter((trouble) => trouble.score > 0)
        .sort((a, b) => b.score - a.score)
        .map(({ reason }) => reason);
      kept = kept.filter((other) => !near.includes(other));
      kept.push({ frame, time, score: Math.round(score * 1000) / 1000, reasons, landmarks });
      kept.sort((a, b) => b.score - a.score);
      kept.length = Math.min(kept.length, SHOWN);
    },
    finish: () => kept,
  };
}
