import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { type AppError, ERRORS } from '../../protocol/errors.ts';
import { JobErrorSchema } from '../../protocol/job.ts';

/** The body of every refusal. */
export const ErrorReplySchema = z.object({ error: JobErrorSchema });

const DRAIN_MS = 5000;

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
  if (!reply.req.complete) drain(reply.req);
  sendJson(reply, ERRORS[error.code].http, { error: publicError(error) });
}

/**
 * Reads on for a while what a client still sends of a refused request and throws it away: on a connection that is closed at
 * once many a client never sees the answer.
 */
function drain(request: IncomingMessage): void {
  const giveUp = setTimeout(() => request.destroy(), DRAIN_MS);
  giveUp.unref();
  request.once('close', () => clearTimeout(giveUp));
  request.resume();
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
