import type { Confidence } from '../../protocol/landmarks.ts';
import { CONFIDENCE_PARTS, type ConfidencePart, type Quality } from '../../protocol/quality.ts';

/** Stretches that a clip is divided into at most: more than a plot shows. */
const MOST_STRETCHES = 400;

export interface ConfidenceSeries {
  add(frame: number, confidence: Confidence): void;
  finish(): Quality['confidence'];
}

/** Means of the confidence over even stretches of a motion of known length: memory does not grow with the clip. */
export function createConfidenceSeries(frameCount: number, fps: number): ConfidenceSeries {
  const length = Math.max(1, Math.ceil(frameCount / MOST_STRETCHES));
  const stretches = Math.ceil(frameCount / length);
  const sums = Object.fromEntries(
    CONFIDENCE_PARTS.map((part) => [part, new Float64Array(stretches)]),
  ) as Record<ConfidencePart, Float64Array>;
  const counts = new Uint32Array(stretches);

  return {
    add: (frame, confidence) => {
      const at = Math.floor(frame / length);
      counts[at]!++;
      for (const part of CONFIDENCE_PARTS) sums[part][at]! += confidence[part];
    },
    finish: () => {
      const mean = (part: ConfidencePart): number[] =>
        Array.from(sums[part], (sum, k) => round(counts[k] === 0 ? 0 : Math.min(1, sum / counts[k]!)));
      return {
        seconds: length / fps,
        parts: Object.fromEntries(CONFIDENCE_PARTS.map((part) => [part, mean(part)])) as Record<
          ConfidencePart,
          number[]
        >,
      };
    },
  };
}

const round = (value: number): number => Math.round(value * 1000) / 1000;
