import assert from 'node:assert/strict';
import { spanEnd, type Mode } from '../../../../../src/core/steps/segment/segment';
import { shapeOf, TEXT_START } from '../../../../../src/core/steps/segment/shape';

/** The spans of a text: `#` for a heading, `.` inside of something, `-` for others. */
function shapes(text: string): string {
  let marks = '';
  let mode: Mode = 'prose';
  let shape = TEXT_START;
  for (let at = 0; at < text.length;) {
    const found = spanEnd(text, at, mode, true);
    assert.ok(found !== null);
    shape = shapeOf(text, at, found.end, mode, shape);
    marks += shape.heading ? '#' : shape.inside ? '.' : '-';
    at = found.end;
    mode = found.mode;
  }
  return marks;
}

const cases: readonly (readonly [what: string, text: string, marks: string])[] = [
  ['sentences', 'One is odd. Two is even.\n\nThree is odd.', '---'],
  [
    'the second sentence of a list item',
    '- One. It is odd.\n- Two. It is even.\nBoth are small.',
    '-.-.-',
  ],
  [
    'the rows of a table after the first',
    'See:\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nDone.',
    '--.-',
  ],
  ['a formula', 'Solve:\n\\[\nx = 1\n\\]\nIt is 1.\n\n$$\ny\n$$\n', '-.-.'],
  ['code after its first blank line', '```js\na();\n\nb();\n```\nDone.', '-.-'],
  ['headings', '## Plan\nAdd.\n\n**Check**\nFits.', '#-#-'],
  ['numbered bold headings', '1. **Read the task**\nIt is a sum.\n2. **Add:**\nFour.', '#-#-'],
  [
    'parts that are numbered in words',
    'Step 1: add. Then stop.\n\nCase 2 is odd.\n\nSteps follow.',
    '#-#-',
  ],
  ['bold words in a line', '**Note** that it is odd.\n\nIt is **not** even.', '--'],
];

describe('shapeOf', () => {
  for (const [what, text, marks] of cases) {
    it(`tells ${what}`, () => {
      assert.equal(shapes(text), marks);
    });
  }
});

describe('a numbered part on a line of its own', () => {
  const announces = (text: string): boolean =>
    shapeOf(text, 0, text.indexOf('\n\n') + 2, 'prose', TEXT_START).announces;

  it('announces what follows, unless it is a sentence', () => {
    assert.equal(announces('Case 3: x ≥ 3\n\nBoth are positive.'), true);
    assert.equal(announces('Step 2:\n\nAdd.'), true);
    assert.equal(announces('Case 2 is odd.\n\nSo it fails.'), false);
  });
});

describe('a list under a line with a colon', () => {
  const listed = (text: string): string => {
    const marks: string[] = [];
    let shape = TEXT_START;
    for (let at = 0; at < text.length;) {
      const found = spanEnd(text, at, 'prose', true);
      assert.ok(found !== null);
      shape = shapeOf(text, at, found.end, 'prose', shape);
      marks.push(shape.listed ? 'l' : '-');
      at = found.end;
    }
    return marks.join('');
  };

  it('is told from one that stands alone, to its end', () => {
    assert.equal(listed('We are given:\n- a pen. It is red.\n- a cap\n\nWhich is it?'), '-lll-');
    assert.equal(listed('给出的条件：\n1. 一支笔\n2. 一顶帽子\n\n求总价。'), '-ll-');
    assert.equal(listed('We have two.\n- a pen\n- a cap'), '---');
  });
});
