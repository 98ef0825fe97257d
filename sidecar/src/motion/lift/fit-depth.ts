/** Where an object stands: its origin's depth and place across the optical axis, cm. */
export interface Placement {
  depth: number;
  right: number;
  up: number;
}

/**
 * Finds how far away a set of points stands from where they appear: each pair says
 * `pixel * (depth - towards) = focal * (offset + right)`, across and up, so the best is linear.
 */
export interface DepthFit {
  reset(): void;
  /**
   * One point. `x`, `y`: pixels right of and above the optical axis; `right`, `up`, `towards`: cm from the
   * object's origin, `towards` positive to the camera.
   */
  add(
    pixel: { x: number; y: number },
    offset: { right: number; up: number; towards: number },
    weight: number,
  ): void;
  /** False when the points do not tell (fewer than two, or all in one place). */
  solve(out: Placement): boolean;
}

/** @param focal of the camera, pixels. */
export function createDepthFit(focal: number): DepthFit {
  let weights = 0;
  let xs = 0;
  let ys = 0;
  let squares = 0;
  let rightSum = 0;
  let upSum = 0;
  let mixed = 0;

  return {
    reset: () => {
      weights = xs = ys = squares = rightSum = upSum = mixed = 0;
    },
    add: ({ x, y }, { right, up, towards }, weight) => {
      // Unknowns depth, focal * right, focal * up; known side of each equation:
      const across = focal * right + x * towards;
      const above = focal * up + y * towards;
      weights += weight;
      xs += weight * x;
      ys += weight * y;
      squares += weight * (x * x + y * y);
      rightSum += weight * across;
      upSum += weight * above;
      mixed += weight * (x * across + y * above);
    },
    solve: (out) => {
      if (weights === 0) return false;
      const spread = squares - (xs * xs + ys * ys) / weights;
      if (spread <= 1e-6 * squares) return false;
      out.depth = (mixed - (xs * rightSum + ys * upSum) / weights) / spread;
      out.right = (out.depth * xs - rightSum) / weights / focal;
      out.up = (out.depth * ys - upSum) / weights / focal;
      return out.depth > 0;
    },
  };
}
