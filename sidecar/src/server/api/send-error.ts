import type { ServerResponse } from 'node:http';
import { z } from 'zod';
import { type AppError, ERRORS } from '../../protocol/errors.ts';
import { JobErrorSchema } from '../../protocol/job.ts';

/** The body of every refusal. */
export const ErrorReplySchema = z.object({ error: JobErrorSchema });

/** What a client is told of an error: of a defect no more than that there is one, the log has the rest. */
export function publicError({ code, message, fix }: AppError): z.infer<typeof JobErrorSchema> {
  return { code, message: code === 'internal' ? 'Something broke in the service.' : message, fix };
}

/** Answers with an error, or breaks the reply off when a part of it is out already. */
export function sendError(reply: ServerResponse, error: AppError): void {
  if (reply.headersSent) {
    reply.destroy();
    return;
  }
  if (error.code === 'token.refused') reply.setHeader('WWW-Authenticate', 'Bearer');
  // what is left of the request's body is not read: the connection cannot be used again
  if (!reply.req.complete) reply.setHeader('Connection', 'close');
  sendJson(reply, ERRORS[error.code].http, { error: publicError(error) });
}

export function sendJson(reply: ServerResponse, status: number, value: unknown): void {
  const body = Buffer.from(`${JSON.stringify(value)}\n`);
  reply.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': body.length,
    'Cache-Control': 'no-store',
  });
  reply.end(reply.req.method === 'HEAD' ? undefined : body);
}
