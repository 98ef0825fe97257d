import { FLAGS, LONG_PACKET, SIGNATURE, STARTCODES } from './nut-format.ts';

/** Version of the format that every ffmpeg reads. */
const VERSION = 3;
/** Longest stretch without a syncpoint, bytes; here each picture has one. */
const MAX_DISTANCE = 65536;
/** Codes that a frame may begin with: all but the byte that begins other packets. */
const FRAME_CODES = 255;
const FRAME_CODE = 0;
/** Each frame states all there is to say of it; a picture can be decoded on its own. */
const FRAME_FLAGS = 1 | FLAGS.codedPts | FLAGS.sizeMsb | FLAGS.checksum;
const PTS_BITS = 14;
/** Codec tag of raw RGB, 24 bits a pixel. */
const RGB24 = [0x52, 0x47, 0x42, 24];
/** Rates of whole numbers and of 1000/1001 of them are exact fractions of this. */
const RATE_DENOMINATOR = 1001;
/** Says that an entry's value is a text: -1 in signed form. */
const TEXT_VALUE = 2;
/** CRC of the format: polynomial 0x04C11DB7, most significant bit first, starting with 0. */
const CRC_POLYNOMIAL = 0x04c11db7;

export interface NutStream {
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  /** Times count in units of one by this, whole. */
  readonly ticksPerSecond: number;
  /** Usual rate, frames a second: how long the last picture lasts. */
  readonly fps: number;
}

/** The headers of a stream of raw RGB pictures. */
export function nutHeaders({ width, height, ticksPerSecond, fps }: NutStream): Uint8Array {
  const codes = [FRAME_FLAGS, 6, 0, 1, 0, 0, 0, FRAME_CODES];
  const main = [VERSION, 1, MAX_DISTANCE, 1, 1, ticksPerSecond, ...codes, 0].flatMap(number);
  const stream = [
    [0, 0, RGB24.length].flatMap(number),
    RGB24,
    [0, PTS_BITS, ticksPerSecond, 0, 0, 0, width, height, 1, 1, 0].flatMap(number),
  ].flat();
  // about track 0, no chapter, one entry whose value is a text
  const rate = `${Math.round(fps * RATE_DENOMINATOR)}/${RATE_DENOMINATOR}`;
  const info = [[1, 0, 0, 0, 1].flatMap(number), text('r_frame_rate'), [TEXT_VALUE], text(rate)].flat();
  return Uint8Array.from([
    ...SIGNATURE,
    ...packet(STARTCODES.main, main),
    ...packet(STARTCODES.stream, stream),
    ...packet(STARTCODES.info, info),
  ]);
}

/** What precedes a picture of `size` bytes; `pts` is its presentation time in ticks, growing from 0. */
export function nutPictureHeader(pts: number, size: number): Uint8Array {
  const frame = [FRAME_CODE, ...number(pts + 2 ** PTS_BITS), ...number(size)];
  return Uint8Array.from([
    ...packet(STARTCODES.syncpoint, [...number(pts), ...number(0)]),
    ...frame,
    ...bigEndian(crc(frame)),
  ]);
}

function packet(startcode: bigint, body: readonly number[]): number[] {
  const length = body.length + 4;
  if (length > LONG_PACKET) throw new RangeError(`A header of ${length} bytes is too long.`);
  const code = [...bigEndian(Number(startcode >> 32n)), ...bigEndian(Number(startcode & 0xffffffffn))];
  return [...code, ...number(length), ...body, ...bigEndian(crc(body))];
}

/** Seven bits a byte, most significant first; the top bit says that more follow. */
function number(value: number): number[] {
  const bytes = [value % 128];
  for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor(rest / 128))
    bytes.unshift(128 + (rest % 128));
  return bytes;
}

function text(value: string): number[] {
  const bytes = [...new TextEncoder().encode(value)];
  return [...number(bytes.length), ...bytes];
}

function bigEndian(word: number): number[] {
  return [24, 16, 8, 0].map((shift) => (word >>> shift) & 255);
}

function crc(bytes: readonly number[]): number {
  let sum = 0;
  for (const byte of bytes) {
    sum ^= byte << 24;
    for (let bit = 0; bit < 8; bit++) sum = sum & 0x80000000 ? (sum << 1) ^ CRC_POLYNOMIAL : sum << 1;
  }
  return sum >>> 0;
}
