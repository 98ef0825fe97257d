import { product } from './run-tflite.ts';

/*
 * The operators as TFLite defines them, written for reading: NHWC pictures of batch 1, numbers in plain order.
 */

export interface Picture {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly data: ArrayLike<number>;
}

export function at(picture: Picture, y: number, x: number, c: number): number {
  return picture.data[(y * picture.width + x) * picture.channels + c] as number;
}

export interface Window {
  readonly kernel: readonly [number, number];
  readonly stride: readonly [number, number];
  readonly padding: 'SAME' | 'VALID';
}

/** Calls `visit` for each output pixel with the list of [ky, kx, y, x] that lie inside the picture. */
function windows(
  picture: Picture,
  { kernel, stride, padding }: Window,
  visit: (taps: [number, number, number, number][]) => number[],
): number[] {
  const axis = (size: number, k: number, s: number) => {
    const out = padding === 'SAME' ? Math.ceil(size / s) : Math.floor((size - k) / s) + 1;
    const total = padding === 'SAME' ? Math.max((out - 1) * s + k - size, 0) : 0;
    return { out, before: Math.floor(total / 2) };
  };
  const rows = axis(picture.height, kernel[0], stride[0]);
  const columns = axis(picture.width, kernel[1], stride[1]);
  const result: number[] = [];
  for (let oy = 0; oy < rows.out; oy++)
    for (let ox = 0; ox < columns.out; ox++) {
      const taps: [number, number, number, number][] = [];
      for (let ky = 0; ky < kernel[0]; ky++)
        for (let kx = 0; kx < kernel[1]; kx++) {
          const y = oy * stride[0] - rows.before + ky;
          const x = ox * stride[1] - columns.before + kx;
          if (y >= 0 && y < picture.height && x >= 0 && x < picture.width) taps.push([ky, kx, y, x]);
        }
      result.push(...visit(taps));
    }
  return result;
}

/** Weights OHWI. */
export function conv2d(
  picture: Picture,
  window: Window,
  weights: ArrayLike<number>,
  bias: ArrayLike<number>,
): number[] {
  const [, kw] = window.kernel;
  const size = window.kernel[0] * kw * picture.channels;
  return windows(picture, window, (taps) =>
    Array.from(bias, (start, o) => {
      let sum = start;
      for (const [ky, kx, y, x] of taps)
        for (let c = 0; c < picture.channels; c++)
          sum += at(picture, y, x, c) * (weights[o * size + (ky * kw + kx) * picture.channels + c] as number);
      return sum;
    }),
  );
}

/** Weights 1HWC. */
export function depthwise(
  picture: Picture,
  window: Window,
  weights: ArrayLike<number>,
  bias: ArrayLike<number>,
): number[] {
  const filters = bias.length;
  const multiplier = filters / picture.channels;
  return windows(picture, window, (taps) =>
    Array.from(bias, (start, o) => {
      let sum = start;
      for (const [ky, kx, y, x] of taps)
        sum +=
          at(picture, y, x, Math.floor(o / multiplier)) *
          (weights[(ky * window.kernel[1] + kx) * filters + o] as number);
      return sum;
    }),
  );
}

export function maxPool(picture: Picture, window: Window): number[] {
  return windows(picture, window, (taps) =>
    Array.from({ length: picture.channels }, (_, c) =>
      Math.max(...taps.map(([, , y, x]) => at(picture, y, x, c))),
    ),
  );
}

/** Bilinear with half-pixel centres. */
export function resize(picture: Picture, height: number, width: number): number[] {
  const result: number[] = [];
  const sample = (position: number, size: number) => {
    const clamped = Math.min(Math.max(position, 0), size - 1);
    const low = Math.floor(clamped);
    return { low, high: Math.min(low + 1, size - 1), part: clamped - low };
  };
  for (let oy = 0; oy < height; oy++)
    for (let ox = 0; ox < width; ox++) {
      const y = sample(((oy + 0.5) * picture.height) / height - 0.5, picture.height);
      const x = sample(((ox + 0.5) * picture.width) / width - 0.5, picture.width);
      for (let c = 0; c < picture.channels; c++) {
        const top = at(picture, y.low, x.low, c) * (1 - x.part) + at(picture, y.low, x.high, c) * x.part;
        const bottom = at(picture, y.high, x.low, c) * (1 - x.part) + at(picture, y.high, x.high, c) * x.part;
        result.push(top * (1 - y.part) + bottom * y.part);
      }
    }
  return result;
}

export function depthToSpace(picture: Picture, block: number): number[] {
  const channels = picture.channels / block ** 2;
  const result: number[] = [];
  for (let y = 0; y < picture.height * block; y++)
    for (let x = 0; x < picture.width * block; x++)
      for (let c = 0; c < channels; c++)
        result.push(
          at(
            picture,
            Math.floor(y / block),
            Math.floor(x / block),
            ((y % block) * block + (x % block)) * channels + c,
          ),
        );
  return result;
}

/** Numbers of a tensor after `perm`, and of a tensor broadcast against another one, by index arithmetic. */
export function transposed(
  data: ArrayLike<number>,
  shape: readonly number[],
  perm: readonly number[],
): number[] {
  const outShape = perm.map((axis) => shape[axis] as number);
  return Array.from({ length: product(shape) }, (_, index) => {
    const place = unravel(index, outShape);
    const source = new Array<number>(shape.length).fill(0);
    for (const [axis, from] of perm.entries()) source[from] = place[axis] as number;
    return data[ravel(source, shape)] as number;
  });
}

/** a op b with NumPy broadcasting. */
export function broadcast(
  a: { data: ArrayLike<number>; shape: readonly number[] },
  b: { data: ArrayLike<number>; shape: readonly number[] },
  op: (x: number, y: number) => number,
): number[] {
  const rank = Math.max(a.shape.length, b.shape.length);
  const wide = (shape: readonly number[]) => [...new Array<number>(rank - shape.length).fill(1), ...shape];
  const [sa, sb] = [wide(a.shape), wide(b.shape)];
  const out = sa.map((size, axis) => Math.max(size, sb[axis] as number));
  return Array.from({ length: product(out) }, (_, index) => {
    const place = unravel(index, out);
    const pick = (shape: readonly number[]) =>
      ravel(
        place.map((p, axis) => (shape[axis] === 1 ? 0 : p)),
        shape,
      );
    return op(a.data[pick(sa)] as number, b.data[pick(sb)] as number);
  });
}

export function unravel(index: number, shape: readonly number[]): number[] {
  const place: number[] = [];
  let rest = index;
  for (const size of shape.toReversed()) {
    place.unshift(rest % size);
    rest = Math.floor(rest / size);
  }
  return place;
}

export function ravel(place: readonly number[], shape: readonly number[]): number {
  return place.reduce((index, part, axis) => index * (shape[axis] as number) + part, 0);
}
