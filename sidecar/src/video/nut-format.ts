/**
 * The parts of the NUT container (format specification, version 3) that carry one track of raw pictures:
 * each picture as it is, behind a header of a few bytes with its exact presentation time.
 */

/** First bytes of a stream: a text and its closing zero. */
export const SIGNATURE = new TextEncoder().encode('nut/multimedia container\0');
/** A packet that holds no picture begins with this byte, a frame with any other. */
export const STARTCODE_BYTE = 0x4e;
/** Start codes, 64 bits. */
export const STARTCODES = {
  main: 0x4e4d7a561f5f04adn,
  stream: 0x4e5311405bf2f9dbn,
  syncpoint: 0x4e4be4adeeca4569n,
  info: 0x4e49ab68b596ba78n,
} as const;
/** Packets longer than this carry a checksum in their header, bytes. */
export const LONG_PACKET = 4096;
/** Bits of a frame's flags: what its header states, beyond what its code says. */
export const FLAGS = {
  codedPts: 8,
  streamId: 16,
  sizeMsb: 32,
  checksum: 64,
  reserved: 128,
  sideData: 256,
  headerIndex: 1024,
  matchTime: 2048,
  coded: 4096,
  invalid: 8192,
} as const;

/**
 * Reads numbers from bytes that may not all be here yet. Reading past the end gives 0 and sets `short`;
 * the caller checks that once, after a whole structure, and tries again with more bytes.
 */
export interface Cursor {
  bytes: Uint8Array;
  position: number;
  end: number;
  short: boolean;
}

export function readByte(cursor: Cursor): number {
  if (cursor.position >= cursor.end) {
    cursor.short = true;
    return 0;
  }
  return cursor.bytes[cursor.position++]!;
}

/** Seven bits a byte, most significant first; the top bit says that more follow. Exact to 2^53. */
export function readNumber(cursor: Cursor): number {
  let value = 0;
  let byte: number;
  do {
    byte = readByte(cursor);
    value = value * 128 + (byte & 127);
  } while (byte & 128);
  return value;
}

/** Signed form: 0, 1, -1, 2, -2 ... */
export function readSigned(cursor: Cursor): number {
  const value = readNumber(cursor) + 1;
  return value % 2 === 1 ? -(value - 1) / 2 : value / 2;
}

export function readStartcode(cursor: Cursor): bigint {
  let code = 0n;
  for (let i = 0; i < 8; i++) code = (code << 8n) | BigInt(readByte(cursor));
  return code;
}

/** What one of 256 codes, the first byte of a frame, says of the frame. */
export interface FrameCode {
  readonly flags: number;
  readonly ptsDelta: number;
  readonly sizeMul: number;
  readonly sizeLsb: number;
  readonly reserved: number;
  readonly headerIndex: number;
}

export interface MainHeader {
  /** Seconds a tick, as a fraction. */
  readonly timeBase: { readonly num: number; readonly den: number };
  readonly codes: readonly FrameCode[];
  /** Byte strings that small frames begin with and leave out; the first one is empty. */
  readonly elided: readonly Uint8Array[];
}

/** Body of the main header packet, without its checksum. */
export function readMainHeader(cursor: Cursor): MainHeader {
  const version = readNumber(cursor);
  if (version > 3) readNumber(cursor);
  readNumber(cursor); // tracks: one was asked for
  readNumber(cursor); // longest distance of two syncpoints
  const timeBases = readNumber(cursor);
  const timeBase = { num: readNumber(cursor), den: readNumber(cursor) };
  for (let i = 1; i < timeBases && !cursor.short; i++) {
    readNumber(cursor);
    readNumber(cursor);
  }
  const codes = readFrameCodes(cursor);
  const elided = [new Uint8Array()];
  const count = cursor.position < cursor.end ? readNumber(cursor) : 0;
  for (let i = 0; i < count && !cursor.short; i++) {
    const length = readNumber(cursor);
    elided.push(Uint8Array.from({ length }, () => readByte(cursor)));
  }
  return { timeBase, codes, elided };
}

/** The table of 256 codes is stored as runs; fields that a run leaves out keep the last run's value. */
function readFrameCodes(cursor: Cursor): FrameCode[] {
  const codes: FrameCode[] = [];
  let ptsDelta = 0;
  let sizeMul = 1;
  let headerIndex = 0;
  while (codes.length < 256 && !cursor.short) {
    const flags = readNumber(cursor);
    const fields = readNumber(cursor);
    if (fields > 0) ptsDelta = readSigned(cursor);
    if (fields > 1) sizeMul = readNumber(cursor);
    if (fields > 2) readNumber(cursor); // track
    const sizeLsb = fields > 3 ? readNumber(cursor) : 0;
    const reserved = fields > 4 ? readNumber(cursor) : 0;
    const run = fields > 5 ? readNumber(cursor) : sizeMul - sizeLsb;
    if (fields > 6) readSigned(cursor); // match time
    if (fields > 7) headerIndex = readNumber(cursor);
    for (let i = 8; i < fields && !cursor.short; i++) readNumber(cursor);
    for (let i = 0; i < run && codes.length < 256; i++) {
      if (codes.length === STARTCODE_BYTE) codes.push({ ...codes[0]!, flags: FLAGS.invalid });
      codes.push({ flags, ptsDelta, sizeMul, sizeLsb: sizeLsb + i, reserved, headerIndex });
    }
  }
  return codes;
}

export interface StreamHeader {
  /** Bits of a presentation time that are stored when the rest can be told from the frame before. */
  readonly ptsBits: number;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

/** Body of the picture track's header packet, without its checksum. */
export function readStreamHeader(cursor: Cursor): StreamHeader {
  readNumber(cursor); // number of the track
  readNumber(cursor); // class: pictures
  const tag = readNumber(cursor);
  for (let i = 0; i < tag; i++) readByte(cursor);
  readNumber(cursor); // number of the time base
  const ptsBits = readNumber(cursor);
  for (let i = 0; i < 3; i++) readNumber(cursor); // longest time step, delay, flags
  const extra = readNumber(cursor);
  for (let i = 0; i < extra && !cursor.short; i++) readByte(cursor);
  return { ptsBits, width: readNumber(cursor), height: readNumber(cursor) };
}

export interface FrameHeader {
  /** Presentation time, ticks. */
  readonly pts: number;
  /** Bytes of the picture, `prefix` among them. */
  readonly size: number;
  /** The picture's first bytes, which do not follow. */
  readonly prefix: Uint8Array;
}

/** Header of a frame; `lastPts` is the presentation time of the frame or syncpoint before it. */
export function readFrameHeader(
  cursor: Cursor,
  { codes, elided }: MainHeader,
  ptsBits: number,
  lastPts: number,
): FrameHeader | null {
  const code = codes[readByte(cursor)];
  if (!code || code.flags & FLAGS.invalid) return null;
  const flags = code.flags & FLAGS.coded ? code.flags ^ readNumber(cursor) : code.flags;
  if (flags & FLAGS.streamId) readNumber(cursor);
  const pts =
    flags & FLAGS.codedPts ? fullPts(readNumber(cursor), ptsBits, lastPts) : lastPts + code.ptsDelta;
  const size = code.sizeLsb + (flags & FLAGS.sizeMsb ? code.sizeMul * readNumber(cursor) : 0);
  if (flags & FLAGS.matchTime) readSigned(cursor);
  const headerIndex = flags & FLAGS.headerIndex ? readNumber(cursor) : code.headerIndex;
  const reserved = flags & FLAGS.reserved ? readNumber(cursor) : code.reserved;
  for (let i = 0; i < reserved && !cursor.short; i++) readNumber(cursor);
  if (flags & FLAGS.checksum) for (let i = 0; i < 4; i++) readByte(cursor);
  const prefix = elided[size > LONG_PACKET ? 0 : headerIndex];
  if (!prefix || flags & FLAGS.sideData) return null;
  return { pts, size, prefix };
}

/** A stored time is either whole, above the range of the low bits, or the low bits of one near the last. */
function fullPts(stored: number, bits: number, lastPts: number): number {
  const range = 2 ** bits;
  if (stored >= range) return stored - range;
  const nearest = lastPts - Math.floor((range - 1) / 2);
  return nearest + ((((stored - nearest) % range) + range) % range);
}
