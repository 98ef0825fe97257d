import type { Joint } from './skeleton.ts';
import { add, IDENTITY, multiply, type Quat, rotate, type Vec3 } from './vector.ts';

/** Turn of each joint against its parent; a joint that is missing does not turn. */
export type LocalTurns = Readonly<Record<string, Quat>>;

/** A posed skeleton: where each joint is, and how it is turned, in the world. */
export interface Posed {
  readonly position: Readonly<Record<string, Vec3>>;
  readonly turn: Readonly<Record<string, Quat>>;
}

/** Poses joints listed parents first. `rootShift` (metres) moves the root away from its rest place. */
export function forwardKinematics(joints: readonly Joint[], turns: LocalTurns, rootShift: Vec3): Posed {
  const position: Record<string, Vec3> = {};
  const turn: Record<string, Quat> = {};
  for (const { name, parent, offset } of joints) {
    const local = turns[name] ?? IDENTITY;
    const parentTurn = parent === null ? IDENTITY : turn[parent];
    const parentPosition = parent === null ? rootShift : position[parent];
    if (!parentTurn || !parentPosition)
      throw new Error(`Joint ${name} is listed before its parent ${parent}.`);
    position[name] = add(parentPosition, rotate(parentTurn, offset));
    turn[name] = multiply(parentTurn, local);
  }
  return { position, turn };
}
