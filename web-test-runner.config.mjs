import { esbuildPlugin } from '@web/dev-server-esbuild';
import { chromeLauncher } from '@web/test-runner-chrome';
import { a11ySnapshotPlugin } from '@web/test-runner-commands/plugins';
import { build } from 'esbuild';
import { AccessToken } from 'livekit-server-sdk';
import { CHROMIUM_ARGS, findOrBringChromium } from './scripts/chromium.ts';

/** The runner does not bundle, and axe-core is CommonJS. */
const commonJs = {
  name: 'common-js',
  async serve(context) {
    if (!/\/node_modules\/axe-core\//.test(context.path)) return undefined;
    const result = await build({
      stdin: { contents: `import m from ${JSON.stringify(`.${context.path}`)}; export default m`, resolveDir: '.' },
      bundle: true,
      format: 'esm',
      write: false,
    });
    return { body: result.outputFiles[0].text, type: 'js' };
  },
};

/** A LiveKit that a test has started, and its tokens; for `*.livekit.contract.ts`. */
const livekit = {
  name: 'livekit',
  async serve({ path, url }) {
    const { LIVEKIT_URL, LIVEKIT_API_KEY, LIVEKIT_API_SECRET } = process.env;
    if (LIVEKIT_URL === undefined || !path.startsWith('/livekit/')) return undefined;
    if (path === '/livekit/url') return { body: LIVEKIT_URL, type: 'text' };
    const query = new URL(url, 'http://localhost').searchParams;
    const token = new AccessToken(LIVEKIT_API_KEY, LIVEKIT_API_SECRET, { identity: query.get('identity') });
    token.addGrant({ roomJoin: true, room: query.get('room') });
    return { body: await token.toJwt(), type: 'text' };
  },
};

/**
 * A page in a window of its own, so that it gets frames beside another one, with the focus from its first line on: without
 * it `focus()` tells nobody until the first key, and which window has it is not ours to say.
 */
async function createPage({ browser }) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  const devtools = await page.createCDPSession();
  await devtools.send('Emulation.setFocusEmulationEnabled', { enabled: true });
  return page;
}

export default {
  files: 'packages/*/src/**/*.browser.test.ts',
  nodeResolve: { exportConditions: ['browser', 'development'] },
  concurrency: 2,
  testFramework: { config: { ui: 'bdd', timeout: 10_000 } },
  plugins: [
    a11ySnapshotPlugin(),
    commonJs,
    livekit,
    esbuildPlugin({ ts: true, target: 'es2024', tsconfig: './tsconfig.base.json' }),
  ],
  browsers: [
    chromeLauncher({ launchOptions: { executablePath: findOrBringChromium(), args: [...CHROMIUM_ARGS] }, createPage }),
  ],
  // Lit says on every page that it is in development mode.
  filterBrowserLogs: ({ args }) => !args.some((arg) => String(arg).includes('Lit is in dev mode')),
};
