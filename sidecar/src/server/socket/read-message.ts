import { AppError } from '../../protocol/errors.ts';
import { type ClientMessage, ClientMessageSchema } from '../../protocol/messages.ts';
import { decodeMsgpack } from '../../protocol/msgpack.ts';
import { describeIssue } from '../api/read-body.ts';

/** A message, or why it is none and the request that it belongs to. */
export type ReadMessage =
  | { readonly message: ClientMessage; readonly error: null; readonly requestId: null }
  | { readonly message: null; readonly error: AppError; readonly requestId: number | null };

/** @throws AppError `message.malformed` for bytes that are no msgpack. */
export function readMessage(bytes: Uint8Array): ReadMessage {
  const value = decodeMsgpack(bytes);
  const checked = ClientMessageSchema.safeParse(value);
  if (checked.success) return { message: checked.data, error: null, requestId: null };
  const error = new AppError('message.malformed', describeIssue(checked.error.issues[0]!));
  return { message: null, error, requestId: requestIdOf(value) };
}

function requestIdOf(value: unknown): number | null {
  const id = (value as { requestId?: unknown } | null)?.requestId;
  return Number.isInteger(id) && (id as number) >= 0 && (id as number) <= 0xffffffff ? (id as number) : null;
}
