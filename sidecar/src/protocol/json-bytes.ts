/** Decimals kept in the files: 1e-6 of the picture's width is 0.002 px at 1080p, 1e-6 cm is nothing. */
const SCALE = 1e6;
const DECIMALS = 6;
/** Above this the scaled value leaves the exact integers; JavaScript's own text is used. */
const LARGEST = Number.MAX_SAFE_INTEGER / SCALE;

const ZERO = 48;
const MINUS = 45;
const POINT = 46;

/** Grows by doubling; holds one line at a time. */
export interface JsonBytes {
  /** ASCII text as it is. */
  text(ascii: string): void;
  /** A finite number rounded to six decimals, without trailing zeros. Throws RangeError on NaN and infinity. */
  number(value: number): void;
  /** A copy of what was written since the last call. */
  take(): Buffer;
}

/**
 * Writer for JSON that is mostly numbers: a frame of landmarks holds about 1,900 of them, which
 * JSON.stringify prints to full precision, one string each.
 */
export function createJsonBytes(initialBytes = 1 << 16): JsonBytes {
  let bytes = Buffer.allocUnsafe(initialBytes);
  let length = 0;

  const room = (count: number): void => {
    if (length + count <= bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(bytes.length * 2, length + count));
    bytes.copy(larger, 0, 0, length);
    bytes = larger;
  };

  const integer = (value: number): void => {
    let digits = 1;
    for (let bound = 10; value >= bound; bound *= 10) digits++;
    for (let at = length + digits - 1; at >= length; at--) {
      const next = Math.floor(value / 10);
      bytes[at] = ZERO + value - next * 10;
      value = next;
    }
    length += digits;
  };

  const fraction = (value: number): void => {
    bytes[length++] = POINT;
    for (let at = length + DECIMALS - 1; at >= length; at--) {
      const next = Math.floor(value / 10);
      bytes[at] = ZERO + value - next * 10;
      value = next;
    }
    length += DECIMALS;
    while (bytes[length - 1] === ZERO) length--;
  };

  const text = (ascii: string): void => {
    room(ascii.length);
    for (let i = 0; i < ascii.length; i++) bytes[length++] = ascii.charCodeAt(i);
  };

  return {
    text,
    number(value) {
      if (!Number.isFinite(value)) throw new RangeError(`${value} has no JSON form`);
      const magnitude = Math.abs(value);
      if (magnitude >= LARGEST) return text(String(value));
      const scaled = Math.round(magnitude * SCALE);
      const whole = Math.floor(scaled / SCALE);
      const rest = scaled - whole * SCALE;
      room(32);
      if (value < 0 && scaled > 0) bytes[length++] = MINUS;
      integer(whole);
      if (rest > 0) fraction(rest);
    },
    take() {
      const line = Buffer.from(bytes.subarray(0, length));
      length = 0;
      return line;
    },
  };
}
