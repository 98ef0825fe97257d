// The solve of real clips, which have no truth: do the hands lie on the picture, are they calm, and are those that can
// be seen in the motion.
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { clip, root } from './clips.mjs';
import { readJsonLines } from './landmark-file.mjs';
import { solveAgain } from './resolve.mjs';
import { scoreHands, towardsCamera } from './score-hands.mjs';
import { scoreLostHands } from './score-lost-hands.mjs';
import { scoreMarkers } from './score-markers.mjs';
import { jointsOf } from './score-motion.mjs';

const CLIPS = ['slp_test_video', 'mediapipe_pose_squats', 'pose2sim_single_cam01', 'tfjs_movenet_pose_1'];
/**
 * Frames in which a hand is not to be seen, found by looking: out of the picture, or behind the body. First and last,
 * by the clip's own count.
 */
const OUT_OF_VIEW = {
  slp_test_video: {
    left: [[0, 57]],
    right: [
      [0, 11],
      [46, 57],
    ],
  },
  mediapipe_pose_squats: { left: [[21, 22]] },
};

/** Clips whose hands are taken away for a while, and for how long, seconds. */
const LOSING_CLIPS = ['mediapipe_pose_squats', 'realistic_sample'];
const LOST_SECONDS = [0.7, 3];

/** Markers of a clip that several cameras saw: as triangulated, and as filtered by who published them. */
const MARKED = 'pose2sim_single_cam01';
const TRIAL = 'S00_P00_T01_BalancingTrial';
const MARKERS = ['0-100', '0-100_filt_butterworth'].map((kind) =>
  join(
    root,
    `../shared/data/reference/pose2sim/S00_P00_SingleParticipant/${TRIAL}/pose-3d/${TRIAL}_${kind}.trc`,
  ),
);

export async function measure({ track }) {
  const data = {};
  for (const name of CLIPS) {
    if (!existsSync(clip(name))) continue;
    const out = await track(clip(name));
    const motion = readJsonLines(join(out, 'motion.jsonl.gz'));
    const [{ skeleton, settings }, ...lines] = motion;
    const joints = lines.map((line) => towardsCamera(jointsOf(skeleton.bones, line), settings.cameraTurn));
    const landmarks = readJsonLines(join(out, 'landmarks.jsonl.gz'));
    data[name] = { ...scoreHands(landmarks, motion, joints), inView: countInView(name, landmarks, lines) };
    if (name !== MARKED) continue;
    data[name].markers = Object.fromEntries(
      MARKERS.filter(existsSync).map((file) => [
        basename(file, '.trc').slice(TRIAL.length + 1),
        scoreMarkers(readFileSync(file, 'utf8'), landmarks, motion),
      ]),
    );
  }
  const lost = await measureLost(track);
  return {
    data: { ...data, lost },
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
      {
        title: `Bone directions of ${MARKED} against markers that four cameras saw, degrees`,
        columns: ['markers', 'solved', 'raw landmarks', 'of raw'],
        rows: Object.entries(data[MARKED]?.markers ?? {}).map(([kind, { solved, raw }]) => [
          kind,
          Number(solved.toFixed(2)),
          Number(raw.toFixed(2)),
          Number((solved / raw).toFixed(3)),
        ]),
      },
      inViewTable(data),
      {
        title: 'Hands whose landmarks are taken out for a while, against the solve with them, degrees',
        columns: ['clip', 'seconds', 'frames', 'hand', 'digits'],
        rows: lost.map(({ clip: name, seconds, frames, hand, digits }) => [
          ...[name, seconds, frames],
          ...[hand, digits].map((value) => Number(value.toFixed(1))),
        ]),
      },
    ],
  };
}

async function measureLost(track) {
  const scores = [];
  for (const name of LOSING_CLIPS.filter((one) => existsSync(clip(one)))) {
    const landmarks = readJsonLines(join(await track(clip(name)), 'landmarks.jsonl.gz'));
    for (const seconds of LOST_SECONDS)
      scores.push({ clip: name, seconds, ...scoreLostHands(landmarks, seconds, solveAgain) });
  }
  return scores;
}

function inViewTable(data) {
  const columns = ['clip', 'hand', 'in view', 'landmarks', 'motion'];
  return {
    title:
      'Hands that can be seen: landmarks in frames of the clip; of the motion, filled in on an arm that is seen, and at the base pose',
    columns: [...columns, 'filled', 'filled %', 'unseen', 'unseen %'],
    rows: Object.entries(data).flatMap(([name, { inView }]) =>
      Object.entries(inView).map(([side, { frames, landmarks, motion, bridged, unseen }]) => [
        ...[name, side, frames, landmarks, motion],
        ...[bridged, shareOf(bridged, motion), unseen, shareOf(unseen, motion)],
      ]),
    ),
  };
}

const shareOf = (part, whole) => (whole === 0 ? null : Number(((100 * part) / whole).toFixed(1)));

/** By side: frames of the clip with the hand in view and with its landmarks, and what the motion has at their times. */
function countInView(name, [, ...frames], lines) {
  const sides = ['left', 'right'].map((side) => {
    const away = OUT_OF_VIEW[name]?.[side] ?? [];
    const inView = (index) => !away.some(([first, last]) => index >= first && index <= last);
    const shown = lines.filter(({ time }) => inView(nearestFrame(frames, time)));
    const flagged = (flag) => shown.filter(({ flags }) => flags.includes(`${side}Hand${flag}`)).length;
    const seen = frames.filter((_, index) => inView(index));
    return [
      side,
      {
        frames: seen.length,
        landmarks: seen.filter((frame) => frame[`${side}Hand`] !== null).length,
        motion: shown.length,
        bridged: flagged('Bridged'),
        unseen: flagged('Unseen'),
      },
    ];
  });
  return Object.fromEntries(sides);
}

function nearestFrame(frames, time) {
  let nearest = 0;
  frames.forEach((frame, index) => {
    if (Math.abs(frame.time - time) < Math.abs(frames[nearest].time - time)) nearest = index;
  });
  return nearest;
}
