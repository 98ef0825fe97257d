import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { z } from 'zod';
import { AppError } from '../../protocol/errors.ts';
import { ArtifactSchema } from '../../protocol/job.ts';
import type { ServiceContext } from './context.ts';
import { checkValue, readJson } from './read-body.ts';
import type { Route } from './route.ts';
import { sendBytes } from './send-bytes.ts';

const ArtifactsSchema = z.object({ artifacts: z.array(ArtifactSchema) });
const TicketRequestSchema = z.strictObject({
  path: z
    .string()
    .max(500)
    .regex(/^\/api\/(events|jobs\/[a-z0-9]+\/(events|input|artifacts\/[A-Za-z0-9._-]+))$/)
    .describe('Address of an artifact, of the clip of a job, or of events.'),
});
const TicketSchema = z.object({ url: z.string(), expiresAt: z.iso.datetime() });
const ShowSchema = z.looseObject({ show: z.literal('inline').optional() });

/** A report that is shown in place has its own styles and pictures, no script, and no part in the service's origin. */
const DOCUMENT_POLICY =
  "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'";

/** What a job made, the clip it was made from, and tickets to fetch them without a header. */
export function artifactRoutes({ jobs, tickets, limits }: ServiceContext): Route[] {
  return [
    {
      method: 'get',
      path: '/api/jobs/:id/artifacts',
      access: 'token',
      summary: 'Files that a job made; none while it is not done.',
      reply: { status: 200, schema: ArtifactsSchema },
      handle: async ({ params }) => ({ status: 200, json: { artifacts: await jobs.artifacts(params.id!) } }),
    },
    {
      method: 'get',
      path: '/api/jobs/:id/artifacts/:name',
      access: 'ticket',
      summary: 'One file, or with a Range header a part of it; `show=inline` shows it in place.',
      query: ShowSchema,
      reply: { status: 200, contentType: 'application/octet-stream' },
      async handle(request) {
        const { show } = checkValue(ShowSchema, request.query);
        const { artifact, read } = await jobs.openArtifact(request.params.id!, request.params.name!);
        const { bytes, contentType, sha256, name } = artifact;
        const fileName = show === 'inline' ? null : name;
        if (fileName === null) request.reply.setHeader('Content-Security-Policy', DOCUMENT_POLICY);
        return sendBytes(request, { bytes, contentType, fileName, etag: sha256, read });
      },
    },
    {
      method: 'get',
      path: '/api/jobs/:id/input',
      access: 'ticket',
      summary: 'The clip of a job as it came, or with a Range header a part of it.',
      reply: { status: 200, contentType: 'application/octet-stream' },
      async handle(request) {
        const { input } = await jobs.get(request.params.id!);
        const file = await stat(input.path).catch((cause: unknown) => {
          throw new AppError('input.not-found', 'The clip is no longer there.', { cause });
        });
        return sendBytes(request, {
          bytes: file.size,
          contentType: videoType(input.name),
          fileName: null,
          etag: null,
          read: (range) => createReadStream(input.path, range),
        });
      },
    },
    {
      method: 'post',
      path: '/api/tickets',
      access: 'token',
      summary: 'An address with a ticket, good for ten minutes, for readers that cannot send a header.',
      body: { 'application/json': TicketRequestSchema },
      reply: { status: 201, schema: TicketSchema },
      async handle({ raw }) {
        const { path } = await readJson(raw, TicketRequestSchema, limits.bodyBytes);
        return { status: 201, json: tickets.issue(path) };
      },
    },
  ];
}

const VIDEO_TYPES: Readonly<Record<string, string>> = {
  mp4: 'video/mp4',
  m4v: 'video/mp4',
  mov: 'video/quicktime',
  webm: 'video/webm',
  mkv: 'video/x-matroska',
};

/** Nothing that a browser would run, whatever the file is called. */
function videoType(name: string): string {
  const extension = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
  return VIDEO_TYPES[extension] ?? 'application/octet-stream';
}
