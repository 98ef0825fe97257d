import table from './face-points.data.json' with { type: 'json' };

/**
 * Fills the input of the blendshape model: x, y in pixels of the 146 points it reads.
 * Source: mediapipe/tasks/cc/vision/face_landmarker/face_blendshapes_graph.cc.
 * @param points the 478 face points, x, y, z in pixels
 */
export function blendshapeInput(points: Float64Array, out: Float32Array): void {
  table.blendshapePoints.forEach((k, i) => {
    out[2 * i] = points[k * 3]!;
    out[2 * i + 1] = points[k * 3 + 1]!;
  });
}
