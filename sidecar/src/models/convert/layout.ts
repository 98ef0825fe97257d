/**
 * A layout says which axis of the TFLite tensor each stored axis holds. Pictures are NHWC in TFLite and are
 * kept NCHW in the ONNX graph; every other value keeps the order that its operator gave it.
 */
export type Layout = readonly number[];

/** Stored N, C, H, W of a tensor whose own axes are N, H, W, C. */
export const NCHW: Layout = [0, 3, 1, 2];

export function plainLayout(rank: number): Layout {
  return Array.from({ length: rank }, (_, axis) => axis);
}

export function sameLayout(a: Layout, b: Layout): boolean {
  return a.length === b.length && a.every((axis, place) => axis === b[place]);
}

/** Shape as stored. */
export function storedShape(shape: readonly number[], layout: Layout): number[] {
  return layout.map((axis) => shape[axis] as number);
}

/** True where the numbers lie in the same order in memory under both layouts: only axes of size 1 move. */
export function sameMemory(shape: readonly number[], a: Layout, b: Layout): boolean {
  const wide = (layout: Layout) => layout.filter((axis) => (shape[axis] as number) > 1);
  return sameLayout(wide(a), wide(b));
}

/** The `perm` of a Transpose that turns a value stored as `from` into one stored as `to`. */
export function permutation(from: Layout, to: Layout): number[] {
  return to.map((axis) => from.indexOf(axis));
}

/** Copies numbers in plain order into the order of a layout. */
export function permute(values: Float32Array, shape: readonly number[], layout: Layout): Float32Array {
  if (sameMemory(shape, plainLayout(shape.length), layout)) return values;
  const strides = new Array<number>(shape.length).fill(1);
  for (let axis = shape.length - 2; axis >= 0; axis--)
    strides[axis] = (strides[axis + 1] as number) * (shape[axis + 1] as number);
  const sizes = storedShape(shape, layout);
  const steps = layout.map((axis) => strides[axis] as number);
  const place = new Array<number>(shape.length).fill(0);
  const out = new Float32Array(values.length);
  let source = 0;
  for (let index = 0; index < out.length; index++) {
    out[index] = values[source] as number;
    for (let axis = sizes.length - 1; axis >= 0; axis--) {
      source += steps[axis] as number;
      place[axis] = (place[axis] as number) + 1;
      if ((place[axis] as number) < (sizes[axis] as number)) break;
      source -= (steps[axis] as number) * (sizes[axis] as number);
      place[axis] = 0;
    }
  }
  return out;
}
