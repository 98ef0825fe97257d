import type { IncomingHttpHeaders } from 'node:http';
import { AppError } from '../../protocol/errors.ts';

const LOOPBACK_NAMES = ['127.0.0.1', 'localhost', '[::1]'];

export interface SourceOptions {
  /** Address that the service listens on. */
  readonly host: string;
  /** Further names that the service is reached by, as `tracker.lab`. */
  readonly allowedHosts: readonly string[];
  /** Pages of other places that may use the service, as `http://localhost:5173`. */
  readonly allowedOrigins: readonly string[];
}

/** Throws `host.refused` or `origin.refused`. */
export type SourceCheck = (headers: IncomingHttpHeaders, port: number) => void;

/**
 * Tells a request that was meant for this service from one that a foreign web page sends. The name in `Host`
 * has to be one of the service's own: a page that had its own name resolve to 127.0.0.1 (DNS rebinding) still
 * sends that name. `Origin`, which browsers send and programs need not, has to be the service itself.
 * Some clients (libwebsockets) leave the port out of both, so an absent port is right and a wrong one is not.
 */
export function createSourceCheck({ host, allowedHosts, allowedOrigins }: SourceOptions): SourceCheck {
  const names = new Set(
    [...LOOPBACK_NAMES, bracketed(host), ...allowedHosts].map((name) => name.toLowerCase()),
  );
  const origins = new Set(allowedOrigins);
  const ours = (url: URL | null, port: number) =>
    url !== null && names.has(url.hostname) && (url.port === '' || url.port === String(port));

  return (headers, port) => {
    if (!ours(parse(`http://${headers.host ?? ''}`), port))
      throw new AppError('host.refused', 'The service is not reached by this name.');
    const { origin } = headers;
    if (origin === undefined || origins.has(origin)) return;
    if (!ours(parse(httpOrigin(origin)), port))
      throw new AppError('origin.refused', 'Pages of this origin may not use the service.');
  };
}

function bracketed(host: string): string {
  return host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
}

/** Browsers write `http://`; of other programs some write `ws://` and some no scheme. */
function httpOrigin(origin: string): string {
  return origin.includes('://') ? origin.replace(/^ws:/i, 'http:') : `http://${origin}`;
}

function parse(text: string): URL | null {
  // a user name, a path or a blank has no place in either header
  if (!/^http:\/\/[^/?#@\s\\]+$/i.test(text)) return null;
  return URL.canParse(text) ? new URL(text) : null;
}
