import type { Solver } from '../motion/create-solver.ts';
import type { RunContext } from './run-context.ts';

/** A solved clip: its frames can be read more than once. */
export type SolvedMotion = ReturnType<Solver['finish']>;

/** Solves the clip. */
export async function solveMotion(run: RunContext, solver: Solver): Promise<SolvedMotion> {
  run.meter.start('solve', null);
  const motion = await run.clock.time('solve', () => solver.finish());
  run.signal.throwIfAborted();
  return motion;
}
