import { z } from 'zod';
import { type Artifact, ArtifactSchema, type Job, JobSchema } from '../../../src/protocol/job.ts';
import { refusal, unreachable } from './api-error.ts';
import { type Part, sendPart } from './send-part.ts';

const Artifacts = z.object({ artifacts: z.array(ArtifactSchema) });
const BodyTypes = z.object({ bodyTypes: z.array(z.string()), default: z.string() });
const Ticket = z.object({ url: z.string() });
const UploadState = z.object({ id: z.string(), offset: z.number().int().nonnegative() });
export type UploadState = z.infer<typeof UploadState>;

/** The service over HTTP. Everything throws an `ApiError` when it is refused. */
export interface Api {
  submit(job: object): Promise<Job>;
  cancel(id: string): Promise<Job>;
  retry(id: string): Promise<Job>;
  remove(id: string): Promise<void>;
  artifacts(id: string, signal: AbortSignal): Promise<Artifact[]>;
  /** An address that is good for ten minutes without the token: of a clip or an artifact. */
  ticket(path: string): Promise<string>;
  /** An artifact as it comes in. */
  read(path: string, signal: AbortSignal): Promise<ReadableStream<Uint8Array<ArrayBuffer>>>;
  bodyTypes(): Promise<z.infer<typeof BodyTypes>>;
  startUpload(file: { name: string; bytes: number }): Promise<UploadState>;
  uploadState(id: string): Promise<UploadState>;
  sendPart(id: string, part: Part): Promise<void>;
}

export function createApi(token: string): Api {
  const ask = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const headers = { ...init.headers, Authorization: `Bearer ${token}` };
    const reply = await fetch(path, { ...init, headers }).catch((thrown: unknown) => {
      throw init.signal?.aborted ? thrown : unreachable();
    });
    if (!reply.ok) throw refusal(reply.status, await reply.text());
    return reply;
  };
  const get = async <T>(path: string, schema: z.ZodType<T>, signal?: AbortSignal): Promise<T> =>
    schema.parse(await (await ask(path, { signal })).json());
  const post = async <T>(path: string, schema: z.ZodType<T>, body?: object): Promise<T> => {
    const json = { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
    return schema.parse(await (await ask(path, { method: 'POST', ...(body && json) })).json());
  };
  return {
    submit: (job) => post('/api/jobs', JobSchema, job),
    cancel: (id) => post(`/api/jobs/${id}/cancel`, JobSchema),
    retry: (id) => post(`/api/jobs/${id}/retry`, JobSchema),
    remove: async (id) => void (await ask(`/api/jobs/${id}`, { method: 'DELETE' })),
    artifacts: async (id, signal) => (await get(`/api/jobs/${id}/artifacts`, Artifacts, signal)).artifacts,
    ticket: async (path) => (await post('/api/tickets', Ticket, { path })).url,
    async read(path, signal) {
      const { body } = await ask(path, { signal });
      if (body === null) throw unreachable();
      return body;
    },
    bodyTypes: () => get('/api/body-types', BodyTypes),
    startUpload: (file) => post('/api/uploads', UploadState, file),
    uploadState: (id) => get(`/api/uploads/${id}`, UploadState),
    sendPart: (id, part) => sendPart({ path: `/api/uploads/${id}`, token }, part),
  };
}
