// Vector and quaternion arithmetic of the measurements, apart from the program's own so that neither hides a
// mistake of the other. Quaternions are x, y, z, w.
export const subtract = (a, b) => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
export const dot = (a, b) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
export const cross = (a, b) => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];
export const normalise = (a) => {
  const length = Math.hypot(...a) || 1;
  return a.map((value) => value / length);
};
export const add = (a, b) => [a[0] + b[0], a[1] + b[1], a[2] + b[2]];

/** Turns a direction of the world into a camera's axes: right, up, towards it. @param camera { ro, ta }, y up */
export function cameraAxes({ ro, ta }) {
  const forward = normalise(subtract(ta, ro));
  const right = normalise(cross(forward, [0, 1, 0]));
  const up = cross(right, forward);
  return (a) => [dot(a, right), dot(a, up), -dot(a, forward)];
}

/** Degrees between two unit vectors. */
export const angle = (a, b) => (Math.acos(Math.max(-1, Math.min(1, dot(a, b)))) * 180) / Math.PI;

export function rotate([x, y, z, w], vector) {
  const axis = [x, y, z];
  const t = cross(axis, vector).map((value) => 2 * value);
  return add(
    add(
      vector,
      t.map((value) => value * w),
    ),
    cross(axis, t),
  );
}

export function multiply([ax, ay, az, aw], [bx, by, bz, bw]) {
  return [
    aw * bx + ax * bw + ay * bz - az * by,
    aw * by - ax * bz + ay * bw + az * bx,
    aw * bz + ax * by - ay * bx + az * bw,
    aw * bw - ax * bx - ay * by - az * bz,
  ];
}

/** Rotation that brings the vectors `from` closest to `to` (Horn 1987), as the largest eigenvector by iteration. */
export function alignment(pairs) {
  const m = [0, 1, 2].map((i) =>
    [0, 1, 2].map((j) => pairs.reduce((s, { from, to }) => s + from[i] * to[j], 0)),
  );
  const [[xx, xy, xz], [yx, yy, yz], [zx, zy, zz]] = m;
  const k = [
    [xx + yy + zz, yz - zy, zx - xz, xy - yx],
    [yz - zy, xx - yy - zz, xy + yx, zx + xz],
    [zx - xz, xy + yx, -xx + yy - zz, yz + zy],
    [xy - yx, zx + xz, yz + zy, -xx - yy + zz],
  ];
  let w = [1, 0.1, 0.1, 0.1];
  for (let step = 0; step < 500; step++) {
    // the shift makes the largest eigenvalue the largest in size too
    const next = k.map(
      (row, i) => row.reduce((s, value, j) => s + value * w[j], 0) + 10 * pairs.length * w[i],
    );
    const length = Math.hypot(...next);
    w = next.map((value) => value / length);
  }
  return [w[1], w[2], w[3], w[0]];
}
