/**
 * Hands the frame buffers of an ended decoding on to the next. Threads that were shown a buffer keep it alive until
 * they collect their garbage: at 1080p a decoder that made its own would hold 43 MB twice for a while.
 */
export interface FrameMemory {
  /** So many buffers of so many bytes that threads can share; their content is left over or zero. */
  take(count: number, bytes: number): Uint8Array[];
  /** Nobody reads these any more. They replace what was given back before. */
  giveBack(buffers: readonly Uint8Array[]): void;
}

export function createFrameMemory(): FrameMemory {
  let spare: readonly Uint8Array[] = [];
  return {
    take(count, bytes) {
      const fitting = spare.filter(({ byteLength }) => byteLength === bytes).slice(0, count);
      spare = [];
      const missing = count - fitting.length;
      return [
        ...fitting,
        ...Array.from({ length: missing }, () => new Uint8Array(new SharedArrayBuffer(bytes))),
      ];
    },
    giveBack(buffers) {
      if (buffers.length > 0) spare = buffers;
    },
  };
}
