// Draws media/icons/icon.png (128 px, what the marketplace takes) from media/icons/icon.svg.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { launchBrowser } from './vscode/browser.mjs';
import { root } from './vscode/provision.mjs';

const browser = await launchBrowser();
const page = await browser.newPage({ viewport: { width: 128, height: 128 } });
await page.setContent(
  `<style>body{margin:0}svg{display:block}</style>${readFileSync(join(root, 'media/icons/icon.svg'), 'utf8')}`,
);
await page.screenshot({ path: join(root, 'media/icons/icon.png'), omitBackground: true });
await browser.close();
