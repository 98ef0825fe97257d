/** Nesting of the deepest message (a bone's translation in a skeleton), with room to grow. */
const MAX_DEPTH = 16;

/** Bytes of the length field and of each item's fixed part, by the first byte from 0xc0 to 0xdf. */
const FIXED: Readonly<Record<number, number>> = {
  192: 0, // nil
  194: 0, // false
  195: 0, // true
  202: 4, // float32
  203: 8, // float64
  204: 1, // uint8
  205: 2,
  206: 4,
  207: 8, // uint64
  208: 1, // int8
  209: 2,
  210: 4,
  211: 8, // int64
};
/** Width of the length of bin (0xc4), str (0xd9): 8, 16, 32 bits. */
const SIZED: Readonly<Record<number, number>> = { 196: 1, 197: 2, 198: 4, 217: 1, 218: 2, 219: 4 };
/** Width of the count, and items counted by one, of array (0xdc) and map (0xde): 16, 32 bits. */
const COUNTED: Readonly<Record<number, readonly [number, number]>> = {
  220: [2, 1],
  221: [4, 1],
  222: [2, 2],
  223: [4, 2],
};

/**
 * Looks over a msgpack value without making it, so that a few bytes cannot ask for a lot of memory: every
 * item that is announced must be there, nesting is at most {@link MAX_DEPTH}, and extension types, which no
 * message has, are refused. Source: the msgpack specification.
 *
 * @returns what is wrong, as part of a sentence; null when it is one whole value.
 */
export function checkMsgpack(bytes: Uint8Array): string | null {
  /** Items still to come at each level; the value itself at level 0. */
  const open = [1];
  let pending = 1;
  let at = 0;
  while (open.length > 0) {
    const level = open.length - 1;
    if (open[level] === 0) {
      open.pop();
      continue;
    }
    const head = readHead(bytes, at);
    if (typeof head === 'string') return head;
    at += head.size;
    pending += head.items - 1;
    // an item takes a byte at least
    if (pending > bytes.length - at) return 'it breaks off';
    open[level]!--;
    if (head.items > 0) open.push(head.items);
    if (open.length > MAX_DEPTH) return `it nests deeper than ${MAX_DEPTH} levels`;
  }
  return at === bytes.length ? null : 'more follows after its end';
}

/** Size of the item at `at` without the items in it, and how many of those come. */
function readHead(bytes: Uint8Array, at: number): { size: number; items: number } | string {
  const first = bytes[at];
  if (first === undefined) return 'it breaks off';
  if (first < 0x80 || first >= 0xe0) return { size: 1, items: 0 };
  if (first < 0x90) return { size: 1, items: 2 * (first & 15) };
  if (first < 0xa0) return { size: 1, items: first & 15 };
  if (first < 0xc0) return { size: 1 + (first & 31), items: 0 };
  const fixed = FIXED[first];
  if (fixed !== undefined) return { size: 1 + fixed, items: 0 };
  const sized = SIZED[first];
  if (sized !== undefined) return { size: 1 + sized + readLength(bytes, at + 1, sized), items: 0 };
  const counted = COUNTED[first];
  if (counted === undefined) return 'it holds a type that no message has';
  const [width, each] = counted;
  return { size: 1 + width, items: each * readLength(bytes, at + 1, width) };
}

function readLength(bytes: Uint8Array, at: number, width: number): number {
  let length = 0;
  for (let i = 0; i < width; i++) length = length * 256 + (bytes[at + i] ?? 255);
  return length;
}
