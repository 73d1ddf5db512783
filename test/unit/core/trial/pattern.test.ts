import assert from 'node:assert/strict';
import { assertLinear } from '../../growth';
import { compilePattern, isPattern } from '../../../../src/core/trial/checks/pattern';

const found = (source: string, text: string): boolean => {
  const pattern = compilePattern(source);
  assert.ok(isPattern(pattern), `${source} is refused`);
  return pattern(text);
};

describe('a pattern of a check', () => {
  const sources = [
    'a',
    'ab|cd',
    '^ab$',
    'a*b+c?',
    '(ab)+c',
    '(?:a|b){2,3}$',
    'a{2}',
    'a{,2}',
    '[a-c]+\\d{1,3}',
    '[^a-c\\s]+',
    '\\bab\\b',
    '\\Bb',
    '.+x',
    '/AB/i',
    '/^b/m',
    '/a.b/s',
    '\\$\\d+\\.\\d\\d',
    '\\p{L}{2}',
    '(?<year>\\d{4})-(\\d\\d)',
    'a||b',
    '()',
    '(a*)*b',
    '\\x41|\\u0062',
    '[\\]a]',
    'x]',
    '\\-\\"',
    'a+?b',
    '(a|ab)(c|bcd)(d*)',
    '^$',
  ];
  const texts = [
    '',
    'a',
    'ab',
    'abc',
    'aab',
    'aab bc',
    'cd',
    'ABx',
    'a\nb',
    'b\na',
    '12 abc345',
    'abcd abab',
    '$12.50',
    'für 2026-11',
    '😀 ab',
    'x]',
    '-"',
    'a{,2}',
  ];
  for (const source of sources) {
    it(`finds what the editor's own engine finds: ${source}`, () => {
      const [, inner = source, flags = ''] = /^\/(.+)\/([a-z]*)$/s.exec(source) ?? [];
      let own: RegExp;
      try {
        own = new RegExp(inner, `u${flags}`);
      } catch {
        // Without the flag for Unicode what people escape needlessly is allowed, as it is here.
        own = new RegExp(inner, flags);
      }
      for (const text of texts) {
        assert.equal(found(source, text), own.test(text), JSON.stringify(text));
      }
    });
  }

  it('takes time in proportion to the text, whatever the pattern', () => {
    for (const source of ['(a+)+$', '(a|a)*b', '(.*.*.*)x', '^(([a-z])+.)+[A-Z]([a-z])+$']) {
      const pattern = compilePattern(source);
      assert.ok(isPattern(pattern));
      assertLinear(source, 10_000, (n) => pattern(`${'a'.repeat(n)}!`));
    }
  });

  const refused: readonly (readonly [string, RegExp])[] = [
    ['(?=a)b', /looks ahead/],
    ['(?<!a)b', /looks ahead or behind/],
    ['(a)\\1', /refers back/],
    ['(a', /cannot be read/],
    ['a)', /cannot be read/],
    ['*a', /cannot be read/],
    ['a**', /cannot be read/],
    ['[a', /cannot be read/],
    ['a{3,1}', /cannot be read/],
    ['((((a{99}){99}){99}){99})', /too large/],
    ['('.repeat(300) + ')'.repeat(300), /too deep/],
    ['a'.repeat(6_000), /too long/],
    ['/a/q', /flag/],
  ];
  for (const [source, why] of refused) {
    it(`is refused with a reason: ${source.slice(0, 30)}`, () => {
      const pattern = compilePattern(source);
      assert.ok(!isPattern(pattern));
      assert.match(pattern.problem.message, why);
    });
  }
});
