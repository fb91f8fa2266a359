/** The HTTP interface as a pure fetch app: everything it needs comes in as an argument. */
import { createHash, randomUUID } from 'node:crypto';
import { FiresideError } from '@fireside/protocol';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { cors } from 'hono/cors';
import { routePath } from 'hono/route';
import { secureHeaders } from 'hono/secure-headers';
import { clientAddress } from './access/address.ts';
import { createLimit } from './access/limits.ts';
import { withDeadline } from './deadline.ts';
import { assetRoutes } from './routes/assets.ts';
import { bearer, type AppDeps, type AppEnv } from './routes/context.ts';
import { errorRoutes } from './routes/errors.ts';
import { exportRoutes } from './routes/export.ts';
import { healthRoutes } from './routes/health.ts';
import { joinRoutes } from './routes/join.ts';
import { livekitRoutes } from './routes/livekit.ts';
import { promiseRoutes } from './routes/promises.ts';
import { savedRoutes } from './routes/saved.ts';
import { sessionRoutes } from './routes/sessions.ts';

export type { AppDeps } from './routes/context.ts';

const MAX_BODY_BYTES = 64 * 1024;
/** An intranet may come through one address; a person joins every few minutes. */
const PER_ADDRESS = { burst: 600, perSecond: 60 };
const PER_TOKEN = { burst: 120, perSecond: 10 };
/** What a refused token costs the address it came from, in requests: guessing gets slow. */
const REFUSED_COST = 10;

export function createApp(deps: AppDeps): Hono<AppEnv> {
  const { log, isOriginAllowed } = deps;
  const app = new Hono<AppEnv>();
  const perAddress = createLimit(PER_ADDRESS);
  const perToken = createLimit(PER_TOKEN);
  errorRoutes(app, log);

  app.use(async (c, next) => {
    const started = performance.now();
    const requestId = randomUUID();
    c.set('requestId', requestId);
    await next();
    c.header('x-request-id', requestId);
    // The pattern of the route, never the path: ids are the host's.
    const ms = Math.round(performance.now() - started);
    log.info('request', { requestId, method: c.req.method, route: routePath(c, -1), status: c.res.status, ms });
  });

  app.use(
    secureHeaders({
      contentSecurityPolicy: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
      crossOriginResourcePolicy: false,
      crossOriginOpenerPolicy: false,
      referrerPolicy: 'no-referrer',
      // Whether a domain is only for TLS is for whoever ends TLS to say.
      strictTransportSecurity: false,
      xFrameOptions: 'DENY',
    }),
  );

  app.use(
    '/v1/*',
    cors({
      origin: (origin, c) => (isOriginAllowed(origin || undefined, c.req.header('host')) ? origin : null),
      allowMethods: ['GET', 'POST', 'PATCH', 'DELETE'],
      allowHeaders: ['authorization', 'content-type'],
      exposeHeaders: ['x-request-id', 'retry-after', 'content-disposition'],
      maxAge: 600,
    }),
    async (c, next) => {
      c.header('cache-control', 'no-store');
      const address = clientAddress(c.env?.incoming);
      perAddress.spend(address);
      const token = bearer(c);
      if (token) perToken.spend(createHash('sha256').update(token).digest('base64url'));
      await next();
      if (c.res.status === 401) perAddress.spend(address, REFUSED_COST);
    },
    bodyLimit({
      maxSize: MAX_BODY_BYTES,
      onError: () => {
        throw new FiresideError('too-large');
      },
    }),
    (_, next) => withDeadline(next()),
  );

  healthRoutes(app, deps);
  assetRoutes(app, deps);
  joinRoutes(app, deps);
  promiseRoutes(app, deps);
  sessionRoutes(app, deps);
  exportRoutes(app, deps);
  savedRoutes(app, deps);
  livekitRoutes(app, deps);
  return app;
}
