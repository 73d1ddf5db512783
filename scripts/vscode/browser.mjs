// A Chromium for Playwright: the packaged one on Linux x64, an installed browser elsewhere.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { ensureChromium } from './provision.mjs';

/** Arguments that keep a browser quiet. */
export const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * Launch options of the browsers to try, the best first. Sets the environment that the packaged one needs, then `env`.
 * @param {Record<string, string>} env
 */
export async function browserChoices(env = {}) {
  const dir = ensureChromium();
  if (dir === null) return ['chrome', 'msedge', 'chromium'].map((channel) => ({ channel }));
  // Makes the package unpack the shared libraries too, which a bare system lacks.
  process.env.AWS_LAMBDA_JS_RUNTIME = 'nodejs22.x';
  const entry = pathToFileURL(join(dir, 'node_modules/@sparticuz/chromium/build/index.js')).href;
  const packaged = await import(entry).catch(async () => {
    const { createRequire } = await import('node:module');
    return createRequire(join(dir, 'package.json'))('@sparticuz/chromium');
  });
  const executablePath = await (packaged.default ?? packaged).executablePath();
  Object.assign(process.env, env);
  return [{ executablePath }];
}

/**
 * Launches the first headless browser that starts.
 * @param {Record<string, string>} env
 */
export async function launchBrowser(env = {}) {
  const choices = await browserChoices(env);
  for (const choice of choices) {
    try {
      return await chromium.launch({ ...choice, args: quiet });
    } catch (error) {
      if (choices.length === 1) throw error;
      process.stderr.write(`no ${choice.channel}: ${String(error).split('\n')[0]}\n`);
    }
  }
  throw new Error('install Chrome, Edge or Chromium to run the interface tests');
}
