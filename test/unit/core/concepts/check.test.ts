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

describe('the models on the pages', () => {
  const pageWith = (page: string) => assembleLibrary(smallFiles({ page: `${page}\n\n` }));

  it('take name, levels, price and day from the catalogue', () => {
    const { library } = pageWith(
      'Of {{day}}: `{{model openai}}` at {{price openai output}}, {{levels openai}}.',
    );
    assert.match(
      library.concepts[0]!.explanation,
      /^Of \d{4}-\d\d-\d\d: `gpt-6\.1-terra` at \$[\d.]+, none, low, medium, high, xhigh, max\./,
    );
  });

  it('are refused where nothing is known to write', () => {
    assert.throws(() => pageWith('{{model nobody}}'), /nothing known for '\{\{model nobody\}\}'/);
  });

  const retired: [name: string, page: string][] = [
    ['an example', '```python\nmodel="o4-mini"\n```'],
    ['code in a sentence', 'Call `deepseek-reasoner`.'],
    ['a table', '| Model |\n|---|\n| gpt-4-turbo |'],
  ];
  for (const [name, page] of retired) {
    it(`must not be retired in ${name}`, () => {
      assert.match(
        pageWith(page)
          .problems.map((p) => p.message)
          .join(),
        /shows '.*', which ends on/,
      );
    });
  }

  it('must be listed where an example calls them', () => {
    const { problems } = pageWith("```ts\nconst model = 'gpt-99-nova';\n```");
    assert.deepEqual(problems, [{ at: 'one', message: "calls 'gpt-99-nova', a model not listed" }]);
  });

  it('may be old where the text tells of old measurements', () => {
    assert.deepEqual(pageWith('In 2025 o4-mini invented more than o1.').problems, []);
  });
});
