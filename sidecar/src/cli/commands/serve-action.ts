import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createJobService } from '../../jobs/create-job-service.ts';
import type { JobService } from '../../jobs/job-service.ts';
import { workspacePaths } from '../../jobs/workspace/open-workspace.ts';
import { BUILD, readProgram } from '../../protocol/program.ts';
import { DEFAULT_LIMITS } from '../../server/limits.ts';
import { type OpenLog, openLog } from '../../server/log.ts';
import type { LogLevel } from '../../server/log-levels.ts';
import { defaultRoots } from '../../server/security/allowed-paths.ts';
import { createTokenGuard, removeTokenFile, writeTokenFile } from '../../server/security/token.ts';
import { type RunningServer, startServer } from '../../server/start-server.ts';
import { watchParent } from '../../server/watch-parent.ts';
import { keepSecret } from '../../server/webhooks/keep-secret.ts';
import type { CliContext } from '../cli-context.ts';

const WEB_ROOT = fileURLToPath(new URL('web', BUILD));
const LOCAL_HOSTS = ['127.0.0.1', '::1', 'localhost'];
/** Time to end in; what is left then ends with the process, and the next start takes it up. */
const END_GRACE_MS = 10_000;

/** The flags of `serve` as commander hands them over. */
export interface ServeFlags {
  host: string;
  port: number;
  workspace?: string;
  workers?: number;
  allow: string[];
  allowHost: string[];
  allowOrigin: string[];
  allowWebhookHost: string[];
  maxUpload: number;
  keepDays?: number;
  keepGb?: number;
  tokenFile?: string;
  parentPid?: number;
  logLevel: LogLevel;
}

interface Secrets {
  /** Token of the parent; null makes one. */
  readonly token: string | null;
  /** What webhooks are signed with; null takes that of the workspace. */
  readonly webhooks: string | null;
}

/** Runs the service until a signal, or the end of its parent, ends it. */
export async function serveAction(flags: ServeFlags, { signal }: CliContext): Promise<void> {
  const secrets = {
    token: takeFromEnvironment('AVATAR_TRACKER_TOKEN'),
    webhooks: takeFromEnvironment('AVATAR_TRACKER_WEBHOOK_SECRET'),
  };
  const log = openLog(flags.logLevel);
  const jobs = await openJobs(flags, log);
  try {
    await serve(flags, { jobs, log, secrets, signal });
  } finally {
    setTimeout(() => process.exit(1), END_GRACE_MS).unref();
    await jobs.close();
    log.info({}, 'service ended');
    log.flush();
  }
}

async function serve(
  flags: ServeFlags,
  { jobs, log, secrets, signal }: { jobs: JobService; log: OpenLog; secrets: Secrets; signal: AbortSignal },
): Promise<void> {
  const { dir } = workspacePaths(flags.workspace);
  const token = createTokenGuard(secrets.token);
  const tokenFile = secrets.token === null ? (flags.tokenFile ?? join(dir, 'token')) : null;
  if (tokenFile !== null) writeTokenFile(tokenFile, token.token);
  try {
    const server = await startServer({
      jobs,
      token,
      log,
      limits: { ...DEFAULT_LIMITS, uploadBytes: flags.maxUpload * 1e6 },
      host: flags.host,
      port: flags.port,
      roots: flags.allow.length > 0 ? flags.allow : defaultRoots(LOCAL_HOSTS.includes(flags.host)),
      allowedHosts: flags.allowHost,
      allowedOrigins: flags.allowOrigin,
      webhooks: {
        folder: join(dir, 'webhooks'),
        secret: secrets.webhooks ?? keepSecret(join(dir, 'webhook-secret')),
        allowedHosts: flags.allowWebhookHost,
      },
      webRoot: WEB_ROOT,
      version: readProgram().version,
    });
    try {
      announce(server, tokenFile, token.token);
      await untilEnded(flags, signal);
    } finally {
      await server.close();
    }
  } finally {
    if (tokenFile !== null) removeTokenFile(tokenFile, token.token);
  }
}

function openJobs({ workspace, workers, keepDays, keepGb }: ServeFlags, log: OpenLog): Promise<JobService> {
  const retention = { jobDays: keepDays ?? null, jobBytes: keepGb === undefined ? null : keepGb * 1e9 };
  return createJobService({ log, workspace, workers, retention });
}

/** A secret of the parent is taken out of the environment, so that no child process inherits it. */
function takeFromEnvironment(name: string): string | null {
  const value = process.env[name];
  delete process.env[name];
  return value === undefined || value === '' ? null : value;
}

/** One line for programs on stdout; a link for a person at a terminal, whom the token is for. */
function announce({ http, ws }: RunningServer, tokenFile: string | null, token: string): void {
  process.stdout.write(`${JSON.stringify({ event: 'listening', http, ws, tokenFile, pid: process.pid })}\n`);
  if (process.stderr.isTTY) process.stderr.write(`Open ${http}/#token=${token}\n`);
}

function untilEnded({ parentPid }: ServeFlags, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
    if (parentPid !== undefined) watchParent({ pid: parentPid, onGone: resolve });
  });
}
