/** LiveKit's own React prefab on LiveKit's server: as it comes, and with as little to do as our widget has. */
import { build } from 'esbuild';
import { startLiveKit } from '../../../engines/livekit.ts';
import { servePages } from '../pages.ts';
import { enter } from './guests.ts';
import type { FourRival } from './rival.ts';

const PAGE = `<!doctype html><html lang="en"><meta charset="utf-8"><title>The prefab</title>
<link rel="stylesheet" href="/prefab.css"><style>body { margin: 0 }</style>
<main></main><script type="module" src="/prefab.js"></script></html>`;

/** Its script and stylesheet, as a bundler makes them for production. */
async function bundle(): Promise<readonly [script: Uint8Array, style: Uint8Array]> {
  const { outputFiles } = await build({
    entryPoints: { prefab: new URL('./prefab-page.jsx', import.meta.url).pathname },
    bundle: true,
    minify: true,
    format: 'esm',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
    outdir: '/',
    write: false,
  });
  const file = (ending: string): Uint8Array => outputFiles.find(({ path }) => path.endsWith(ending))!.contents;
  return [file('.js'), file('.css')];
}

const rival = (name: string, about: string, small: boolean): FourRival => ({
  name,
  about,
  async open() {
    const [script, style] = await bundle();
    const server = await startLiveKit();
    const pages = await servePages({
      files: {
        '/prefab': { type: 'text/html', body: PAGE },
        '/prefab.js': { type: 'text/javascript', body: script },
        '/prefab.css': { type: 'text/css', body: style },
      },
    });
    let rooms = 0;
    return {
      async meet(person, others) {
        const room = `room-${(rooms += 1)}`;
        for (const [index, page] of others.entries()) {
          await page.goto(pages.origin);
          const token = await server.token(room, `guest-${index}`);
          await enter(page, {
            url: server.url,
            token,
            person: index === 0 ? 'anna' : null,
            thrifty: small,
            width: small ? 270 : 700,
          });
        }
        const asks = new URLSearchParams({ url: server.url, token: await server.token(room, 'anna') });
        if (small) asks.set('small', '');
        await person.goto(`${pages.origin}/prefab?${asks}`);
      },
      async close() {
        await pages.close();
        await server.stop();
      },
    };
  },
});

export const prefab = rival(
  'prefab',
  'LiveKit’s React prefab as it comes: `<LiveKitRoom video audio><VideoConference/></LiveKitRoom>` of @livekit/components-react 2.9.24 over the whole window',
  false,
);
export const smallPrefab = rival(
  'small',
  'the same with `adaptiveStream` and `dynacast` on, in a box of 580 × 400 pixels, about the smallest in which it shows four',
  true,
);
