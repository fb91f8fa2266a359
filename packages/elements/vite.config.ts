import { createRequire } from 'node:module';
import { join } from 'node:path';
import { defineConfig } from 'vite';
import { minifyTemplates } from '../../scripts/minify-templates.ts';
import { plainLogging } from '../../scripts/plain-logging.ts';

// The package of the client is the one that has it.
const client = createRequire(join(import.meta.dirname, '../client/package.json'));
const livekitSource = join(client.resolve('livekit-client'), '../../src/index.ts');

/**
 * What our server hands to a host page: `fireside.js` and the chunks it loads when they are needed. Built as a library:
 * an app's build preloads chunks through the host page's own head and origin.
 */
export default defineConfig({
  resolve: {
    dedupe: ['yjs', 'lit'],
    // Their sources instead of their one bundled file: what only the notes editor uses of Yjs comes with the editor, and
    // livekit-client is compiled for the browsers of today, which makes it 6 kB smaller.
    alias: [
      { find: /^yjs$/, replacement: 'yjs/src/index.js' },
      { find: /^livekit-client$/, replacement: livekitSource },
    ],
  },
  plugins: [minifyTemplates(), plainLogging()],
  define: { 'process.env.NODE_ENV': '"production"' },
  build: {
    target: 'es2024',
    outDir: 'dist/app',
    emptyOutDir: true,
    sourcemap: false,
    // What the licences of others ask for, in one file instead of comments.
    license: { fileName: 'licenses.md' },
    lib: { entry: 'src/app.ts', formats: ['es'] },
    rolldownOptions: {
      // `$` is the schema library of lib0: what it makes for the one module of lib0 that the notes editor needs is unused.
      treeshake: { manualPureFunctions: ['$'] },
      output: {
        // All that the entry imports statically in one chunk: dozens of small files compress worse. The entry itself stays
        // a line that imports it: its URL is the page's, maybe with a query, and no chunk may import it under another.
        // What people do in the panels, which is loaded at once for all of them, is one chunk as well.
        codeSplitting: {
          groups: [
            { name: 'first-load', tags: ['$initial'], priority: 3 },
            // What panels and editor do with documents: neither shall load the other for it.
            { name: 'documents', test: /\/(protocol\/src\/documents\/|from-here\.ts$)/, priority: 2 },
            // What the panels show beyond the first paint; without it, it would come with what people do.
            { name: 'details', test: /\/agenda\/details\.ts$/, priority: 1 },
            { name: 'acts', test: /\/acts\.ts$/ },
          ],
        },
        entryFileNames: 'fireside.js',
        chunkFileNames: 'assets/[name]-[hash].js',
        // A library keeps its whitespace for the bundler to come; here none comes.
        minify: true,
        comments: false,
      },
    },
  },
});
