import type { FacePoint } from './face-lines.ts';

/**
 * Both edges of a line of some width: left and right of each point in turn, for a strip of triangles. A closed line
 * (its last point is its first) stays closed.
 */
export function ribbon(points: readonly FacePoint[], width: number): FacePoint[] {
  const last = points.length - 1;
  const [first, end] = [points[0], points[last]];
  const closed = first !== undefined && end !== undefined && first[0] === end[0] && first[1] === end[1];
  return points.flatMap((point, i): FacePoint[] => {
    const before = points[i === 0 ? (closed ? last - 1 : 0) : i - 1] ?? point;
    const after = points[i === last ? (closed ? 1 : last) : i + 1] ?? point;
    const [dx, dy] = [after[0] - before[0], after[1] - before[1]];
    const scale = width / 2 / (Math.hypot(dx, dy) || 1);
    return [
      [point[0] - dy * scale, point[1] + dx * scale],
      [point[0] + dy * scale, point[1] - dx * scale],
    ];
  });
}
