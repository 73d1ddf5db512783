import { defineConfig, type LaunchOptions } from '@playwright/test';
import { join } from 'node:path';

export default defineConfig({
  testDir: __dirname,
  testMatch: '**/*.test.ts',
  outputDir: join(__dirname, '../../dist-test/page-results'),
  fullyParallel: true,
  forbidOnly: true,
  // A test that needs a second try is wrong.
  retries: 0,
  workers: 2,
  // Of a test that hangs; on a loaded machine a slow one does not end here.
  timeout: 240_000,
  expect: { timeout: 60_000 },
  reporter: [['list']],
  use: {
    // Set by scripts/run-page.mjs.
    launchOptions: JSON.parse(process.env['LRM_LENS_BROWSER'] ?? '{}') as LaunchOptions,
    viewport: { width: 1200, height: 900 },
    locale: 'en-US',
    screenshot: 'only-on-failure',
  },
});
