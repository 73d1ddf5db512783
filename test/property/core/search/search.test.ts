import assert from 'node:assert/strict';
import fc from 'fast-check';
import { holdsAny, needlesOf } from '../../../../src/core/search/bytes';
import { createMatcher } from '../../../../src/core/search/matcher';
import { memorySource } from '../../../../src/core/trace/source';

const atom = fc.constantFrom(
  'a',
  'b',
  'B',
  'c',
  '.',
  '[ab]',
  '[^a]',
  '\\w',
  '\\b',
  '^',
  '$',
  'é',
  '😀',
);
const sign = fc.constantFrom('', '', '*', '+', '?', '*?', '+?', '??', '{2}', '{1,3}', '{0,2}?');
const single = fc.tuple(atom, sign).map(([a, s]) => (/^(?:\\b|\^|\$)$/.test(a) ? a : a + s));
/** Alternatives of a few pieces each. */
const choices = (piece: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc
    .array(fc.array(piece, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 3 })
    .map((branches) => branches.map((pieces) => pieces.join('')).join('|'));
const group = fc.tuple(choices(single), sign).map(([inside, s]) => `(?:${inside})${s}`);
const pattern = choices(fc.oneof({ arbitrary: single, weight: 3 }, group));
/** Short: the platform's own engine takes exponential time for groups in groups, and much for these. */
const text = fc
  .array(fc.constantFrom('a', 'A', 'b', 'c', ' ', '\n', 'é', 'É', '😀', 'x'), { maxLength: 8 })
  .map((chars) => chars.join(''));

/** Every unit outside ASCII as its escape. */
const asciiOnly = (json: string): string =>
  json.replace(/\P{ASCII}/gu, (char) =>
    char
      .split('')
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join(''),
  );

describe('laws of the search', () => {
  it('a pattern finds what the platform finds, and never without its needed words', () => {
    fc.assert(
      fc.property(pattern, text, (source, body) => {
        const matcher = createMatcher({ text: source, regex: true });
        if ('problem' in matcher) return;
        const found = matcher.find(body, 0);
        if (found !== null) assert.equal(matcher.mayMatch(body), true);
        const first = new RegExp(source, 'imu').exec(body);
        // The platform stops at an empty match, which is no hit.
        if (first?.[0] === '') return;
        const expected = first && { start: first.index, end: first.index + first[0].length };
        assert.equal(found?.start, expected?.start);
        // How often a group that may be empty is repeated is told in other ways by every engine.
        if (!/\)[*+?{]/.test(source)) assert.deepEqual(found, expected);
      }),
      { numRuns: 2_000 },
    );
  });

  it('bytes tell of every text that they hold, however it is escaped', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }),
        fc.nat(),
        fc.nat(),
        fc.boolean(),
        fc.boolean(),
        async (body, from, length, ascii, upper) => {
          const start = from % body.length;
          const asked = body.slice(start, start + 1 + (length % 20));
          const needles = needlesOf(upper ? asked.toUpperCase() : asked);
          // What the matcher does not take for the same has no need to be found.
          const matcher = createMatcher({
            text: upper ? asked.toUpperCase() : asked,
            regex: false,
          });
          if (needles === null || 'problem' in matcher || matcher.find(body, 0) === null) return;
          const json = JSON.stringify(body);
          const file = ascii ? asciiOnly(json) : json;
          const source = memorySource('a', new TextEncoder().encode(file));
          assert.equal(await holdsAny(source, needles), true, JSON.stringify(asked));
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
