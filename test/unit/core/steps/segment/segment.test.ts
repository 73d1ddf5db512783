import assert from 'node:assert/strict';
import { MAX_SPAN, spanEnds } from '../../../../../src/core/steps/segment/segment';

function spans(text: string): string[] {
  let at = 0;
  return spanEnds(text).map((end) => {
    const span = text.slice(at, end);
    at = end;
    return span;
  });
}

const cases: readonly { readonly what: string; readonly spans: readonly string[] }[] = [
  { what: 'sentences', spans: ['We need x. ', 'So x is 4! ', 'Is it? ', 'Yes.'] },
  { what: 'paragraphs without a full stop', spans: ['x = 4\n\n', 'y = 5'] },
  { what: 'decimals and versions', spans: ['It costs 3.50 now. ', 'Use v1.2.3 of it.'] },
  { what: 'abbreviations', spans: ['See e.g. Euler and Eq. 3 for that. ', 'Dr. Bell agrees.'] },
  { what: 'option letters', spans: ['Options are A. 30 and B. 40 here. ', 'Take A. ', 'Done.'] },
  { what: 'ellipses', spans: ['Wait... ', 'That is off... but fine… ', 'Ok.'] },
  { what: 'closing quotes', spans: ['He said "no." ', 'Then (see it.) ', 'End.'] },
  { what: 'factorials', spans: ['There are 5! = 120 ways, or n! / 2 of them. ', 'Good.'] },
  {
    what: 'list items',
    spans: ['Given:\n', '- a is 1\n', '- b is 2\n', '1. Find c\n', '2. Add it'],
  },
  {
    what: 'lettered items',
    spans: ['We can either:\n', 'a) wait for her\n', 'b) go alone\n', '(c) write'],
  },
  { what: 'no letter that a sentence begins with', spans: ['Take f(a) or\na b) that is\nleft'] },
  {
    what: 'lines of words after a number',
    spans: ['From the first line: A = 11\n', 'From the second one: B = 4\n', 'So C is 7'],
  },
  { what: 'lines of one formula together', spans: ['A + B = 60\nB = 12\nA = 48'] },
  { what: 'numbers at a line start', spans: ['1. Find it. ', 'Then go.'] },
  { what: 'bold titles', spans: ['**Reading the task**\n', 'The user wants a sum.'] },
  { what: 'headings', spans: ['## Plan\n', 'first add'] },
  {
    what: 'a formula after a colon',
    spans: ['Solve the sum:\n', '\\[\nx = 1. Y\n\\]\n\n', 'So \\boxed{1}.'],
  },
  {
    what: 'a formula inside its sentence',
    spans: ['Given that\n\\[\nx = 1. Y\n\\]\nwe are done. ', 'Good.'],
  },
  { what: 'dollar formulas', spans: ['Thus\n$$\na = 1. B\n$$\n', 'Then stop.'] },
  { what: 'an open formula at a blank line', spans: ['\\[ a = b\n\n', 'Next. ', 'Last.'] },
  {
    what: 'code fences',
    spans: ['Code:\n\n', '```js\nlet a = 1. B;\nrun();\n\n', 'more();\n```\n', 'That works.'],
  },
  {
    what: 'table rows',
    spans: ['| a | b |\n|---|---|\n', '| A. B | C |\n', '\n'.repeat(0) + 'End.'],
  },
  { what: 'Chinese', spans: ['我们先看题目。', '答案是四！”', '对吗？', '对。'] },
  { what: 'Japanese', spans: ['まず計算する。', 'よって4です。'] },
  { what: 'Spanish', spans: ['Esperemos. ', '¿Es correcto? ', '¡Sí! ', 'Entonces, p. ej. dos.'] },
];

describe('spanEnds', () => {
  for (const { what, spans: expected } of cases) {
    it(`splits ${what}`, () => {
      assert.deepEqual(spans(expected.join('')), expected);
    });
  }

  it('cuts a line without a sentence end at blanks', () => {
    const text = 'word '.repeat(12_000);
    const found = spans(text);
    assert.equal(found.join(''), text);
    assert.ok(found.every((s) => s.length <= MAX_SPAN && s.endsWith(' ')));
  });

  it('never cuts a surrogate pair', () => {
    const text = 'x' + '😀'.repeat(3_000);
    for (const span of spans(text)) assert.doesNotThrow(() => encodeURIComponent(span));
  });
});
