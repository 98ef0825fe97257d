import { AppError } from '../protocol/errors.ts';
import {
  type Cursor,
  type FrameHeader,
  LONG_PACKET,
  type MainHeader,
  readFrameHeader,
  readMainHeader,
  readNumber,
  readStartcode,
  readStreamHeader,
  SIGNATURE,
  STARTCODE_BYTE,
  STARTCODES,
  type StreamHeader,
} from './nut-format.ts';

/** Room for the largest header that is kept, and for what is read ahead with it, bytes. */
const SCRATCH_BYTES = 4096;
/** What the tables of a compressed picture may add to its size, bytes. */
const COMPRESSED_EXTRA = 65_536;
/** Checksum at the end of a packet, bytes. A pipe damages nothing, so it is not looked at. */
const CHECKSUM_BYTES = 4;

export interface PictureSink {
  /** Called before the first picture with the size of all pictures and the length of a tick, seconds. */
  onStart(size: { width: number; height: number }, timeBase: { num: number; den: number }): void;
  /** A buffer of this many bytes for the next picture, null while there is none free. */
  nextBuffer(bytes: number): Uint8Array | null;
  /** The buffer that was asked for last holds a whole picture; `pts` is its presentation time in ticks. */
  onPicture(pts: number): void;
}

export interface NutParser {
  /** Where the next bytes belong, at least one. Pictures are read straight into their buffers. */
  target(): Uint8Array;
  /** Says that `count` bytes were put there. False: no free buffer, read no more until `proceed` is true. */
  accept(count: number): boolean;
  /** Goes on after a buffer has become free. */
  proceed(): boolean;
}

interface State {
  readonly sink: PictureSink;
  readonly compressed: boolean;
  /** Bytes that belong to no picture, or were read ahead of one. */
  readonly cursor: Cursor;
  signed: boolean;
  main: MainHeader | null;
  stream: StreamHeader | null;
  lastPts: number;
  /** Bytes of an unknown packet that are still to come. */
  skip: number;
  /** Header of the picture that is being read, its buffer once there is one, and the bytes in it. */
  frame: FrameHeader | null;
  picture: Uint8Array | null;
  filled: number;
  announced: boolean;
  /** Where in the scratch bytes the target lies that was given out, null when it was the picture's buffer. */
  scratchTarget: number | null;
}

/** How a step went: on to the next, more bytes are wanted, or there is no buffer for the picture. */
type Step = 'on' | 'wanting' | 'full';

/**
 * Takes pictures out of a NUT stream as it arrives: raw RGB, or compressed ones of any length.
 * @throws AppError `ffmpeg.failed` (from `accept`, `proceed`) when the stream is not what was asked for
 */
export function createNutParser(sink: PictureSink, compressed = false): NutParser {
  const state: State = {
    sink,
    compressed,
    cursor: { bytes: new Uint8Array(SCRATCH_BYTES), position: 0, end: 0, short: false },
    signed: false,
    main: null,
    stream: null,
    lastPts: 0,
    skip: 0,
    frame: null,
    picture: null,
    filled: 0,
    announced: false,
    scratchTarget: null,
  };
  return {
    target: () => target(state),
    accept: (count) => accept(state, count),
    proceed: () => proceed(state),
  };
}

function target(state: State): Uint8Array {
  const { cursor, picture, filled } = state;
  state.scratchTarget = picture ? null : cursor.end;
  return picture ? picture.subarray(filled) : cursor.bytes.subarray(cursor.end);
}

function accept(state: State, count: number): boolean {
  const { cursor, scratchTarget } = state;
  if (scratchTarget === null) {
    state.filled += count;
  } else {
    // between giving out the target and this, `proceed` may have used up what lay before it
    cursor.bytes.copyWithin(cursor.end, scratchTarget, scratchTarget + count);
    cursor.end += count;
  }
  return proceed(state);
}

function proceed(state: State): boolean {
  let outcome: Step = 'on';
  while (outcome === 'on') outcome = step(state);
  // what is left moves to the front, so that there is room behind it
  const { cursor } = state;
  cursor.bytes.copyWithin(0, cursor.position, cursor.end);
  cursor.end -= cursor.position;
  cursor.position = 0;
  return outcome === 'wanting';
}

function step(state: State): Step {
  const { cursor } = state;
  if (state.frame) return fillPicture(state, state.frame);
  if (cursor.position === cursor.end) return 'wanting';
  if (state.skip > 0) {
    const ahead = Math.min(state.skip, cursor.end - cursor.position);
    cursor.position += ahead;
    state.skip -= ahead;
    return 'on';
  }
  const start = cursor.position;
  cursor.short = false;
  if (!state.signed) readSignature(state);
  else if (cursor.bytes[start] === STARTCODE_BYTE) readPacket(state);
  else readFrame(state);
  if (!cursor.short) return 'on';
  // not all of it is here: it is read again with more bytes
  cursor.position = start;
  return 'wanting';
}

/** Gives the picture its buffer and what was read ahead of it. */
function fillPicture(state: State, { prefix, pts, size }: FrameHeader): Step {
  const { cursor, sink } = state;
  if (!state.picture) {
    state.picture = sink.nextBuffer(size);
    if (!state.picture) return 'full';
    state.picture.set(prefix);
    state.filled = prefix.length;
  }
  const ahead = Math.min(cursor.end - cursor.position, state.picture.length - state.filled);
  state.picture.set(cursor.bytes.subarray(cursor.position, cursor.position + ahead), state.filled);
  cursor.position += ahead;
  state.filled += ahead;
  if (state.filled < state.picture.length) return 'wanting';
  state.frame = null;
  state.picture = null;
  sink.onPicture(pts);
  return 'on';
}

function readSignature(state: State): void {
  const { cursor } = state;
  if (cursor.end - cursor.position < SIGNATURE.length) {
    cursor.short = true;
    return;
  }
  if (SIGNATURE.some((byte, i) => cursor.bytes[cursor.position + i] !== byte))
    throw unexpected('it does not begin as NUT');
  cursor.position += SIGNATURE.length;
  state.signed = true;
}

/** One packet that is no picture. Its length says where the next one begins, whether it is known or not. */
function readPacket(state: State): void {
  const { cursor } = state;
  const code = readStartcode(cursor);
  const length = readNumber(cursor);
  const body = cursor.position + (length > LONG_PACKET ? CHECKSUM_BYTES : 0);
  if (cursor.short) return;
  if (code !== STARTCODES.main && code !== STARTCODES.stream && code !== STARTCODES.syncpoint) {
    state.skip = length + body - cursor.position;
    return;
  }
  if (length > SCRATCH_BYTES / 2) throw unexpected('a header is too long');
  if (body + length > cursor.end) {
    cursor.short = true;
    return;
  }
  const inner: Cursor = { ...cursor, position: body, end: body + length - CHECKSUM_BYTES };
  if (code === STARTCODES.main) state.main = readMainHeader(inner);
  else if (code === STARTCODES.stream) state.stream = readStreamHeader(inner);
  else state.lastPts = readNumber(inner);
  if (inner.short) throw unexpected('a header ends early');
  cursor.position = body + length;
}

/** The header of a picture. */
function readFrame(state: State): void {
  const { cursor, main, stream } = state;
  if (!main || !stream) throw unexpected('a picture comes before the headers');
  const header = readFrameHeader(cursor, main, stream.ptsBits, state.lastPts);
  if (cursor.short) return;
  const { width, height } = stream;
  const bytes = width * height * 3;
  const fits = state.compressed ? header && header.size <= bytes + COMPRESSED_EXTRA : header?.size === bytes;
  if (!header || !fits) throw unexpected(`a picture is not ${width} x ${height} pixels`);
  if (!state.announced) state.sink.onStart({ width, height }, main.timeBase);
  state.announced = true;
  state.lastPts = header.pts;
  state.frame = header;
}

function unexpected(what: string): AppError {
  return new AppError('ffmpeg.failed', `The pictures that ffmpeg sent cannot be read: ${what}.`);
}
