import { z } from 'zod';
import { AppError } from '../../protocol/errors.ts';
import type { ServiceContext } from './context.ts';
import { readJson, refusePacked } from './read-body.ts';
import type { Route } from './route.ts';

const StartSchema = z.strictObject({
  name: z.string().min(1).max(1000),
  bytes: z.number().int().positive().describe('Size of the whole file.'),
});
const StateSchema = z.object({
  id: z.string(),
  name: z.string(),
  bytes: z.number().int(),
  offset: z.number().int().describe('Bytes that are here; the next part starts there.'),
});

/** Uploads in parts, each told by `Content-Range`; a broken one goes on from the offset. */
export function uploadRoutes({ uploads, limits }: ServiceContext): Route[] {
  return [
    {
      method: 'post',
      path: '/api/uploads',
      access: 'token',
      summary: 'Start an upload in parts.',
      body: { 'application/json': StartSchema },
      reply: { status: 201, schema: StateSchema },
      async handle({ raw }) {
        const file = await readJson(raw, StartSchema, limits.bodyBytes);
        return { status: 201, json: await uploads.start(file) };
      },
    },
    {
      method: 'get',
      path: '/api/uploads/:id',
      access: 'token',
      summary: 'How far an upload is.',
      reply: { status: 200, schema: StateSchema },
      handle: async ({ params }) => ({ status: 200, json: uploads.get(params.id!) }),
    },
    {
      method: 'patch',
      path: '/api/uploads/:id',
      access: 'token',
      summary: 'Add the part that the header `Content-Range: bytes FIRST-LAST/SIZE` tells.',
      body: { 'application/octet-stream': z.string().meta({ format: 'binary' }) },
      reply: { status: 200, schema: StateSchema },
      async handle({ raw, params, signal }) {
        refusePacked(raw);
        const part = { ...contentRange(raw.headers['content-range']), from: raw, signal };
        return { status: 200, json: await uploads.append(params.id!, part) };
      },
    },
    {
      method: 'delete',
      path: '/api/uploads/:id',
      access: 'token',
      summary: 'Give an upload up.',
      reply: { status: 204, contentType: null },
      async handle({ params }) {
        await uploads.discard(params.id!);
        return { status: 204, json: null };
      },
    },
  ];
}

function contentRange(header: string | undefined): { start: number; end: number; total: number } {
  const match = /^bytes (\d{1,15})-(\d{1,15})\/(\d{1,15})$/.exec(header ?? '');
  if (match === null)
    throw new AppError('request.invalid', 'The header Content-Range has to be: bytes FIRST-LAST/SIZE.');
  return { start: Number(match[1]), end: Number(match[2]), total: Number(match[3]) };
}
