/**
 * The one error table: code -> HTTP status, process exit code, whether a retry can help, and what to do.
 * Exit codes follow the BSD sysexits ranges where one fits; 130 is a stop by the user.
 */
export const ERRORS = {
  'usage.invalid': { http: 400, exit: 64, retryable: false, fix: 'Run the command with --help.' },
  'input.not-found': { http: 404, exit: 66, retryable: false, fix: 'Check the path of the file.' },
  'input.unreadable': { http: 403, exit: 66, retryable: false, fix: 'Check the permissions of the file.' },
  'input.empty': {
    http: 422,
    exit: 65,
    retryable: false,
    fix: 'The file holds no data: copy or export it again.',
  },
  'input.not-video': {
    http: 422,
    exit: 65,
    retryable: false,
    fix: 'Give a video file that ffmpeg can read.',
  },
  'input.no-video-stream': {
    http: 422,
    exit: 65,
    retryable: false,
    fix: 'Give a file with a picture track.',
  },
  'input.dimensions': {
    http: 422,
    exit: 65,
    retryable: false,
    fix: 'Scale the video to at most 8192 pixels a side.',
  },
  'input.no-frames': {
    http: 422,
    exit: 65,
    retryable: false,
    fix: 'Check --from and --to and that the clip plays.',
  },
  'input.invalid': { http: 422, exit: 65, retryable: false, fix: 'Give a file that this program wrote.' },
  'ffmpeg.missing': {
    http: 500,
    exit: 69,
    retryable: false,
    fix: 'Run npm ci again or set FFMPEG_PATH and FFPROBE_PATH.',
  },
  'ffmpeg.failed': {
    http: 500,
    exit: 70,
    retryable: true,
    fix: 'Look at the ffmpeg message; try another copy of the clip.',
  },
  'model.missing': { http: 500, exit: 69, retryable: false, fix: 'Run "avatar-tracker models pull <pack>".' },
  'model.hash-mismatch': {
    http: 500,
    exit: 65,
    retryable: false,
    fix: 'The model file is damaged: pull or import it again.',
  },
  'model.invalid': {
    http: 422,
    exit: 65,
    retryable: false,
    fix: 'Give a .tflite, .task or .onnx file that is listed in the catalogue.',
  },
  'model.unsupported-operator': {
    http: 422,
    exit: 65,
    retryable: false,
    fix: 'The importer does not know this operator.',
  },
  'model.download-failed': {
    http: 502,
    exit: 69,
    retryable: true,
    fix: 'Check the network, or import the file with "models import".',
  },
  'model.run-failed': { http: 500, exit: 70, retryable: true, fix: 'Try --device cpu.' },
  'device.unavailable': { http: 500, exit: 69, retryable: false, fix: 'Use --device auto or --device cpu.' },
  'output.exists': { http: 409, exit: 73, retryable: false, fix: 'Choose another --out folder.' },
  'output.not-writable': {
    http: 500,
    exit: 73,
    retryable: false,
    fix: 'Choose an --out folder that you can write to.',
  },
  'output.disk-full': { http: 507, exit: 74, retryable: true, fix: 'Free some space on the disk.' },
  'skeleton.unknown-bone': { http: 422, exit: 65, retryable: false, fix: 'Use a MetaHuman body skeleton.' },
  'worker.died': {
    http: 500,
    exit: 70,
    retryable: true,
    fix: 'Run again; with --device cpu if it happens again.',
  },
  'job.not-found': { http: 404, exit: 66, retryable: false, fix: 'List the jobs to see which there are.' },
  'job.not-ended': { http: 409, exit: 75, retryable: false, fix: 'Wait for the job to end, or cancel it.' },
  'artifact.not-found': { http: 404, exit: 66, retryable: false, fix: 'List the artifacts of the job.' },
  'skeleton.not-found': { http: 404, exit: 66, retryable: false, fix: 'Send the skeleton first.' },
  'queue.full': { http: 503, exit: 75, retryable: true, fix: 'Wait until some of the jobs have ended.' },
  'store.unavailable': {
    http: 500,
    exit: 69,
    retryable: false,
    fix: 'Run "npm rebuild better-sqlite3", or "npm ci" with Node 20.19 or newer.',
  },
  'batch.failed': {
    http: 500,
    exit: 65,
    retryable: false,
    fix: 'Look into manifest.json or summary.html; start the same batch again for those that failed.',
  },
  'workspace.locked': {
    http: 409,
    exit: 75,
    retryable: true,
    fix: 'Use the service that is running, or another --workspace.',
  },
  'workspace.invalid': {
    http: 500,
    exit: 65,
    retryable: false,
    fix: 'The workspace was written by a newer version or is damaged: use another --workspace.',
  },
  'message.malformed': {
    http: 400,
    exit: 76,
    retryable: false,
    fix: 'Send messages as sidecar/docs/protocol.md describes them.',
  },
  'message.too-large': {
    http: 413,
    exit: 76,
    retryable: false,
    fix: 'Send smaller messages; the welcome message tells the limit.',
  },
  'protocol.unsupported': {
    http: 400,
    exit: 76,
    retryable: false,
    fix: 'Use a client of the same version as the service.',
  },
  'hello.missing': {
    http: 408,
    exit: 76,
    retryable: false,
    fix: 'Send hello within five seconds after connecting.',
  },
  'watch.exceeded': {
    http: 429,
    exit: 75,
    retryable: false,
    fix: 'Unwatch other jobs first.',
  },
  'client.slow': {
    http: 408,
    exit: 75,
    retryable: true,
    fix: 'Read messages as they come, or watch fewer jobs.',
  },
  'job.not-live': {
    http: 409,
    exit: 76,
    retryable: false,
    fix: 'Submit the job with live set to true, or watch its recorded stream.',
  },
  'keyframes.missing': {
    http: 404,
    exit: 76,
    retryable: false,
    fix: 'Watch the recorded stream of a job that is done.',
  },
  'token.refused': {
    http: 401,
    exit: 77,
    retryable: false,
    fix: "Send the token of the service's token file: Authorization: Bearer TOKEN.",
  },
  'host.refused': {
    http: 403,
    exit: 77,
    retryable: false,
    fix: 'Use the address that the service printed, or start it with --allow-host.',
  },
  'origin.refused': {
    http: 403,
    exit: 77,
    retryable: false,
    fix: 'Open the page of the service itself, or start it with --allow-origin.',
  },
  'path.refused': {
    http: 403,
    exit: 77,
    retryable: false,
    fix: 'Upload the file, or start the service with --allow and its folder.',
  },
  'connection.exceeded': {
    http: 503,
    exit: 75,
    retryable: true,
    fix: 'Close other connections to the service first.',
  },
  'service.closing': {
    http: 503,
    exit: 75,
    retryable: true,
    fix: 'Start the service again and repeat the request.',
  },
  'request.invalid': {
    http: 400,
    exit: 64,
    retryable: false,
    fix: 'See /openapi.json for what a request may hold.',
  },
  'request.too-large': {
    http: 413,
    exit: 64,
    retryable: false,
    fix: 'Send less; start the service with a larger --max-upload for large clips.',
  },
  'media.unsupported': {
    http: 415,
    exit: 64,
    retryable: false,
    fix: 'Send application/json or multipart/form-data, uncompressed.',
  },
  'route.not-found': {
    http: 404,
    exit: 64,
    retryable: false,
    fix: 'See /openapi.json for the addresses that there are.',
  },
  'method.refused': {
    http: 405,
    exit: 64,
    retryable: false,
    fix: 'See /openapi.json for the methods of this address.',
  },
  'range.invalid': {
    http: 416,
    exit: 64,
    retryable: false,
    fix: 'Ask for a range inside the file.',
  },
  'upload.not-found': {
    http: 404,
    exit: 66,
    retryable: false,
    fix: 'Start the upload again.',
  },
  'upload.conflict': {
    http: 409,
    exit: 75,
    retryable: true,
    fix: 'Ask for the offset of the upload and go on from there.',
  },
  'webhook.refused': {
    http: 422,
    exit: 77,
    retryable: false,
    fix: 'Give a public http or https address, or start the service with --allow-webhook-host.',
  },
  'webhook.failed': { http: 502, exit: 75, retryable: true, fix: 'Look at the receiver of the webhook.' },
  'job.cancelled': { http: 499, exit: 130, retryable: false, fix: 'Start it again.' },
  internal: {
    http: 500,
    exit: 70,
    retryable: false,
    fix: 'This is a defect: please report it with the log.',
  },
} as const satisfies Record<string, { http: number; exit: number; retryable: boolean; fix: string }>;

export type ErrorCode = keyof typeof ERRORS;

/** The only error that leaves a stage. `message` names the cause in a sentence; `fix` comes from the table. */
export class AppError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'AppError';
    this.code = code;
  }

  get fix(): string {
    return ERRORS[this.code].fix;
  }

  get exitCode(): number {
    return ERRORS[this.code].exit;
  }

  get retryable(): boolean {
    return ERRORS[this.code].retryable;
  }
}

/** Node error codes that name one cause whoever throws them. */
const SYSTEM_CODES: Readonly<Record<string, ErrorCode>> = {
  ENOSPC: 'output.disk-full',
  EDQUOT: 'output.disk-full',
  EROFS: 'output.not-writable',
  SQLITE_FULL: 'output.disk-full',
};

/** The funnel: whatever was thrown, as an AppError. Aborts become `job.cancelled`. */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  if (error.name === 'AbortError')
    return new AppError('job.cancelled', 'Stopped by the user.', { cause: error });
  const code = SYSTEM_CODES[(error as NodeJS.ErrnoException).code ?? ''];
  return new AppError(code ?? 'internal', error.message, { cause: error });
}
