import type { Confidence } from '../protocol/landmarks.ts';
import { REGIONS, type Region, type Report } from '../protocol/report.ts';

export interface RegionTally {
  add(confidence: Confidence): void;
  summary(): Report['regions'];
}

/** Adds up in how many frames each region was seen and how sure the tracker was of it. */
export function createRegionTally(): RegionTally {
  const seen: Record<Region, number> = { body: 0, leftHand: 0, rightHand: 0, face: 0 };
  const sum: Record<Region, number> = { body: 0, leftHand: 0, rightHand: 0, face: 0 };
  let frames = 0;
  return {
    add(confidence) {
      frames++;
      for (const region of REGIONS) {
        if (confidence[region] <= 0) continue;
        seen[region]++;
        sum[region] += confidence[region];
      }
    },
    summary() {
      const rows = REGIONS.map((region) => [
        region,
        {
          presence: frames === 0 ? 0 : seen[region] / frames,
          confidence: seen[region] === 0 ? null : Math.min(1, sum[region] / seen[region]),
        },
      ]);
      return Object.fromEntries(rows) as Report['regions'];
    },
  };
}
