import type { Quality } from '../../protocol/quality.ts';
import type { Vec3 } from '../../skeleton/vector.ts';

/** A part is still while its points stay within this distance of their mean, cm, over this many frames. */
const STILL_CM = 0.6;
const WINDOW = 9;
const CENTRE = (WINDOW - 1) / 2;

export interface TrembleMeter {
  /** Takes the points of the next frame, component space, cm; null when the part was not seen. */
  add(points: readonly Vec3[] | null): void;
  /**
   * How far a point of the frame before the last stood off two neighbours that agree with each other, mm: a
   * jump there and back; 0 when none did.
   */
  readonly jump: number;
  finish(): Quality['tremble'][keyof Quality['tremble']];
}

/** How far points lie off the middle between their places a frame before and a frame after. */
export function createTrembleMeter(points: number): TrembleMeter {
  /** The last frames' coordinates, the newest last. */
  const rows = Array.from({ length: WINDOW }, () => new Float64Array(points * 3));
  let run = 0;
  let jump = 0;
  const all = { squares: 0, count: 0 };
  const still = { squares: 0, count: 0 };

  return {
    add: (places) => {
      jump = 0;
      run = places === null ? 0 : run + 1;
      if (places === null) return;
      rows.push(rows.shift()!);
      for (const [k, point] of places.entries()) rows[WINDOW - 1]!.set(point, k * 3);
      for (let k = 0; k < points; k++) {
        if (run >= 3) {
          const { off, way } = bend(rows, WINDOW - 2, k);
          tally(all, off);
          if (way < off) jump = Math.max(jump, off * 10);
        }
        if (run >= WINDOW && isStill(rows, k)) tally(still, bend(rows, CENTRE, k).off);
      }
    },
    get jump() {
      return jump;
    },
    finish: () => (all.count === 0 ? null : { allMm: rootMean(all)!, stillMm: rootMean(still) }),
  };
}

/** How far a point lies off the middle of its neighbours, and half of what lies between these, cm. */
function bend(rows: readonly Float64Array[], at: number, point: number): { off: number; way: number } {
  let off = 0;
  let way = 0;
  for (let axis = point * 3; axis < point * 3 + 3; axis++) {
    const before = rows[at - 1]![axis]!;
    const after = rows[at + 1]![axis]!;
    off += (rows[at]![axis]! - (before + after) / 2) ** 2;
    way += ((after - before) / 2) ** 2;
  }
  return { off: Math.sqrt(off), way: Math.sqrt(way) };
}

function isStill(rows: readonly Float64Array[], point: number): boolean {
  const mean = [0, 1, 2].map((axis) => rows.reduce((sum, row) => sum + row[point * 3 + axis]! / WINDOW, 0));
  return rows.every(
    (row) => Math.hypot(...mean.map((value, axis) => row[point * 3 + axis]! - value)) < STILL_CM,
  );
}

function tally(sums: { squares: number; count: number }, off: number): void {
  sums.squares += off * off;
  sums.count++;
}

/** From cm to mm. */
function rootMean({ squares, count }: { squares: number; count: number }): number | null {
  return count === 0 ? null : Math.round(Math.sqrt(squares / count) * 10_000) / 1000;
}
