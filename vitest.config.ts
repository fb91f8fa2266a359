import { configDefaults, defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    environment: 'node',
    // Our modules keep no state of their own, and loading them anew for each file takes a third of the time.
    isolate: false,
    // Vitest keeps a core for itself; of two, half of the time would be lost.
    maxWorkers: '100%',
    include: ['{packages,examples}/*/src/**/*.test.ts', '{server,scripts,test}/**/*.test.ts'],
    exclude: [...configDefaults.exclude, '**/dist/**', '**/*.{browser,engine}.test.ts', 'test/e2e/**'],
  },
});
