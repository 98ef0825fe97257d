import { BAKE_RATES } from '../protocol/bake-job.ts';
import { AppError } from '../protocol/errors.ts';
import type { MotionHeader } from '../protocol/motion.ts';
import { BODY_BONES } from '../skeleton/body-bones.ts';

/** The one bone whose translation is keyed. */
export const PELVIS_BONE = 'pelvis';
const BODY_BONE_NAMES: ReadonlySet<string> = new Set(BODY_BONES);
const CURVE_PREFIX = 'CTRL_expressions_';
/** A shared project rate of 30 gives a 60 fps clip whole project frames only when its intervals are even. */
const PROJECT_RATE = 30;

/** What of a motion goes into the clips and where its numbers stand in a row of the data file. */
export interface BakePlan {
  readonly fps: (typeof BAKE_RATES)[number];
  readonly motionFrames: number;
  /** Rows of the data file: the motion's frames and, where needed, the last one again. */
  readonly keys: number;
  /** Indices into the header's bones, and their names. */
  readonly boneIndices: readonly number[];
  readonly bones: readonly string[];
  readonly pelvisReference: readonly [number, number, number];
  /** Indices into the header's curves, and their names. */
  readonly curveIndices: readonly number[];
  readonly curves: readonly string[];
  readonly pelvisColumn: number;
  readonly rotationColumn: number;
  readonly curveColumn: number;
  readonly floatsPerKey: number;
}

/**
 * Chooses bones and curves: of the header's bones those that a motion keys (twists and correctives
 * belong to Unreal), of its curves the MetaHuman face controls.
 * @throws AppError `input.invalid` for another rate, `input.no-frames`, `skeleton.unknown-bone` without a pelvis.
 */
export function planBake(header: MotionHeader): BakePlan {
  const fps = BAKE_RATES.find((rate) => rate === header.fps);
  if (fps === undefined) {
    throw new AppError(
      'input.invalid',
      `The motion runs at ${header.fps} frames a second; clips are baked at ${BAKE_RATES.join(' or ')}.`,
    );
  }
  if (header.frameCount < 1) throw new AppError('input.no-frames', 'The motion has no frames to bake.');
  const boneIndices = indicesOf(header.skeleton.bones, ({ name }) => BODY_BONE_NAMES.has(name));
  const pelvis = header.skeleton.bones.find(({ name }) => name === PELVIS_BONE);
  if (pelvis === undefined) {
    throw new AppError('skeleton.unknown-bone', `The motion's skeleton has no bone "${PELVIS_BONE}".`);
  }
  const curveIndices = indicesOf(header.curves, (name) => name.startsWith(CURVE_PREFIX));
  const rotationColumn = 3;
  const curveColumn = rotationColumn + 4 * boneIndices.length;
  return {
    fps,
    motionFrames: header.frameCount,
    keys: countKeys(header.frameCount, fps),
    boneIndices,
    bones: boneIndices.map((index) => header.skeleton.bones[index]!.name),
    pelvisReference: pelvis.translation,
    curveIndices,
    curves: curveIndices.map((index) => header.curves[index]!),
    pelvisColumn: 0,
    rotationColumn,
    curveColumn,
    floatsPerKey: curveColumn + curveIndices.length,
  };
}

/** Keys for so many frames: at least two, and a whole number of frames at the project's rate between them. */
export function countKeys(frames: number, fps: number): number {
  const step = fps / PROJECT_RATE;
  return Math.max(1, Math.ceil((frames - 1) / step)) * step + 1;
}

function indicesOf<T>(items: readonly T[], keep: (item: T) => boolean): number[] {
  return items.flatMap((item, index) => (keep(item) ? [index] : []));
}
