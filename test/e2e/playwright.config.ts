import { defineConfig } from '@playwright/test';
import { join } from 'node:path';
import pages from '../page/playwright.config';

export default defineConfig(pages, {
  testDir: __dirname,
  outputDir: join(__dirname, '../../dist-test/e2e-results'),
  // Tests of a file share a window.
  fullyParallel: false,
  workers: 1,
  // The packager tells of itself.
  quiet: true,
  // Above the patience of what is waited for in a test, which says more of what hangs.
  timeout: 1_200_000,
  expect: { timeout: 300_000 },
});
