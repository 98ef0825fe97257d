import { rm } from 'node:fs/promises';
import { z } from 'zod';
import { AppError } from '../../protocol/errors.ts';
import { type Job, JobSchema, ListJobsSchema, type SubmitJob, SubmitJobSchema } from '../../protocol/job.ts';
import { acceptJob } from '../accept-job.ts';
import { receiveForm } from '../uploads/receive-form.ts';
import type { ServiceContext } from './context.ts';
import { checkValue, mediaType, readJson, refusePacked } from './read-body.ts';
import type { ApiRequest, Route } from './route.ts';

const JobInput = z.union([
  SubmitJobSchema.shape.input,
  z.strictObject({ upload: z.string().describe('Id of a finished upload.') }),
]);
const JobRequestSchema = z.strictObject({ ...SubmitJobSchema.shape, input: JobInput });
/** Beside its file a form has the same fields as the JSON body, as text. */
const FormJobSchema = SubmitJobSchema.omit({ input: true });
const FormSchema = z.looseObject({
  job: z.string().optional().describe('JSON of the fields of a job; each may also be a field of its own.'),
  video: z.string().meta({ format: 'binary' }).describe('The clip; any name.'),
});
const JobsSchema = z.object({ jobs: z.array(JobSchema) });
const QuerySchema = z.strictObject({
  state: ListJobsSchema.shape.state,
  limit: z.coerce.number().pipe(ListJobsSchema.shape.limit.unwrap()).optional(),
  before: ListJobsSchema.shape.before,
});

/** Submit, list, look at, cancel, retry, remove. */
export function jobRoutes(context: ServiceContext): Route[] {
  const { jobs } = context;
  const id = ({ params }: ApiRequest) => params.id!;
  const one = (
    route: Omit<Route, 'access' | 'reply' | 'handle'>,
    work: (id: string) => Promise<Job>,
  ): Route => ({
    ...route,
    access: 'token',
    reply: { status: 200, schema: JobSchema },
    handle: async (request) => ({ status: 200, json: await work(id(request)) }),
  });
  return [
    {
      method: 'post',
      path: '/api/jobs',
      access: 'token',
      summary: 'Queue a job for a clip on this machine, a finished upload, or a clip in this form.',
      body: { 'application/json': JobRequestSchema, 'multipart/form-data': FormSchema },
      reply: { status: 201, schema: JobSchema },
      handle: async (request) => ({ status: 201, json: await submit(context, request) }),
    },
    {
      method: 'get',
      path: '/api/jobs',
      access: 'token',
      summary: 'Jobs, newest first.',
      query: QuerySchema,
      reply: { status: 200, schema: JobsSchema },
      handle: async ({ query }) => ({
        status: 200,
        json: { jobs: await jobs.list(checkValue(QuerySchema, query)) },
      }),
    },
    one({ method: 'get', path: '/api/jobs/:id', summary: 'One job.' }, (job) => jobs.get(job)),
    one({ method: 'post', path: '/api/jobs/:id/cancel', summary: 'End a job.' }, (job) => jobs.cancel(job)),
    one(
      { method: 'post', path: '/api/jobs/:id/retry', summary: 'Queue a failed or cancelled job again.' },
      (job) => jobs.retry(job),
    ),
    {
      method: 'delete',
      path: '/api/jobs/:id',
      access: 'token',
      summary: 'Remove an ended job with its files.',
      reply: { status: 204, contentType: null },
      async handle(request) {
        await jobs.remove(id(request));
        return { status: 204, json: null };
      },
    },
  ];
}

async function submit(context: ServiceContext, request: ApiRequest): Promise<Job> {
  const type = mediaType(request.raw);
  if (type === 'multipart/form-data') return submitForm(context, request);
  const wanted = await readJson(request.raw, JobRequestSchema, context.limits.bodyBytes);
  const { input, ...rest } = wanted;
  if ('path' in input) return acceptJob(context, { ...rest, input });
  return submitUpload(context, context.uploads.take(input.upload), () => rest);
}

async function submitForm(context: ServiceContext, { raw, signal }: ApiRequest): Promise<Job> {
  refusePacked(raw);
  const { limits, jobs } = context;
  const { file, fields } = await receiveForm(raw, {
    folder: jobs.uploadDir,
    maxBytes: limits.uploadBytes,
    fieldBytes: limits.bodyBytes,
    signal,
  });
  return submitUpload(context, file, () => checkValue(FormJobSchema, readFields(fields)));
}

/** An upload belongs to its job from here on; when the job is refused it is gone. */
async function submitUpload(
  { jobs, webhooks }: ServiceContext,
  file: { path: string; name: string },
  wanted: () => Omit<SubmitJob, 'input'>,
): Promise<Job> {
  try {
    const rest = wanted();
    if (rest.webhook !== undefined) webhooks.check(rest.webhook);
    return await jobs.submit({ ...rest, input: { path: file.path } }, { upload: { name: file.name } });
  } catch (error) {
    await rm(file.path, { force: true });
    throw error;
  }
}

/** Text to values: `options` is JSON, `priority` a number, `live` a truth value, the others are text. */
function readFields({ job, ...fields }: Readonly<Record<string, string>>): Record<string, unknown> {
  const read: Record<string, (text: string) => unknown> = {
    options: parseJson,
    priority: Number,
    live: (text) => text === 'true' || text === '1',
  };
  const values = Object.entries(fields).map(([name, text]) => [
    name,
    Object.hasOwn(read, name) ? read[name]!(text) : text,
  ]);
  const all = job === undefined ? {} : parseJson(job);
  if (typeof all !== 'object' || all === null || Array.isArray(all))
    throw new AppError('request.invalid', 'job: it has to be a JSON object.');
  return { ...all, ...Object.fromEntries(values) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new AppError('request.invalid', 'A field of the form is no JSON.');
  }
}
