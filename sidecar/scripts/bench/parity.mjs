// Landmarks against the official tracker's on the same pixels, and what the second look at hands makes of them.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { clip, referenceClips } from './clips.mjs';
import { compareLandmarks, regionSize } from './compare-landmarks.mjs';
import { readJson, readLandmarks } from './landmark-file.mjs';
import { modelSource, trackAsOriginal } from './track-as-original.mjs';

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
/** Landmarks of a hand that is read otherwise are this far apart on the mean, hand sizes. */
const OTHERWISE = 0.05;
/** A clip without a person, and the frames in which one may be claimed. */
const NOBODY = { name: 'moviepy_fire2', most: 1 };

export async function measure({ track }) {
  const clips = {};
  const looks = {};
  const models = modelSource();
  for (const { name, video, reference } of referenceClips()) {
    const original = await trackAsOriginal(video, models);
    clips[name] = compareLandmarks(readJson(reference), original);
    const ours = readLandmarks(join(await track(video), 'landmarks.jsonl.gz'));
    looks[name] = compareHands(original, ours);
  }
  const nobody = existsSync(clip(NOBODY.name)) ? await peopleClaimed(track) : null;
  return { data: { clips, looks, nobody }, tables: [...tables(clips, nobody), lookTable(looks)] };
}

/** By side: hands that the second look found, dropped and read otherwise, of those of the original. */
function compareHands(original, { width, height, frames }) {
  const count = (side) => {
    const pairs = original.frames.map((frame, i) => [frame[side], frames[i]?.[side]]);
    const isOther = ([before, after]) =>
      before && after && distanceOf(before, after, { width, height }) > OTHERWISE;
    return {
      frames: pairs.length,
      original: pairs.filter(([before]) => before).length,
      found: pairs.filter(([before, after]) => !before && after).length,
      dropped: pairs.filter(([before, after]) => before && !after).length,
      otherwise: pairs.filter(isOther).length,
    };
  };
  return { left: count('left'), right: count('right') };
}

/** Mean distance of the points of two hands over the size of the first. */
function distanceOf(before, after, picture) {
  const away = before.map(([x, y], k) =>
    Math.hypot((x - after[k][0]) * picture.width, (y - after[k][1]) * picture.height),
  );
  const mean = away.reduce((sum, value) => sum + value, 0) / away.length;
  return mean / regionSize(before, 'hand', picture);
}

function lookTable(looks) {
  return {
    title:
      'What the second look makes of the hands: found, dropped, and read otherwise by more than 5 % of the hand',
    columns: ['clip', 'hand', 'frames', 'original', 'found', 'dropped', 'otherwise'],
    rows: Object.entries(looks).flatMap(([name, sides]) =>
      Object.entries(sides).map(([side, counts]) => [name, side, ...Object.values(counts)]),
    ),
  };
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
    title:
      'Landmarks without the second look against the official tracker: distance in % of the size of the body, hand or face',
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
