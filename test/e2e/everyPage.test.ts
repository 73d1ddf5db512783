import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import type { Frame } from 'playwright-core';
import { closeSideBar, editorWidth, everyPage, extraFiles, wideSettings } from './everyPage';
import { cutTexts, extensionInLongWords, longer } from './longWords';
import { nothingInThemes, Workbench } from './workbench';

/** Widths of an editor: alone on a small screen, and beside another one. */
const widths = [900, 520];

describe('every page in every state, in a language 40 % longer', function () {
  this.timeout(120_000);
  // The first webview of a server that is still starting may find nothing to load.
  this.retries(1);
  let workbench: Workbench;
  let extension: string;
  before(async () => {
    extension = extensionInLongWords();
    workbench = await Workbench.open({ extension, files: extraFiles, settings: wideSettings });
    workbench.page.setDefaultTimeout(10_000);
    await closeSideBar(workbench);
  });
  after(async () => {
    await workbench.close();
    rmSync(extension, { recursive: true, force: true });
  });

  for (const { name, open } of everyPage) {
    let frame: Frame;
    it(`cuts no text: ${name}`, async () => {
      await editorWidth(workbench, widths[0]!);
      frame = await open(workbench);
      assert.match(await frame.locator('body').innerText(), /«/, 'it speaks that language');
      const found: Record<number, readonly string[]> = {};
      for (const width of widths) {
        await editorWidth(workbench, width);
        found[width] = await cutTexts(frame);
      }
      assert.deepEqual(found, Object.fromEntries(widths.map((width) => [width, []])));
    });

    it(`has no accessibility violation in four themes: ${name}`, async () => {
      assert.deepEqual(await workbench.axeInThemes(frame), nothingInThemes);
    });
  }
});

describe('the longer language', () => {
  it('is about 40 % longer and keeps the holes', () => {
    assert.equal(longer('{0} of {1} steps'), '«{0} óöf {1} stéëps»');
    const text = 'The file was read to its end and holds no model generation.';
    const ratio = longer(text).length / text.length;
    assert.ok(ratio > 1.3 && ratio < 1.5, String(ratio));
  });
});
