import { z } from 'zod';
import { listModels } from '../../models/store/list-models.ts';
import { openModelStore } from '../../models/store/open-model-store.ts';
import { AppError } from '../../protocol/errors.ts';
import { BODY_TYPES, DEFAULT_BODY_TYPE } from '../../skeleton/metahuman-skeleton.ts';
import type { ServiceContext } from './context.ts';
import type { Route } from './route.ts';

const StatusSchema = z.object({ status: z.literal('ok'), version: z.string() });
const ModelsSchema = z.object({
  models: z.array(
    z.object({
      name: z.string(),
      pack: z.string(),
      file: z.string(),
      role: z.string(),
      licence: z.string(),
      sha256: z.string(),
      size: z.number().int(),
      state: z.enum(['stored', 'installed', 'missing']),
    }),
  ),
});
const BodyTypesSchema = z.object({ bodyTypes: z.array(z.string()), default: z.string() });

/** What the service says of itself. */
export function serviceRoutes({ jobs, metrics, version, closing }: ServiceContext): Route[] {
  const status = { status: 'ok' as const, version };
  return [
    {
      method: 'get',
      path: '/healthz',
      access: 'open',
      summary: 'The process answers.',
      reply: { status: 200, schema: StatusSchema },
      handle: async () => ({ status: 200, json: status }),
    },
    {
      method: 'get',
      path: '/readyz',
      access: 'open',
      summary: 'Jobs can be submitted: the store answers and the service is not about to end.',
      reply: { status: 200, schema: StatusSchema },
      async handle() {
        if (closing.aborted) throw new AppError('service.closing', 'The service is about to end.');
        await jobs.stats();
        return { status: 200, json: status };
      },
    },
    {
      method: 'get',
      path: '/metrics',
      access: 'token',
      summary: 'Numbers for Prometheus.',
      reply: { status: 200, contentType: 'text/plain' },
      async handle({ reply }) {
        const text = await metrics.text();
        reply.writeHead(200, { 'Content-Type': metrics.contentType, 'Cache-Control': 'no-store' }).end(text);
        return null;
      },
    },
    {
      method: 'get',
      path: '/api/models',
      access: 'token',
      summary: 'Models and whether they are here.',
      reply: { status: 200, schema: ModelsSchema },
      handle: async () => ({ status: 200, json: { models: await listModels(openModelStore()) } }),
    },
    {
      method: 'get',
      path: '/api/body-types',
      access: 'token',
      summary: 'MetaHuman body types that `skeleton` may name.',
      reply: { status: 200, schema: BodyTypesSchema },
      handle: async () => ({ status: 200, json: { bodyTypes: BODY_TYPES, default: DEFAULT_BODY_TYPE } }),
    },
  ];
}
