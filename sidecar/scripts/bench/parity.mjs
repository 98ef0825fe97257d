// Landmarks against the official tracker's on the same pixels.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { clip, referenceClips } from './clips.mjs';
import { compareLandmarks } from './compare-landmarks.mjs';
import { readJson, readLandmarks } from './landmark-file.mjs';

/** Largest median and 95th percentile of the distance over the region's size. */
const LIMITS = {
  pose: { median: 0.002, p95: 0.01 },
  left: { median: 0.015, p95: 0.1 },
  right: { median: 0.015, p95: 0.1 },
  face: { median: 0.003, p95: 0.012 },
};
const LEAST_AGREEMENT = 0.97;
/** Clips whose hands are blurred or tiny. */
const LESS_AGREEMENT = { slp_test_video: 0.95, pose2sim_single_cam01: 0.95 };
/** A clip without a person, and the frames in which one may be claimed. */
const NOBODY = { name: 'moviepy_fire2', most: 1 };

export async function measure({ track }) {
  const clips = {};
  for (const { name, video, reference } of referenceClips()) {
    const ours = readLandmarks(join(await track(video), 'landmarks.jsonl.gz'));
    clips[name] = compareLandmarks(readJson(reference), ours);
  }
  const nobody = existsSync(clip(NOBODY.name)) ? await peopleClaimed(track) : null;
  return { data: { clips, nobody }, tables: tables(clips, nobody) };
}

async function peopleClaimed(track) {
  const { frames } = readLandmarks(join(await track(clip(NOBODY.name)), 'landmarks.jsonl.gz'));
  return { clip: NOBODY.name, frames: frames.length, claimed: frames.filter(({ pose }) => pose).length };
}

function tables(clips, nobody) {
  const percent = (value) => (value === null ? null : Number((value * 100).toFixed(2)));
  const rows = Object.entries(clips).flatMap(([name, result]) =>
    Object.entries(LIMITS).map(([region, limit]) => {
      const { agree, median, p95, n } = result[region];
      const least = LESS_AGREEMENT[name] ?? LEAST_AGREEMENT;
      const good = agree >= least && (n === 0 || (median <= limit.median && p95 <= limit.p95));
      return [name, region, percent(agree), percent(median), percent(p95), n, good ? 'ok' : 'OVER'];
    }),
  );
  const distance = {
    title: 'Landmarks against the official tracker: distance in % of the size of the body, hand or face',
    columns: ['clip', 'region', 'agree %', 'median %', '95th %', 'points', ''],
    rows,
  };
  if (nobody === null) return [distance];
  const { clip: name, frames, claimed } = nobody;
  return [
    distance,
    {
      title: 'A clip without a person',
      columns: ['clip', 'frames', 'person claimed in', ''],
      rows: [[name, frames, claimed, claimed <= NOBODY.most ? 'ok' : 'OVER']],
    },
  ];
}
