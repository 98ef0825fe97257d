/**
 * World landmarks as the picture sees them: turned by the rotation of the region they were found in.
 * @param raw x, y, z in metres, upright in the region
 * @returns `count` points: x right, y down, z away from the camera
 * Source: mediapipe/calculators/util/world_landmark_projection_calculator.cc.
 */
export function rotateWorld(raw: Float32Array, count: number, rotation: number): Float64Array {
  const cos = Math.cos(rotation);
  const sin = Math.sin(rotation);
  const out = new Float64Array(count * 3);
  for (let k = 0; k < count * 3; k += 3) {
    out[k] = raw[k]! * cos - raw[k + 1]! * sin;
    out[k + 1] = raw[k]! * sin + raw[k + 1]! * cos;
    out[k + 2] = raw[k + 2]!;
  }
  return out;
}
