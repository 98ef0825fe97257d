import { CalibrationSchema } from '../../protocol/calibration.ts';
import type { LandmarkFrame } from '../../protocol/landmarks.ts';
import type { Quality } from '../../protocol/quality.ts';

/** Bones by their pairs of body landmarks; names as in a motion's settings. */
const BONES = {
  shoulders: [[11, 12]],
  upperArm: [
    [11, 13],
    [12, 14],
  ],
  forearm: [
    [13, 15],
    [14, 16],
  ],
  thigh: [
    [23, 25],
    [24, 26],
  ],
  calf: [
    [25, 27],
    [26, 28],
  ],
} as const;
type Bone = keyof typeof BONES;
const NAMES = Object.keys(BONES) as Bone[];
/** Visibility that both ends need. */
const CLEAR = 0.6;

/** Of what is known of a performer, the lengths alone: hands and face stand beside them. */
const LengthsSchema = CalibrationSchema.pick({
  shoulders: true,
  upperArm: true,
  forearm: true,
  thigh: true,
  calf: true,
} satisfies Record<Bone, true>);

export interface LengthMeter {
  add(landmarks: LandmarkFrame): void;
  finish(): Quality['boneLengths'];
}

/**
 * How far the tracker's metric points stray from the performer's bone lengths. The motion's own never do.
 *
 * @param performer lengths in cm, of the motion's settings; without them nothing is measured.
 */
export function createLengthMeter(performer: unknown): LengthMeter {
  const lengths = LengthsSchema.safeParse(performer);
  const sums = Object.fromEntries(NAMES.map((name) => [name, { off: 0, count: 0 }])) as Record<
    Bone,
    { off: number; count: number }
  >;

  return {
    add: ({ pose, world }) => {
      if (pose === null || world === null || !lengths.success) return;
      for (const name of NAMES) {
        for (const [a, b] of BONES[name]) {
          if (Math.min(pose[a]![3], pose[b]![3]) < CLEAR) continue;
          const [from, to] = [world[a]!, world[b]!];
          const length = 100 * Math.hypot(from[0] - to[0], from[1] - to[1], from[2] - to[2]);
          sums[name].off += Math.abs(length / lengths.data[name] - 1);
          sums[name].count++;
        }
      }
    },
    finish: () =>
      Object.fromEntries(
        NAMES.map((name) => [
          name,
          sums[name].count === 0 ? null : Math.round((1000 * sums[name].off) / sums[name].count) / 1000,
        ]),
      ),
  };
}
