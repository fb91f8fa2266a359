/** The built widget, for pages of any origin: `fireside.js` and the chunks it loads when they are needed. */
import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { FiresideError } from '@fireside/protocol';
import type { Hono } from 'hono';
import type { AppContext, AppDeps, AppEnv } from './context.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.wasm': 'application/wasm',
};

type Encoding = 'br' | 'gzip' | 'identity';

interface Asset {
  readonly modified: number;
  readonly type: string;
  readonly etag: string;
  readonly bodies: Readonly<Record<Encoding, Uint8Array<ArrayBuffer>>>;
}

export interface Assets {
  /** Null where there is no such file. `path` is relative and made of the names that the build makes. */
  load(path: string): Promise<Asset | null>;
}

/** Files of `dir`, read and compressed once and again when they change. */
export function createAssets(dir: string): Assets {
  const loaded = new Map<string, Asset>();
  return {
    async load(path) {
      const type = TYPES[extname(path)];
      if (type === undefined) return null;
      const file = join(dir, path);
      const info = await stat(file).catch(() => null); // not there, or not ours to read: both mean "no such file"
      if (!info?.isFile()) return null;
      const known = loaded.get(path);
      if (known?.modified === info.mtimeMs) return known;
      const asset = await compress(await readFile(file), type, info.mtimeMs);
      loaded.set(path, asset);
      return asset;
    },
  };
}

async function compress(bytes: Buffer, type: string, modified: number): Promise<Asset> {
  const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`;
  const [br, gz] = await Promise.all([
    promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
    promisify(gzip)(bytes, { level: 9 }),
  ]);
  const bodies = { br: new Uint8Array(br), gzip: new Uint8Array(gz), identity: new Uint8Array(bytes) };
  return { modified, type, etag, bodies };
}

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
