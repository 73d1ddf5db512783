// cspell:ignore abbb aabbbb xxxxy ΟΔΟΣ
import assert from 'node:assert/strict';
import {
  linearPattern,
  type Automaton,
  type LinearPattern,
} from '../../../../src/core/text/pattern/automaton';
import { requiredWords } from '../../../../src/core/text/pattern/required';
import { assertLinear } from '../../growth';

const FLAGS = { ignoreCase: true, multiline: true, dotAll: false };

function compiled(source: string): LinearPattern {
  const pattern = linearPattern(source, FLAGS);
  assert.ok(!('problem' in pattern), JSON.stringify(pattern));
  return pattern;
}

const automatonOf = (source: string): Automaton => compiled(source).automaton;

/** What the platform finds first that is not empty. */
function platform(source: string, text: string): readonly [number, number] | null {
  for (const found of text.matchAll(new RegExp(source, 'gimu'))) {
    if (found[0] !== '') return [found.index, found.index + found[0].length];
  }
  return null;
}

/** Nothing, more often than could be counted out. */
const NOTHING = '(?:(?:(?:(?:a{0}){2000}){2000}){2000}){2000}';

const PATTERNS = [
  `b${NOTHING}`,
  'wait',
  'WAIT|hmm',
  'wait,? (?:actually|no)',
  '(?<word>a+)b{2,3}',
  '^so\\b',
  'done\\.$',
  '[^a-z\\s]+',
  '\\d{2,4}-\\d+',
  '\\p{Lu}\\p{Ll}+',
  'a.c',
  'a[\\]x]c',
  'x{3}',
  'x{2,}',
  'x{0,2}y',
  'a+?b',
  'a??b',
  '(?:ab|a)(?:c|bcd)',
  '\\bno\\b|\\Bo\\b',
  'é|ß|σ',
  '\\u{1F600}|\\x41\\u0042',
  '(?:a*)*b',
  'a(?:(?:){3}){2}b|(?:){2,}c',
  '(a|b|)c',
  '\\/\\.\\*',
  '😀.',
];

const TEXTS = [
  'Wait, actually no. HMM, wait: aab abbb aabbbb.',
  'so it is\nSo be it\r\ndone.\nnot done. yet',
  '2026-11 and 12-345; x xx xxx xxxx xxxxy y',
  'abcd abc aXc a]c axc a\nc É ß Σς ΟΔΟΣ',
  'no onto so 😀! AB ab Abc',
  '/.* //',
  '',
];

describe('patterns that are searched in linear time', () => {
  for (const source of PATTERNS) {
    it(`finds what the platform finds: ${source}`, () => {
      const automaton = automatonOf(source);
      for (const text of TEXTS) {
        const found = automaton.find(text, 0);
        const own = found && [found.start, found.end];
        // An empty match at an earlier place hides a longer one from the platform, and never from us.
        assert.deepEqual(own, platform(source, text), text);
      }
    });
  }

  for (const [source, message] of [
    ['a(?=b)', /looks ahead/],
    ['(?<!a)b', /looks ahead/],
    ['(a)\\1', /refers back/],
    ['(?<x>a)\\k<x>', /refers back/],
    ['a{2001}', /too large/],
    ['(?:(?:a{100}){100})', /too large/],
    ['(a', /cannot be read/],
    ['a'.repeat(5_001), /too long/],
    [`${'('.repeat(210)}a${')'.repeat(210)}`, /too deep/],
  ] as const) {
    it(`refuses ${source.slice(0, 30)} and says why`, () => {
      const pattern = linearPattern(source, FLAGS);
      assert.ok('problem' in pattern);
      assert.match(pattern.problem.message, message);
    });
  }

  it('takes time in line with the text, also for patterns that make others hang', () => {
    for (const source of ['(a+)+$', '(?:a|aa)+c', '(?:a*)*b', 'a[^]*?b', '(?:.*a){5}c']) {
      const automaton = automatonOf(source);
      assertLinear(source, 20_000, (n) => automaton.find('a'.repeat(n), 0));
    }
  });

  it('takes time in line with the text for many matches that could be long', () => {
    const automaton = automatonOf('a(?:[^]*z)?');
    assertLinear('many', 1_000, (n) => {
      const text = 'a'.repeat(n);
      for (let from = 0; from < n;) from = automaton.find(text, from)?.end ?? n;
    });
  });
});

describe('words that a pattern cannot do without', () => {
  const cases: readonly (readonly [string, readonly string[] | null])[] = [
    ['wait', ['wait']],
    ['wait,? (?:actually|no)', ['wait']],
    ['(?:hold on|wait) \\w+', ['hold on', 'wait']],
    ['a|\\d', null],
    ['\\d+ apples?', [' apple']],
    ['(?:again)+', ['again']],
    ['(?:again)*', null],
    ['\\bno\\b', ['no']],
    ['x*', null],
  ];
  for (const [source, words] of cases) {
    it(`of ${source}`, () => {
      assert.deepEqual(requiredWords(compiled(source).tree), words);
    });
  }
});
