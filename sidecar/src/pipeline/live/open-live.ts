import { REGIONS } from '../../motion/clip/regions.ts';
import { createLiveSolver, type LiveSolver } from '../../motion/create-live-solver.ts';
import type { SolverOptions } from '../../motion/create-solver.ts';
import { FACE_REGIONS } from '../../motion/face/face-regions.ts';
import { ARKIT_NAMES } from '../../skeleton/arkit.ts';
import { FACE_CURVES } from '../../skeleton/face-curves.ts';
import type { LiveEvents } from '../run-context.ts';
import { motionTables, packMotion } from './pack-motion.ts';

/** Every flag that a motion frame may carry, by region. */
const FLAGS = [...REGIONS, 'face', ...FACE_REGIONS].flatMap((region) => [
  `${region}Bridged`,
  `${region}Unseen`,
]);

/** Solves frames as they are tracked and sends each on at once; the tables go first. */
export function openLive(
  events: LiveEvents,
  options: SolverOptions & Required<Pick<SolverOptions, 'skeleton'>>,
): { push: (...frame: Parameters<LiveSolver['push']>) => void } {
  const solver = createLiveSolver(options);
  const tables = motionTables({
    fps: options.source.fps,
    skeleton: options.skeleton,
    curves: FACE_CURVES,
    arkit: ARKIT_NAMES,
    flags: FLAGS,
  });
  events.onTables(tables);
  return { push: (...frame) => events.onKeyframes(packMotion([solver.push(...frame)], tables)) };
}
