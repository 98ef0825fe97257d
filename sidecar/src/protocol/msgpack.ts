import { Decoder, Encoder } from '@msgpack/msgpack';
import { checkMsgpack } from './check-msgpack.ts';
import { AppError } from './errors.ts';

/**
 * Value to msgpack bytes: maps with string keys, numbers that are whole as the shortest integer and others as
 * float64, `Uint8Array` as bin, absent fields left out. The bytes are the caller's own.
 */
export function encodeMsgpack(value: unknown): Uint8Array {
  return new Encoder({ ignoreUndefined: true, initialBufferSize: 512 }).encode(value);
}

/**
 * Msgpack bytes to a value. Bins share memory with `bytes` and start anywhere in it.
 *
 * @throws AppError `message.malformed` for what is no msgpack, nests deeper than a message does, or announces
 *   more than it holds.
 */
export function decodeMsgpack(bytes: Uint8Array): unknown {
  const problem = checkMsgpack(bytes);
  if (problem !== null) throw new AppError('message.malformed', `The message cannot be read: ${problem}.`);
  try {
    return new Decoder().decode(bytes);
  } catch (cause) {
    throw new AppError('message.malformed', `The message cannot be read: ${(cause as Error).message}.`, {
      cause,
    });
  }
}
