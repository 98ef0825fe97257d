import { z } from 'zod';
import { artifactRoutes } from './artifact-routes.ts';
import type { ServiceContext } from './context.ts';
import { eventRoutes } from './event-routes.ts';
import { jobRoutes } from './job-routes.ts';
import { makeOpenApi } from './openapi.ts';
import type { Route } from './route.ts';
import { serviceRoutes } from './service-routes.ts';
import { uploadRoutes } from './upload-routes.ts';

/** Every address of the API, the document that describes them among them. */
export function apiRoutes(context: ServiceContext): Route[] {
  const routes: Route[] = [
    ...jobRoutes(context),
    ...eventRoutes(context),
    ...artifactRoutes(context),
    ...uploadRoutes(context),
    ...serviceRoutes(context),
  ];
  let document: object | null = null;
  routes.push({
    method: 'get',
    path: '/openapi.json',
    access: 'open',
    summary: 'This document.',
    reply: { status: 200, schema: z.looseObject({}) },
    async handle() {
      document ??= makeOpenApi(routes, context.version);
      return { status: 200, json: document };
    },
  });
  return routes;
}
