/** The files of the built widget, read and compressed. */
import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.wasm': 'application/wasm',
};

export type Encoding = 'br' | 'gzip' | 'identity';

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
