import assert from 'node:assert/strict';
import { assembleLibrary } from '../../../../src/core/concepts/assemble';
import { smallFiles } from './pages';

describe('the checks of the concept pages', () => {
  it('accept pages that keep every promise', () => {
    assert.deepEqual(assembleLibrary(smallFiles()).problems, []);
  });

  const broken: [name: string, change: Parameters<typeof smallFiles>[0], message: RegExp][] = [
    [
      'a link to a page that is not there',
      { page: '[x](nowhere.md)\n\n' },
      /unknown page 'nowhere'/,
    ],
    [
      'a link to a claim that is not there',
      { page: '[x](ledger.json#C99)\n\n' },
      /unknown claim 'C99'/,
    ],
    ['a link without https', { page: '[x](http://example.org)\n\n' }, /link to 'http:/],
    ['a script link', { page: '[x](javascript:alert)\n\n' }, /link to 'javascript:/],
    ['raw HTML', { page: '<b>bold</b>\n\n' }, /raw HTML: <b>/],
    ['a figure without alternative text', { page: '![](figure:a)\n\n' }, /no alternative text/],
    ['an image that is not a figure', { page: '![x](photo.png)\n\n' }, /is not a figure/],
    ['a claim without a source', { ledger: { sources: [] } }, /has no source/],
    [
      'a claim with an unknown source',
      { ledger: { sources: ['rumour'] } },
      /unknown source 'rumour'/,
    ],
    ['a claim that no page treats', { ledger: { id: 'C02' } }, /is treated by no page/],
    [
      'a source that nothing cites',
      {
        sources: {
          other: { short: 'O', title: 'O', authors: 'O', year: 2025, url: 'https://o.org' },
        },
      },
      /nothing cites/,
    ],
  ];
  for (const [name, change, message] of broken) {
    it(`find ${name}`, () => {
      const messages = assembleLibrary(smallFiles(change)).problems.map((p) => p.message);
      assert.match(messages.join('\n'), message);
    });
  }

  it('find a page that no claim of the note reaches', () => {
    const files = smallFiles();
    const one = files.pages['one']!.replace('claims: [C01]\nrelated', 'claims: []\nrelated');
    const { problems } = assembleLibrary({ ...files, pages: { ...files.pages, one } });
    assert.deepEqual(problems, [{ at: 'one', message: 'is reached by no claim of the note' }]);
  });

  it('find a page that leads with a second-hand fact', () => {
    const files = smallFiles();
    const one = files.pages['one']!.replace('checked: read', 'checked: secondary');
    const { problems } = assembleLibrary({ ...files, pages: { ...files.pages, one } });
    assert.deepEqual(problems, [{ at: 'one', message: 'leads with a second-hand fact' }]);
  });

  it('refuse front matter with a field that nobody reads', () => {
    assert.throws(() => assembleLibrary(smallFiles({ front: 'colour: red' })), /colour/);
  });
});
