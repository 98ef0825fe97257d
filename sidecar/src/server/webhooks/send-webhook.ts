import { createHmac } from 'node:crypto';
import { lookup } from 'node:dns/promises';
import { type ClientRequest, request as httpRequest, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { AppError } from '../../protocol/errors.ts';
import { plainHost, type WebhookGuard } from './webhook-guard.ts';

/** Time for a receiver to answer. */
const TIMEOUT_MS = 10_000;

export interface Webhook {
  readonly url: string;
  readonly body: string;
  /** The same at each attempt, so that a receiver can tell a repetition. */
  readonly id: string;
  readonly secret: string;
  /** Seconds since 1970. */
  readonly timestamp: number;
}

/** All addresses of a name. */
type ResolveName = (name: string) => Promise<{ address: string; family: number }[]>;

export interface SendWebhookOptions {
  readonly signal: AbortSignal;
  /** Default: the system's. */
  readonly resolve?: ResolveName;
}

const systemLookup: ResolveName = (name) => lookup(name, { all: true });

/**
 * Calls a webhook once. It is called at the very address that was checked: a name that resolves to something else a
 * moment later changes nothing, and redirects are not followed.
 *
 * @throws AppError `webhook.refused` for a private address, `webhook.failed` for any other answer than 2xx.
 */
export function sendWebhook(
  webhook: Webhook,
  guard: WebhookGuard,
  { signal, resolve: resolveName = systemLookup }: SendWebhookOptions,
): Promise<void> {
  const url = new URL(webhook.url);
  guard.check(webhook.url);
  const host = plainHost(url);
  return new Promise((resolve, reject) => {
    const failed = (cause: Error) =>
      reject(
        cause instanceof AppError
          ? cause
          : new AppError('webhook.failed', `The webhook failed: ${cause.message}.`, { cause }),
      );
    // a host that is an address is not looked up, and was checked as it is
    const call = start(url, {
      method: 'POST',
      agent: false,
      timeout: TIMEOUT_MS,
      signal,
      headers: headersOf(webhook),
      ...(isIP(host) === 0 && { lookup: checkedLookup(guard, host, resolveName) }),
    });
    call.on('timeout', () => call.destroy(new Error(`no answer in ${TIMEOUT_MS / 1000} s`)));
    call.on('error', failed);
    call.on('response', (reply) => {
      // what it says is of no use; a receiver that never stops talking is hung up on
      reply.destroy();
      const status = reply.statusCode ?? 0;
      if (status >= 200 && status < 300) resolve();
      else failed(new Error(`the receiver answered ${status}`));
    });
    call.end(webhook.body);
  });
}

function start(url: URL, options: RequestOptions): ClientRequest {
  return url.protocol === 'https:' ? httpsRequest(url, options) : httpRequest(url, options);
}

/** `t=SECONDS,v1=HEX`: HMAC-SHA256 of `SECONDS.BODY`. */
export function signature(secret: string, timestamp: number, body: string): string {
  return `t=${timestamp},v1=${createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')}`;
}

function headersOf({ body, id, secret, timestamp }: Webhook): Record<string, string | number> {
  return {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(body),
    'User-Agent': 'avatar-tracker',
    'Avatar-Tracker-Delivery': id,
    'Avatar-Tracker-Signature': signature(secret, timestamp, body),
  };
}

/** Every address of a name has to be allowed: one that is not gives the name away as a trick. */
function checkedLookup(guard: WebhookGuard, host: string, resolveName: ResolveName): LookupFunction {
  return (name, { all }, done) => {
    resolveName(name).then(
      (addresses) => {
        const [first] = addresses;
        if (first === undefined || addresses.some(({ address }) => !guard.allows(host, address)))
          done(new AppError('webhook.refused', 'The webhook leads into a private network.'), '');
        else if (all) done(null, addresses);
        else done(null, first.address, first.family);
      },
      (error: NodeJS.ErrnoException) => done(error, ''),
    );
  };
}
