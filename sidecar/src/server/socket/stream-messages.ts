import { type FaceKind, faceNames, packKeyframes } from '../../protocol/keyframes.ts';
import type { ServerMessage, StreamKind } from '../../protocol/messages.ts';
import type { MotionChunk, MotionTables } from '../../protocol/motion-chunk.ts';
import { encodeMsgpack } from '../../protocol/msgpack.ts';
import { bytesOf } from '../../protocol/typed-bytes.ts';

/** Which stream a message belongs to. */
export interface StreamName {
  readonly job: string;
  readonly stream: StreamKind;
  readonly face: FaceKind;
}

export function encode(message: ServerMessage): Uint8Array {
  return encodeMsgpack(message);
}

export function encodeTables({ job, stream, face }: StreamName, tables: MotionTables): Uint8Array {
  const { fps, bones, parents, rest, flags } = tables;
  return encode({
    type: 'tables',
    job,
    stream,
    fps,
    bones: [...bones],
    parents: [...parents],
    rest: bytesOf(rest),
    face: [...faceNames(tables, face)],
    flags: [...flags],
  });
}

export function encodeChunk(
  { job, stream, face }: StreamName,
  tables: MotionTables,
  numbered: { readonly sequence: number; readonly chunk: MotionChunk },
): Uint8Array {
  const { sequence, chunk } = numbered;
  const { firstFrame, count } = chunk;
  return encode({
    type: 'keyframes',
    job,
    stream,
    sequence,
    firstFrame,
    count,
    ...packKeyframes(chunk, tables, face),
  });
}
