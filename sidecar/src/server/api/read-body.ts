import type { IncomingMessage } from 'node:http';
import type { z } from 'zod';
import { AppError } from '../../protocol/errors.ts';

/**
 * Reads a JSON body and checks it.
 *
 * @param limit bytes.
 * @throws AppError `media.unsupported` for another type or a packed body, `request.too-large`,
 *   `request.invalid` for what is no JSON or not of this shape.
 */
export async function readJson<Schema extends z.ZodType>(
  request: IncomingMessage,
  schema: Schema,
  limit: number,
): Promise<z.infer<Schema>> {
  if (mediaType(request) !== 'application/json')
    throw new AppError('media.unsupported', 'The body has to be application/json.');
  refusePacked(request);
  const text = (await readAll(request, limit)).toString('utf8');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new AppError('request.invalid', 'The body is no JSON.');
  }
  return checkValue(schema, value);
}

/** @throws AppError `request.invalid`, which names the field. */
export function checkValue<Schema extends z.ZodType>(schema: Schema, value: unknown): z.infer<Schema> {
  const checked = schema.safeParse(value);
  if (checked.success) return checked.data;
  throw new AppError('request.invalid', describeIssue(checked.error.issues[0]!));
}

/** The first thing that is wrong with a value, in a sentence that repeats none of it. */
export function describeIssue(issue: z.core.$ZodIssue): string {
  const where = issue.path.length === 0 ? 'The request' : issue.path.map(String).join('.');
  return `${where.slice(0, 100)}: ${issue.message.slice(0, 300)}.`;
}

/** Lower case, without parameters. */
export function mediaType({ headers }: IncomingMessage): string {
  return (headers['content-type'] ?? '').split(';')[0]!.trim().toLowerCase();
}

/** A packed body would be small on the way and of any size here. */
export function refusePacked({ headers }: IncomingMessage): void {
  const encoding = headers['content-encoding'] ?? 'identity';
  if (encoding !== 'identity')
    throw new AppError('media.unsupported', 'The body may not have a content encoding.');
}

async function readAll(request: IncomingMessage, limit: number): Promise<Buffer> {
  const tooLarge = () => new AppError('request.too-large', `The body is larger than ${limit} bytes.`);
  if (Number(request.headers['content-length'] ?? 0) > limit) throw tooLarge();
  const chunks: Buffer[] = [];
  let bytes = 0;
  // a refused request stays open, so that its answer arrives
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > limit) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
