import { ByteBuffer } from 'flatbuffers';
import { AppError } from '../../protocol/errors.ts';

/** No vector of a model that this importer reads is longer, except raw buffer data. */
const MAX_ENTRIES = 100_000;
const MAX_NAME_BYTES = 1024;

/** The error of every damaged or hostile buffer: one code, one sentence that says where. */
export function invalidModel(what: string): AppError {
  return new AppError('model.invalid', `The TFLite file is not valid: ${what}.`);
}

/**
 * One table of a flatbuffer, read by field number. Every offset is checked against the buffer before it is
 * followed, so that a truncated or hostile file ends in `model.invalid` and never in a read out of range.
 */
export class ByteTable {
  readonly buffer: ByteBuffer;
  readonly position: number;

  constructor(buffer: ByteBuffer, position: number) {
    this.buffer = buffer;
    this.position = position;
    this.within(position, 4, 'a table lies outside the file');
    const vtable = position - buffer.readInt32(position);
    this.within(vtable, 4, 'a table header lies outside the file');
    this.within(vtable, Math.max(4, buffer.readUint16(vtable)), 'a table header is cut off');
  }

  /** The root table of a file with the given four-character identifier. */
  static root(bytes: Uint8Array, identifier: string): ByteTable {
    if (bytes.length < 8) throw invalidModel('it is too short');
    const found = Buffer.from(bytes.buffer, bytes.byteOffset + 4, 4).toString('latin1');
    if (found !== identifier) throw invalidModel(`the file identifier is not ${identifier}`);
    const buffer = new ByteBuffer(bytes);
    return new ByteTable(buffer, buffer.readUint32(0));
  }

  has(field: number): boolean {
    return this.at(field, 1) !== 0;
  }

  int8(field: number, fallback = 0): number {
    const at = this.at(field, 1);
    return at === 0 ? fallback : this.buffer.readInt8(at);
  }

  uint8(field: number, fallback = 0): number {
    const at = this.at(field, 1);
    return at === 0 ? fallback : this.buffer.readUint8(at);
  }

  int32(field: number, fallback = 0): number {
    const at = this.at(field, 4);
    return at === 0 ? fallback : this.buffer.readInt32(at);
  }

  table(field: number): ByteTable | null {
    const at = this.at(field, 4);
    return at === 0 ? null : this.follow(at);
  }

  tables(field: number): ByteTable[] {
    const vector = this.vector(field, 4, MAX_ENTRIES);
    return Array.from({ length: vector.length }, (_, index) => this.follow(vector.start + 4 * index));
  }

  int32s(field: number, limit = MAX_ENTRIES): number[] {
    const vector = this.vector(field, 4, limit);
    return Array.from({ length: vector.length }, (_, index) =>
      this.buffer.readInt32(vector.start + 4 * index),
    );
  }

  /** A vector of unsigned numbers of one or two bytes. */
  unsigned(field: number, elementBytes: 1 | 2): number[] {
    const vector = this.vector(field, elementBytes, Number.MAX_SAFE_INTEGER);
    return Array.from({ length: vector.length }, (_, index) =>
      elementBytes === 1
        ? this.buffer.readUint8(vector.start + index)
        : this.buffer.readUint16(vector.start + 2 * index),
    );
  }

  /** A view of a byte vector, or null where the field is absent. */
  bytes(field: number): Uint8Array | null {
    if (!this.has(field)) return null;
    const vector = this.vector(field, 1, Number.MAX_SAFE_INTEGER);
    return this.buffer.bytes().subarray(vector.start, vector.start + vector.length);
  }

  string(field: number): string {
    const bytes = this.bytes(field);
    return bytes === null ? '' : Buffer.from(bytes.subarray(0, MAX_NAME_BYTES)).toString('utf8');
  }

  private at(field: number, size: number): number {
    const offset = this.buffer.__offset(this.position, 4 + 2 * field);
    if (offset === 0) return 0;
    this.within(this.position + offset, size, 'a field lies outside the file');
    return this.position + offset;
  }

  private follow(at: number): ByteTable {
    return new ByteTable(this.buffer, at + this.buffer.readUint32(at));
  }

  private vector(field: number, elementBytes: number, limit: number): { start: number; length: number } {
    const at = this.at(field, 4);
    if (at === 0) return { start: 0, length: 0 };
    const position = at + this.buffer.readUint32(at);
    this.within(position, 4, 'a list lies outside the file');
    const length = this.buffer.readUint32(position);
    if (length > limit) throw invalidModel(`a list has ${length} entries`);
    this.within(position + 4, length * elementBytes, 'a list is cut off');
    return { start: position + 4, length };
  }

  private within(position: number, size: number, what: string): void {
    if (position < 0 || size < 0 || position + size > this.buffer.capacity()) throw invalidModel(what);
  }
}
