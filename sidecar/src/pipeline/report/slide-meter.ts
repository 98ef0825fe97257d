import type { Contact } from '../../protocol/motion.ts';
import type { Pose, Rig } from '../../skeleton/rig.ts';

/** What of a foot stands: the ball, which stays where it is while the heel lifts. */
const SOLE = { foot_l: 'ball_l', foot_r: 'ball_r' } as const;
type Foot = keyof typeof SOLE;

export interface SlideMeter {
  add(frame: number, pose: Pose): void;
  /** Mean way over the floor in a frame of contact, mm; null without contacts of feet. */
  finish(): number | null;
}

/** How far feet slide while they stand. @param contacts of the motion's settings, in frames. */
export function createSlideMeter(rig: Rig, contacts: readonly Contact[]): SlideMeter {
  const standing = contacts.filter((contact) => contact.kind === 'footFloor');
  const feet = (Object.keys(SOLE) as Foot[]).map((foot) => ({
    bone: rig.bone[SOLE[foot]],
    spans: standing.filter(({ a }) => a === foot).sort((p, q) => p.from - q.from),
    next: 0,
    last: Number.NaN,
    x: 0,
    y: 0,
  }));
  let way = 0;
  let count = 0;

  return {
    add: (frame, pose) => {
      for (const foot of feet) {
        while (foot.next < foot.spans.length && foot.spans[foot.next]!.to < frame) foot.next++;
        const span = foot.spans[foot.next];
        const [x, y] = pose.position[foot.bone]! as unknown as [number, number];
        if (span !== undefined && frame > span.from && foot.last === frame - 1) {
          way += Math.hypot(x - foot.x, y - foot.y) * 10;
          count++;
        }
        foot.last = frame;
        foot.x = x;
        foot.y = y;
      }
    },
    finish: () => (count === 0 ? null : Math.round((1000 * way) / count) / 1000),
  };
}
