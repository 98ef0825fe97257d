import { z } from 'zod';
import { ERRORS, type ErrorCode } from './errors.ts';
import { ArtifactSchema, JobIdSchema, JobSchema, ListJobsSchema, SubmitJobSchema } from './job.ts';
import { FACE_KINDS, MAX_FLAGS } from './keyframes.ts';
import { SkeletonBoneSchema } from './motion.ts';
import { ProgressSchema } from './worker-messages.ts';

/** WebSocket subprotocol that both sides ask for. */
export const SUBPROTOCOL = 'avatar-tracker.v1';
/** What `hello` and `welcome` say; another number is `protocol.unsupported`. */
export const PROTOCOL_VERSION = 1;

/** `live` follows a job while it is tracked and may drop; `recorded` reads a finished job and never drops. */
export const STREAMS = ['live', 'recorded'] as const;
export type StreamKind = (typeof STREAMS)[number];

const MAX_BONES = 2000;

const Stream = z.enum(STREAMS);
const Text = z.string().min(1).max(200);
const Uint32 = z.number().int().min(0).max(0xffffffff);
/** Chosen by the client; the one answer to the request repeats it. */
const RequestId = Uint32.describe('Chosen by the client; the answer repeats it.');
const Peer = z.object({ name: Text, version: Text });
const Bytes = (text: string) =>
  z.custom<Uint8Array>((value) => value instanceof Uint8Array).meta({ description: text, bytes: true });
const Names = z.array(z.string());
/** The shape names the fields; a message of a client may have no others. */
const request = <T extends string, S extends z.ZodRawShape>(type: T, shape: S) =>
  z.strictObject({ type: z.literal(type), requestId: RequestId, ...shape });
const message = <T extends string, S extends z.ZodRawShape>(type: T, shape: S) =>
  z.object({ type: z.literal(type), ...shape });

/** The first message of a client, within five seconds. Answer: `welcome`. */
export const HelloSchema = z.strictObject({
  type: z.literal('hello'),
  protocol: z.number().int().describe('The version that the client speaks: 1.'),
  token: z.string().max(200).describe('What the token file holds.'),
  client: z.strictObject({ name: Text, version: Text }),
});

const BoneSchema = z.strictObject(SkeletonBoneSchema.shape);

/** Everything a client may send. */
export const ClientMessageSchema = z.discriminatedUnion('type', [
  HelloSchema.describe('The first message, within five seconds. Answer: `welcome`.'),
  request('skeleton', { name: Text, bones: z.array(BoneSchema).min(1).max(MAX_BONES) }).describe(
    'Target skeleton for jobs to come: parents first, reference pose. Answer: `skeletonAccepted`.',
  ),
  request('submit', SubmitJobSchema.shape).describe('Queues a job. Answer: `job`.'),
  request('cancel', { job: JobIdSchema }).describe('Ends a job. Answer: `job`.'),
  request('retry', { job: JobIdSchema }).describe('Queues a failed or cancelled job again. Answer: `job`.'),
  request('list', ListJobsSchema.shape).describe(
    'Newest first; 100 unless `limit` says otherwise. Answer: `jobs`.',
  ),
  request('watch', {
    job: JobIdSchema,
    stream: Stream,
    face: z.enum(FACE_KINDS),
    fromSequence: Uint32.describe('First chunk wanted of a recorded stream; 0 for a live one.'),
  }).describe('Sends keyframes of a job. Answer: `job`; then `tables`, `keyframes` and `end`.'),
  request('unwatch', { job: JobIdSchema }).describe('No more keyframes of a job. Answer: `job`.'),
]);
export type ClientMessage = z.infer<typeof ClientMessageSchema>;

const code = z.enum(Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]]);

/** Everything the service may send. */
export const ServerMessageSchema = z.discriminatedUnion('type', [
  message('welcome', {
    protocol: z.literal(PROTOCOL_VERSION),
    server: Peer,
    heartbeatSeconds: z
      .number()
      .positive()
      .describe('The service pings this often and closes what has not answered the ping before.'),
    limits: z.object({
      messageBytes: Uint32.describe('Largest message of a client.'),
      watches: Uint32.describe('Streams that one connection may watch at a time.'),
    }),
  }).describe('The token is right: requests may come.'),
  message('skeletonAccepted', {
    requestId: RequestId,
    skeleton: z.string().describe('For `skeleton` of `submit`; the same skeleton has the same id.'),
    bones: Uint32,
  }).describe('The skeleton is kept.'),
  message('job', { requestId: RequestId.nullable(), job: JobSchema }).describe(
    'Answer to a request, or, with `requestId` null, a job that changed its state.',
  ),
  message('jobs', { requestId: RequestId, jobs: z.array(JobSchema) }).describe('Answer to `list`.'),
  message('progress', { job: JobIdSchema, progress: ProgressSchema }).describe(
    'How far a running job is; only the latest counts.',
  ),
  message('tables', {
    job: JobIdSchema,
    stream: Stream,
    fps: z.number().positive().describe('Frames a second; those of a live stream follow the clip.'),
    bones: Names,
    parents: z.array(z.number().int().gte(-1)).describe('Index of each parent, -1 for the root.'),
    rest: Bytes('float32, 7 a bone: reference translation (cm), rotation x, y, z, w; parent-local.'),
    face: Names.describe('Names of the face values, in row order.'),
    flags: z.array(z.string()).max(MAX_FLAGS).describe('Name of each bit of the flags, from bit 0.'),
  }).describe('What the rows mean. Comes before the first chunk, and again when the stream starts anew.'),
  message('keyframes', {
    job: JobIdSchema,
    stream: Stream,
    sequence: Uint32.describe('Number of the chunk from 0; a gap of a live stream was dropped.'),
    firstFrame: Uint32,
    count: Uint32.describe('Frames of the chunk.'),
    times: Bytes('float64 a frame: seconds from the clip’s first frame.'),
    values: Bytes('float32, a row a frame: pelvis 3, rotations 4 a bone, face values, confidence 4.'),
    flags: Bytes('uint32 a frame, bit i is flag i of the tables.'),
  }).describe('A chunk of frames; numbers are little-endian.'),
  message('end', {
    job: JobIdSchema,
    stream: Stream,
    frames: Uint32.describe('Frames sent since the watch.'),
    dropped: Uint32.describe('Frames of a live stream that were not sent since the client was too slow.'),
  }).describe('The stream is over.'),
  message('result', {
    job: JobIdSchema,
    artifacts: z.array(ArtifactSchema),
    script: z.string().nullable().describe('The bake script on the machine of the service.'),
    unreal: z.string().nullable().describe('The line that runs it in Unreal Editor.'),
  }).describe('A job is done; follows its `job` message.'),
  message('error', {
    requestId: RequestId.nullable(),
    job: JobIdSchema.nullable(),
    code,
    message: z.string(),
    fix: z.string(),
  }).describe('Answer to a request that failed, or the reason why the connection closes.'),
]);
export type ServerMessage = z.infer<typeof ServerMessageSchema>;
