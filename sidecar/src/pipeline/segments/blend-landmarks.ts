import { REGIONS } from '../../protocol/report.ts';
import { PARTS, type TrackedLandmarks } from './segment-record.ts';

/**
 * Between two views of one frame: `from` at a share of 0, `to` at 1. A part that only one of them sees is that of
 * the nearer one.
 */
export function blendLandmarks(
  from: TrackedLandmarks,
  to: TrackedLandmarks,
  share: number,
): TrackedLandmarks {
  const near = share < 0.5 ? from : to;
  const mix = (a: number, b: number) => a + (b - a) * share;
  const parts = PARTS.map(([part]) => {
    const [a, b] = [from.landmarks[part], to.landmarks[part]];
    if (a === null || b === null || a.length !== b.length) return [part, near.landmarks[part]];
    return [part, a.map((point, k) => point.map((value, axis) => mix(value, b[k]![axis]!)))];
  });
  const confidence = REGIONS.map((region) => [
    region,
    mix(from.landmarks.confidence[region], to.landmarks.confidence[region]),
  ]);
  const [a, b] = [from.blendshapes, to.blendshapes];
  return {
    landmarks: { ...to.landmarks, ...Object.fromEntries(parts), confidence: Object.fromEntries(confidence) },
    blendshapes: a && b ? b.map((value, k) => mix(a[k]!, value)) : near.blendshapes,
  };
}
