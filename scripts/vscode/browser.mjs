// A Chromium for Playwright: the packaged one on Linux x64, an installed browser elsewhere.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { ensureChromium } from './provision.mjs';

const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * Launches a headless browser. `env` is set after the packaged browser has set its own fonts and libraries.
 * @param {Record<string, string>} env
 */
export async function launchBrowser(env = {}) {
  const dir = ensureChromium();
  if (dir === null) {
    for (const channel of ['chrome', 'msedge', 'chromium']) {
      try {
        return await chromium.launch({ channel, args: quiet });
      } catch (error) {
        process.stderr.write(`no ${channel}: ${String(error).split('\n')[0]}\n`);
      }
    }
    throw new Error('install Chrome, Edge or Chromium to run the interface tests');
  }
  // Makes the package unpack the shared libraries too, which a bare system lacks.
  process.env.AWS_LAMBDA_JS_RUNTIME = 'nodejs22.x';
  const entry = pathToFileURL(join(dir, 'node_modules/@sparticuz/chromium/build/index.js')).href;
  const packaged = await import(entry).catch(async () => {
    const { createRequire } = await import('node:module');
    return createRequire(join(dir, 'package.json'))('@sparticuz/chromium');
  });
  const executablePath = await (packaged.default ?? packaged).executablePath();
  Object.assign(process.env, env);
  return chromium.launch({ executablePath, args: quiet });
}
