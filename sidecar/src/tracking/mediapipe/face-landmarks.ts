import table from './face-points.data.json' with { type: 'json' };

/** Side of the face mesh tensor in pixels: the unit of all its outputs, depth included. */
export const FACE_SIZE = 192;
const MESH_POINTS = 468;
const REFINED_POINTS = 478;

/** Outputs 1 to 5 of the attention mesh and the landmarks they overwrite, in this order. */
const REFINEMENTS = [table.lips, table.leftEye, table.rightEye, table.leftIris, table.rightIris] as const;
const IRISES = [
  { points: table.leftIris, contour: table.leftEyeContour },
  { points: table.rightIris, contour: table.rightEyeContour },
] as const;

/**
 * Reads the outputs of a face mesh model (mesh, [lips, eyes, irises,] flag): x, y, z a point, in units of the
 * region. The refined parts replace x and y; irises take the mean depth of their eye's contour.
 * Source: mediapipe/calculators/util/landmarks_refinement_calculator.cc.
 */
export function decodeFaceLandmarks(outputs: readonly Float32Array[]): Float64Array {
  const refined = outputs.length > 2;
  const points = new Float64Array((refined ? REFINED_POINTS : MESH_POINTS) * 3);
  const mesh = outputs[0]!;
  for (let i = 0; i < MESH_POINTS * 3; i++) points[i] = mesh[i]! / FACE_SIZE;
  if (!refined) return points;
  REFINEMENTS.forEach((indices, part) => {
    const values = outputs[part + 1]!;
    indices.forEach((k, i) => {
      points[k * 3] = values[2 * i]! / FACE_SIZE;
      points[k * 3 + 1] = values[2 * i + 1]! / FACE_SIZE;
    });
  });
  for (const iris of IRISES) {
    const depth = iris.contour.reduce((sum, k) => sum + points[k * 3 + 2]!, 0) / iris.contour.length;
    for (const k of iris.points) points[k * 3 + 2] = depth;
  }
  return points;
}
