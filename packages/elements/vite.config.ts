import { defineConfig } from 'vite';

/** What our server hands to a host page: `fireside.js` and the chunks it loads when they are needed. */
export default defineConfig({
  resolve: { dedupe: ['yjs', 'lit'] },
  build: {
    target: 'es2024',
    outDir: 'dist/app',
    emptyOutDir: true,
    sourcemap: false,
    rollupOptions: {
      input: 'src/app.ts',
      output: {
        format: 'es',
        entryFileNames: 'fireside.js',
        chunkFileNames: 'assets/[name]-[hash].js',
        assetFileNames: 'assets/[name]-[hash][extname]',
      },
    },
  },
});
