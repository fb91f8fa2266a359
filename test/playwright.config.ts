import { defineConfig } from '@playwright/test';
import { CHROMIUM_ARGS, findOrBringChromium } from '../scripts/chromium.ts';

/** Each spec starts the servers that it needs, on ports of its own; nothing is retried. */
export default defineConfig({
  testDir: 'e2e',
  outputDir: '../test-results',
  workers: 1,
  retries: 0,
  forbidOnly: true,
  reporter: 'list',
  timeout: 120_000,
  expect: { timeout: 15_000 },
  use: {
    actionTimeout: 15_000,
    launchOptions: { executablePath: findOrBringChromium(), args: [...CHROMIUM_ARGS] },
    permissions: ['microphone', 'camera'],
    trace: 'retain-on-failure',
  },
});
