import assert from 'node:assert/strict';
import { assembleLibrary } from '../../../../src/core/concepts/assemble';
import {
  assembleTranslation,
  claimHash,
  pageHash,
} from '../../../../src/core/concepts/assembleTranslation';
import { translateLibrary } from '../../../../src/core/concepts/translation';
import { smallFiles } from './pages';

const { library } = assembleLibrary(smallFiles());
const [one] = library.concepts;

/** Chinese words for page one and the claim; `change` may break one thing. */
function translated(change: { hash?: string; facts?: string; body?: string; extra?: string } = {}) {
  const page = `---
translationOf: '${change.hash ?? pageHash(one!)}'
title: 第一页
gist: 一句话。
ask: [什么]
facts: ${change.facts ?? '[一个事实]'}
---
${change.body ?? '关于[二](two.md)的文字。'}

## 对你的代码意味着什么

没有。

## 笔记不准确之处

见 [C01](ledger.json#C01)。
`;
  return assembleTranslation(library, {
    language: 'zh-cn',
    pages: { one: page, ...(change.extra === undefined ? {} : { [change.extra]: page }) },
    groups: { basics: '基础' },
    ledger: [
      {
        id: 'C01',
        translationOf: claimHash(library.claims[0]!),
        section: '开头',
        claim: '一个论断。',
        evidence: '成立。',
      },
    ],
  });
}

describe('a translation of the pages', () => {
  it('replaces the words and nothing else, and keeps English where it has none', () => {
    const { translation, problems } = translated();
    assert.deepEqual(problems, []);
    const chinese = translateLibrary(library, translation);
    const [first, second] = chinese.concepts;
    assert.deepEqual([first!.lang, first!.title, first!.order], ['zh-cn', '第一页', 1]);
    assert.equal(first!.evidence[0]!.fact, '一个事实');
    assert.equal(first!.evidence[0]!.source, 'paper');
    assert.deepEqual([second!.lang, second!.title], ['en', 'Page two']);
    assert.equal(chinese.groups[0]!.title, '基础');
    assert.equal(chinese.claims[0]!.claim, '一个论断。');
  });

  it('tells what is missing and what is older than the English text, and ships neither', () => {
    const { translation, states } = translated({ hash: '0123456789abcdef' });
    assert.deepEqual(
      states.map(({ id, state }) => [id, state]),
      [
        ['one', 'stale'],
        ['two', 'missing'],
        ['C01', 'current'],
      ],
    );
    assert.deepEqual(Object.keys(translation.pages), []);
  });

  const broken: [name: string, change: Parameters<typeof translated>[0], message: RegExp][] = [
    ['a fact too many', { facts: '[一, 二]' }, /has 2 facts, the page 1/],
    ['a link that is not on the page', { body: '[别处](one.md)' }, /differs in two\.md, one\.md/],
    ['a page that is not there', { extra: 'three' }, /is no page/],
  ];
  for (const [name, change, message] of broken) {
    it(`finds ${name}`, () => {
      assert.match(
        translated(change)
          .problems.map((p) => p.message)
          .join('\n'),
        message,
      );
    });
  }

  it('finds a number that was lost', () => {
    const files = smallFiles({ page: 'At 71.0 of 1,000.\n\n' });
    const english = assembleLibrary(files).library;
    const { problems } = assembleTranslation(english, {
      language: 'zh-cn',
      groups: {},
      ledger: [],
      pages: {
        one: `---\ntranslationOf: '${pageHash(english.concepts[0]!)}'\ntitle: 一\ngist: 一。\nfacts: [一]\n---\n71 分[二](two.md)\n\n## 对你的代码意味着什么\n\n## 笔记不准确之处\n\n[C01](ledger.json#C01)`,
      },
    });
    assert.deepEqual(problems, [{ at: 'zh-cn/one', message: 'explanation: lacks 71.0, 1,000' }]);
  });

  it('finds a number that a claim of the ledger lost, in the claim or in its evidence', () => {
    const evidence = 'It rose from 15.6 to 71.0.';
    const { library: english } = assembleLibrary(
      smallFiles({ ledger: { claim: 'R1 has 2 stages.', evidence } }),
    );
    const row = { id: 'C01', translationOf: claimHash(english.claims[0]!), section: '开头' };
    const words = { claim: 'R1 有两个阶段。', evidence: '从 15.6 升到 71。' };
    const files = { language: 'zh-cn', pages: {}, groups: {} };
    const { problems } = assembleTranslation(english, { ...files, ledger: [{ ...row, ...words }] });
    assert.deepEqual(problems, [
      { at: 'zh-cn/ledger.json#C01', message: 'claim lacks 2' },
      { at: 'zh-cn/ledger.json#C01', message: 'evidence lacks 71.0' },
    ]);
  });
});
