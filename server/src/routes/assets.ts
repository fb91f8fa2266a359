/** The built widget, for pages of any origin: `fireside.js` and the chunks it loads when they are needed. */
import { FiresideError } from '@fireside/protocol';
import type { Hono } from 'hono';
import type { Encoding } from './asset-files.ts';
import type { AppContext, AppDeps, AppEnv } from './context.ts';

export function assetRoutes(app: Hono<AppEnv>, { assets }: AppDeps): void {
  app.get('/fireside.js', (c) =>
    serve(c, 'fireside.js', 'no-cache', 'fireside.js has not been built; run “npx pnpm build”.'),
  );
  // The names of chunks hold a hash of their content.
  app.get('/assets/:name{[\\w-][\\w.-]*}', (c) =>
    serve(c, `assets/${c.req.param('name')}`, 'public, max-age=31536000, immutable', 'There is no such file.'),
  );

  async function serve(c: AppContext, path: string, cache: string, missing: string): Promise<Response> {
    const asset = await assets.load(path);
    if (!asset) throw new FiresideError('not-found', { detail: missing });
    const headers = {
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
      'cache-control': cache,
      'content-type': asset.type,
      etag: asset.etag,
      vary: 'accept-encoding',
    };
    if (c.req.header('if-none-match')?.includes(asset.etag)) return c.body(null, 304, headers);
    const encoding = pickEncoding(c.req.header('accept-encoding') ?? '');
    return c.body(asset.bodies[encoding], 200, {
      ...headers,
      ...(encoding === 'identity' ? {} : { 'content-encoding': encoding }),
    });
  }
}

function pickEncoding(accepted: string): Encoding {
  const offers = accepted
    .split(',')
    .map((part) => part.trim())
    .filter((part) => !/;\s*q=0(\.0*)?$/.test(part))
    .map((part) => part.split(';')[0]);
  return offers.includes('br') ? 'br' : offers.includes('gzip') ? 'gzip' : 'identity';
}
