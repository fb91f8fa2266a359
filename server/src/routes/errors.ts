/** Every refusal is `{error: {code, message, requestId}}` and nothing else, also what nobody foresaw. */
import { errorEntry, FiresideError } from '@fireside/protocol';
import type { ErrorBody } from '@fireside/protocol/http';
import type { Hono } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { describeError, type Log } from '../log.ts';
import type { AppContext, AppEnv } from './context.ts';

export function errorRoutes(app: Hono<AppEnv>, log: Log): void {
  app.notFound((c) => refuse(c, new FiresideError('not-found')));
  app.onError((error, c) => {
    const known = error instanceof FiresideError ? error : new FiresideError('internal', { cause: error });
    if ((errorEntry(known.code).status ?? 500) >= 500) {
      log.error('request-failed', { requestId: c.get('requestId'), ...describeError(known.cause ?? known) });
    }
    return refuse(c, known);
  });
}

function refuse(c: AppContext, { code, message, data }: FiresideError): Response {
  const status = (errorEntry(code).status ?? 500) as ContentfulStatusCode;
  if (status === 401) c.header('www-authenticate', 'Bearer');
  if (typeof data?.retryAfter === 'number') c.header('retry-after', String(data.retryAfter));
  const requestId = c.get('requestId');
  return c.json({ error: { code, message, requestId, ...(data && { data }) } } satisfies ErrorBody, status);
}
