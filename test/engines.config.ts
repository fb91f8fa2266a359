import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    environment: 'node',
    include: ['test/**/*.engine.test.ts'],
    // Two cores: what browsers and networks take is not to be shared.
    fileParallelism: false,
    setupFiles: 'test/engines/setup.ts',
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
