import { defineConfig } from 'vite';
import { minifyTemplates } from '../../scripts/minify-templates.ts';
import { plainLogging } from '../../scripts/plain-logging.ts';

/**
 * What our server hands to a host page: `fireside.js` and the chunks it loads when they are needed. Built as a library:
 * an app's build preloads chunks through the host page's own head and origin.
 */
export default defineConfig({
  resolve: {
    dedupe: ['yjs', 'lit'],
    // Its source instead of its one bundled file: then what only the notes editor uses of it comes with the editor.
    alias: [{ find: /^yjs$/, replacement: 'yjs/src/index.js' }],
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
            { name: 'first-load', tags: ['$initial'], priority: 1 },
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
