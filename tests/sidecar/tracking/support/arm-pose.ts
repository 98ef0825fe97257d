/**
 * A body with its shoulders at the top and its left forearm from (200, 200) to a wrist at (200, 300), whose hand
 * points to the picture's right; the other wrist at (10, 300).
 */
export function armPose({ visibility = 1 }: { visibility?: number } = {}): Float64Array {
  const points = new Float64Array(33 * 4);
  const put = (k: number, x: number, y: number, seen = 1) => {
    points.set([x, y, 0, seen], k * 4);
  };
  put(11, 220, 100);
  put(12, 120, 100);
  put(23, 200, 290);
  put(24, 140, 290);
  put(13, 200, 200);
  put(15, 200, 300, visibility);
  put(16, 10, 300);
  put(17, 230, 300);
  put(19, 230, 300);
  return points;
}
