import { isIP } from 'node:net';
import { AppError } from '../../protocol/errors.ts';
import { isPublicAddress } from './public-address.ts';

/** Says where webhooks may go, before and when they go. */
export interface WebhookGuard {
  /** @throws AppError `webhook.refused` for an address that can be seen to lead into a private network. */
  check(url: string): void;
  /** Whether a name that was resolved to `address` may be called there. */
  allows(host: string, address: string): boolean;
}

/**
 * Webhooks are sent by the service from inside its network at the word of a client: only public addresses are
 * called, but for hosts that the operator names (`receiver.lab`, `127.0.0.1`).
 */
export function createWebhookGuard(allowedHosts: readonly string[]): WebhookGuard {
  const named = new Set(allowedHosts.map((host) => host.toLowerCase()));
  const allows = (host: string, address: string) => named.has(host) || isPublicAddress(address);
  return {
    check(text) {
      const url = URL.canParse(text) ? new URL(text) : null;
      if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '')
        throw new AppError('webhook.refused', 'A webhook is an http or https address without a password.');
      const host = plainHost(url);
      const hidden = isIP(host) !== 0 ? !isPublicAddress(host) : isLocalName(host);
      if (hidden && !named.has(host))
        throw new AppError('webhook.refused', 'The webhook leads into a private network.');
    },
    allows,
  };
}

/** Without the brackets of an IPv6 address; lower case, as URL has it. */
export function plainHost({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
}

function isLocalName(host: string): boolean {
  return (
    host === 'localhost' || !host.includes('.') || /\.(localhost|local|internal|lan|home\.arpa)$/.test(host)
  );
}
