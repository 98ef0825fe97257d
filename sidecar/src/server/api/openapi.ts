import { z } from 'zod';
import { ERRORS } from '../../protocol/errors.ts';
import { ArtifactSchema, JobErrorSchema, JobSchema } from '../../protocol/job.ts';
import { TrackOptionsSchema } from '../../protocol/options.ts';
import { ProgressSchema } from '../../protocol/worker-messages.ts';
import type { Route } from './route.ts';
import { ErrorReplySchema } from './send-error.ts';

/** Schemas with a name of their own in the document. */
const NAMED: readonly (readonly [string, z.ZodType])[] = [
  ['Job', JobSchema],
  ['Progress', ProgressSchema],
  ['TrackOptions', TrackOptionsSchema],
  ['Artifact', ArtifactSchema],
  ['Error', ErrorReplySchema],
  ['ErrorDetail', JobErrorSchema],
];

type Io = 'input' | 'output';

/** The OpenAPI 3.1 document of the routes, made from the schemas that check them. */
export function makeOpenApi(routes: readonly Route[], version: string): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method]: operation(route) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'avatar-tracker',
      version,
      description:
        'Jobs that turn videos into MetaHuman animation. Keyframes come over the WebSocket at /ws.',
    },
    security: [{ token: [] }],
    paths,
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'What the token file holds.' },
        ticket: { type: 'apiKey', in: 'query', name: 'ticket', description: 'From POST /api/tickets.' },
      },
      schemas: Object.fromEntries(NAMED.map(([name, schema]) => [name, toJson(schema, 'output', name)])),
      responses: { Error: errorReply() },
    },
  };
}

function operation({ method, path, access, summary, query, body, reply }: Route): object {
  const security = { open: [], token: undefined, ticket: [{ token: [] }, { ticket: [] }] }[access];
  return {
    operationId: `${method}${path.replace(/[/:.-]+(\w)/g, (_, letter: string) => letter.toUpperCase())}`,
    summary,
    ...(security && { security }),
    parameters: [...pathParameters(path), ...queryParameters(query)],
    ...(body && { requestBody: { required: true, content: contentOf(body) } }),
    responses: {
      [reply.status]: { description: 'Done.', ...replyContent(reply) },
      default: { $ref: '#/components/responses/Error' },
    },
  };
}

function pathParameters(path: string): object[] {
  return [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
}

function queryParameters(query: z.ZodType | undefined): object[] {
  if (query === undefined) return [];
  const { properties = {} } = toJson(query, 'input') as { properties?: Record<string, object> };
  return Object.entries(properties).map(([name, schema]) => ({ name, in: 'query', schema }));
}

function contentOf(body: NonNullable<Route['body']>): object {
  return Object.fromEntries(
    Object.entries(body).map(([type, schema]) => [type, { schema: toJson(schema, 'input') }]),
  );
}

function replyContent(reply: Route['reply']): object {
  if ('schema' in reply)
    return { content: { 'application/json': { schema: toJson(reply.schema, 'output') } } };
  return reply.contentType === null ? {} : { content: { [reply.contentType]: {} } };
}

function errorReply(): object {
  const statuses = [...new Set(Object.values(ERRORS).map(({ http }) => http))].sort((a, b) => a - b);
  return {
    description: `Refused or failed, with the status of its code: ${statuses.join(', ')}.`,
    content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
  };
}

/** JSON Schema in which named schemas are references, but for `self`, which is the one being named. */
function toJson(schema: z.ZodType, io: Io, self: string | null = null): object {
  const { $schema, ...json } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    override({ zodSchema, jsonSchema }) {
      const name = NAMED.find(([, named]) => Object.is(named, zodSchema))?.[0];
      if (name === undefined || name === self) return;
      for (const key of Object.keys(jsonSchema)) delete (jsonSchema as Record<string, unknown>)[key];
      jsonSchema.$ref = `#/components/schemas/${name}`;
    },
  });
  return json;
}
