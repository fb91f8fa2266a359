import { defineConfig } from 'vite';
import { firstLoadChunk } from '../../scripts/first-load-chunk.ts';
import { minifyCssTemplates } from '../../scripts/minify-css-templates.ts';
import { plainLogging } from '../../scripts/plain-logging.ts';

const firstLoad = firstLoadChunk();

/**
 * What our server hands to a host page: `fireside.js` and the chunks it loads when they are needed. Built as a library:
 * an app's build preloads chunks through the host page's own head and origin.
 */
export default defineConfig({
  resolve: { dedupe: ['yjs', 'lit'] },
  plugins: [minifyCssTemplates(), plainLogging(), firstLoad.plugin],
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
      output: {
        codeSplitting: { groups: [firstLoad.group] },
        entryFileNames: 'fireside.js',
        chunkFileNames: 'assets/[name]-[hash].js',
        // A library keeps its whitespace for the bundler to come; here none comes.
        minify: true,
        comments: false,
      },
    },
  },
});
