import type { JobService } from '../../jobs/job-service.ts';
import type { ServerLimits } from '../limits.ts';
import type { ServerLog } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import type { Tickets } from '../security/tickets.ts';
import type { ResumableUploads } from '../uploads/resumable-uploads.ts';
import type { WebhookGuard } from '../webhooks/webhook-guard.ts';

/** What the routes and the WebSocket work with. */
export interface ServiceContext {
  readonly jobs: JobService;
  readonly log: ServerLog;
  readonly limits: ServerLimits;
  readonly metrics: Metrics;
  readonly tickets: Tickets;
  readonly uploads: ResumableUploads;
  readonly webhooks: WebhookGuard;
  /** Folders that clips may lie in. */
  readonly roots: readonly string[];
  readonly version: string;
  /** Aborts when the service ends. */
  readonly closing: AbortSignal;
}
