import { configDefaults, defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    environment: 'node',
    include: ['{packages,examples}/*/src/**/*.test.ts', '{server,scripts,test}/**/*.test.ts'],
    exclude: [...configDefaults.exclude, '**/dist/**', '**/*.browser.test.ts', 'test/e2e/**'],
  },
});
