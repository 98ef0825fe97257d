/** Any array of numbers that lies in memory as it goes over the wire: little-endian, no padding. */
type Numbers = Float32Array | Float64Array | Uint32Array;

/**
 * The memory of an array of numbers as bytes, little-endian as on every machine that Node runs on. Not a copy:
 * it shares memory with `numbers`, of which only this array's own part is taken.
 */
export function bytesOf(numbers: Numbers): Uint8Array {
  return new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
}

/** Bytes as float32; null when they are no whole number of values. */
export function float32Of(bytes: Uint8Array): Float32Array | null {
  const whole = aligned(bytes, Float32Array.BYTES_PER_ELEMENT);
  return whole && new Float32Array(whole.buffer, whole.byteOffset, whole.length / 4);
}

/** Bytes as float64; null when they are no whole number of values. */
export function float64Of(bytes: Uint8Array): Float64Array | null {
  const whole = aligned(bytes, Float64Array.BYTES_PER_ELEMENT);
  return whole && new Float64Array(whole.buffer, whole.byteOffset, whole.length / 8);
}

/** Bytes as uint32; null when they are no whole number of values. */
export function uint32Of(bytes: Uint8Array): Uint32Array | null {
  const whole = aligned(bytes, Uint32Array.BYTES_PER_ELEMENT);
  return whole && new Uint32Array(whole.buffer, whole.byteOffset, whole.length / 4);
}

/** A message puts its bytes anywhere, and a typed array may start at a multiple of its width only. */
function aligned(bytes: Uint8Array, width: number): Uint8Array | null {
  if (bytes.length % width !== 0) return null;
  return bytes.byteOffset % width === 0 ? bytes : new Uint8Array(bytes);
}
