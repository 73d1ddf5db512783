import { mkdirSync } from 'node:fs';
import { Workbench, axeViolations, themes, type ThemeName } from './workbench';

describe('shots', () => {
  it('takes them', async function () {
    this.timeout(300_000);
    mkdirSync('/tmp/concepts/shots', { recursive: true });
    const w = await Workbench.open({ width: 1400, height: 1500 });
    await w.page.locator('.activitybar a[aria-label*="LRM Lens"]').first().click();
    const frame = await w.webview('concepts');
    await w.page.waitForTimeout(800);
    await w.page.screenshot({ path: '/tmp/concepts/shots/side.png' });
    await w.command('LRM Lens: Open Concept in an Editor Tab');
    await w.page.waitForTimeout(1500);
    await w.page.screenshot({ path: '/tmp/concepts/shots/tab.png' });
    console.log(await axeViolations(frame));
    for (const f of w.page.frames()) console.log(f.url().slice(0, 120));
    w.assertQuiet();
    void themes;
    void ({} as ThemeName);
    await w.close();
  });
});
