import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { assembleTranslation } from '../../../../src/core/concepts/assembleTranslation';
import { translateLibrary } from '../../../../src/core/concepts/translation';
import { conceptView } from '../../../../src/host/concepts/views';
import { PageHead } from '../../../../src/webview/concepts/pageHead';
import { shipped, shippedTranslationFiles } from '../../core/concepts/pages';
import { drawnText } from '../drawn';

const STALE = 'grpo';
const MISSING = 'hallucinations';

/** The pages that a Chinese reader gets where one translation is older than its page and one is not there. */
function views() {
  const files = shippedTranslationFiles('zh-cn');
  const { [MISSING]: _, ...pages } = files.pages;
  pages[STALE] = pages[STALE]!.replace(/^translationOf: .*$/m, `translationOf: '0123456789abcdef'`);
  const { translation } = assembleTranslation(shipped.written, { ...files, pages });
  const library = translateLibrary(shipped.library, translation);
  return library.concepts.map((concept) => conceptView(library, concept, null));
}

const NOTE = 'This page is in English: there is no translation of its present text yet.';
const noted = (list: ReturnType<typeof views>) =>
  list.filter((view) => drawnText(PageHead({ view, first: false, pages: 30 })).includes(NOTE));

describe('a page without a translation of today', () => {
  it('is in English with a note, and no other page is', () => {
    const english = shipped.library.concepts.filter(({ id }) => [STALE, MISSING].includes(id));
    assert.equal(english.length, 2);
    assert.deepEqual(
      noted(views()).map(({ id, lang, title, code }) => ({ id, lang, title, code })),
      english.map(({ id, title, code }) => ({ id, lang: 'en', title, code })),
    );
  });

  it('has its note in Chinese', () => {
    const chinese: unknown = JSON.parse(readFileSync('l10n/bundle.l10n.zh-cn.json', 'utf8'));
    assert.match((chinese as Record<string, string>)[NOTE] ?? '', /^此页为英文/);
  });

  it('has no note for who reads in English', () => {
    const { library } = shipped;
    const all = library.concepts.map((concept) => conceptView(library, concept, null));
    assert.deepEqual(noted(all), []);
  });
});
