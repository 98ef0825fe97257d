import type { MotionFrame, Skeleton } from '../../protocol/motion.ts';
import { type MotionChunk, type MotionTables, rowLayout } from '../../protocol/motion-chunk.ts';
import { REGIONS } from '../../protocol/report.ts';

export interface TablesSource {
  readonly fps: number;
  readonly skeleton: Skeleton;
  readonly curves: readonly string[];
  readonly arkit: readonly string[];
  /** At most 32. */
  readonly flags: readonly string[];
}

/** What stands where in the rows of {@link packMotion}. */
export function motionTables({ fps, skeleton, curves, arkit, flags }: TablesSource): MotionTables {
  const rest = skeleton.bones.flatMap(({ translation, rotation }) => [...translation, ...rotation]);
  return {
    fps,
    bones: skeleton.bones.map(({ name }) => name),
    parents: skeleton.bones.map(({ parent }) => parent),
    rest: Float32Array.from(rest),
    curves,
    arkit,
    flags,
  };
}

/** Frames that follow each other as one chunk of numbers; a flag without a bit in the tables is left out. */
export function packMotion(frames: readonly MotionFrame[], tables: MotionTables): MotionChunk {
  const layout = rowLayout(tables);
  const chunk = {
    firstFrame: frames[0]?.frame ?? 0,
    count: frames.length,
    times: Float64Array.from(frames, ({ time }) => time),
    values: new Float32Array(frames.length * layout.size),
    flags: new Uint32Array(frames.length),
  };
  frames.forEach((frame, i) => {
    const row = chunk.values.subarray(i * layout.size, (i + 1) * layout.size);
    row.set(frame.pelvis, layout.pelvis);
    for (const [bone, rotation] of frame.rotations.entries()) row.set(rotation, layout.rotations + bone * 4);
    row.set(frame.curves, layout.curves);
    tables.arkit.forEach((name, k) => {
      row[layout.arkit + k] = frame.arkit[name] ?? 0;
    });
    REGIONS.forEach((region, k) => {
      row[layout.confidence + k] = frame.confidence[region];
    });
    for (const flag of frame.flags) {
      const bit = tables.flags.indexOf(flag);
      if (bit >= 0) chunk.flags[i]! |= 1 << bit;
    }
  });
  return chunk;
}
