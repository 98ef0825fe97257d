// The solve of real clips, which have no truth: do the hands lie on the picture, and are they calm.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { clip } from './clips.mjs';
import { readJsonLines } from './landmark-file.mjs';
import { scoreHands, towardsCamera } from './score-hands.mjs';
import { jointsOf } from './score-motion.mjs';

const CLIPS = ['slp_test_video', 'mediapipe_pose_squats', 'pose2sim_single_cam01', 'tfjs_movenet_pose_1'];

export async function measure({ track }) {
  const data = {};
  for (const name of CLIPS) {
    if (!existsSync(clip(name))) continue;
    const out = await track(clip(name));
    const motion = readJsonLines(join(out, 'motion.jsonl.gz'));
    const [{ skeleton, settings }, ...lines] = motion;
    const joints = lines.map((line) => towardsCamera(jointsOf(skeleton.bones, line), settings.cameraTurn));
    data[name] = scoreHands(readJsonLines(join(out, 'landmarks.jsonl.gz')), motion, joints);
  }
  return {
    data,
    tables: [
      {
        title:
          'Hands of real clips: off the picture in percent of the palm, trembling in degrees a frame squared',
        columns: ['clip', 'hands', 'digits', 'palm', 'trembling'],
        rows: Object.entries(data).map(([name, { hands, segments, palm, jitter }]) => [
          name,
          hands,
          ...[segments, palm, jitter].map((value) => Number(value.toFixed(2))),
        ]),
      },
    ],
  };
}
