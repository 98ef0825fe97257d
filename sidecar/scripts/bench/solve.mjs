// Bone directions of the motion against the truth of rendered clips, in degrees.
import { join } from 'node:path';
import { clip, firstThere, sample } from './clips.mjs';
import { readJson, readJsonLines } from './landmark-file.mjs';
import { scoreMotion } from './score-motion.mjs';

/** Mean errors of the official tracker's raw landmarks: what the solve must not be worse than. */
const RAW = {
  synthetic_sample: { upper: 12.2, fingers: 21.2, curl: 18.5 },
  realistic_sample: { upper: 14.3, fingers: 28.3, curl: 21.5 },
  realistic_turned: { upper: 14.2, fingers: 27.8, curl: 19.0 },
};

export async function measure({ track }) {
  const videos = [sample, ...Object.keys(RAW).map(clip)];
  const data = {};
  for (const video of videos) {
    const truth = firstThere(['.truth.json', '.truth.json.gz'].map((end) => video.replace(/\.mp4$/, end)));
    if (truth === null) continue;
    const name = video === sample ? 'bundled sample' : video.replace(/^.*\/|\.mp4$/g, '');
    data[name] = scoreMotion(readJson(truth), readJsonLines(join(await track(video), 'motion.jsonl.gz')));
  }
  const rows = Object.entries(data).flatMap(([name, score]) =>
    ['upper', 'fingers', 'curl', 'legs'].map((part) => {
      const raw = RAW[name]?.[part] ?? null;
      const mean = score[part]?.mean ?? null;
      return [
        name,
        part,
        mean,
        score[part]?.p90 ?? null,
        raw,
        raw === null ? '' : mean <= raw ? 'ok' : 'OVER',
      ];
    }),
  );
  return {
    data,
    tables: [
      {
        title: 'Motion against truth: angle between bone directions, degrees',
        columns: ['clip', 'part', 'mean', '90th %', 'raw landmarks', ''],
        rows,
      },
    ],
  };
}
