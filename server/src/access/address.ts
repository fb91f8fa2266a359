import type { IncomingMessage } from 'node:http';

/**
 * The address that limits count by. Behind a reverse proxy on this machine it is the last one of X-Forwarded-For, which
 * the proxy itself has added; from elsewhere that header is only a claim.
 */
export function clientAddress(request: IncomingMessage | undefined): string {
  const address = request?.socket.remoteAddress ?? 'unknown';
  const local = address === '127.0.0.1' || address === '::1' || address === '::ffff:127.0.0.1';
  const forwarded = request?.headers['x-forwarded-for'];
  if (!local || forwarded === undefined) return address;
  return [forwarded].flat().join(',').split(',').at(-1)?.trim() || address;
}
