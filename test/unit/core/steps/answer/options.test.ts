import assert from 'node:assert/strict';
import { numbersNear } from '../../../../../src/core/steps/answer/near';
import { letterOf, optionsOf, ownContent } from '../../../../../src/core/steps/answer/options';

describe('the options of a question', () => {
  const offered: readonly (readonly [string, string, readonly (readonly [string, string])[]])[] = [
    [
      'on lines',
      'Which?\nA. one ring\nB. two rings\nC. none',
      [
        ['A', 'one ring'],
        ['B', 'two rings'],
        ['C', 'none'],
      ],
    ],
    [
      'in one line',
      'Pick: (A) red (B) blue (C) green',
      [
        ['A', 'red'],
        ['B', 'blue'],
        ['C', 'green'],
      ],
    ],
    [
      'in bold',
      '**A)** left\n**B)** right\n\nAnswer with a letter.',
      [
        ['A', 'left'],
        ['B', 'right'],
      ],
    ],
    [
      'over two lines',
      'A. one\nand a half\nB. two',
      [
        ['A', 'one\nand a half'],
        ['B', 'two'],
      ],
    ],
    ['none', 'Take A. and leave the rest.', []],
  ];
  for (const [what, prompt, found] of offered) {
    it(`are found ${what}`, () => assert.deepEqual([...optionsOf(prompt)], found));
  }

  it('say something of their own, or nothing to look for', () => {
    const options = optionsOf('A. triplet\nB. triplet of triplets\nC. 10\nD. 10.5');
    assert.equal(ownContent(options, 'A'), null);
    assert.equal(ownContent(options, 'B'), 'triplet of triplets');
    assert.equal(ownContent(options, 'C'), '10');
    assert.equal(ownContent(options, 'E'), null);
  });

  it('are known by what they say', () => {
    const options = optionsOf('A. 10\nB. 5\nC. 8 %');
    assert.equal(letterOf(options, '8\\%'), 'C');
    assert.equal(letterOf(options, '9'), null);
  });
});

describe('a number that rounds to the one of an option', () => {
  const near = (text: string, option: string): string[] =>
    [...numbersNear(text, option)].map(([start, end]) => text.slice(start, end));

  it('is found with more figures and in any power of ten', () => {
    assert.deepEqual(near('so 33.54 days', '~ 33.5'), ['33.54']);
    assert.deepEqual(near('e=2.61e5 gev', '2.6*1e5 GeV'), ['2.61e5']);
    assert.deepEqual(near('x=6.324x10^-7 m', '6.3x10^-7 M'), ['6.324x10^-7']);
    assert.deepEqual(near('it is 16.92%', '16.9%'), ['16.92']);
  });

  it('is no other number', () => {
    assert.deepEqual(near('so 33.4 or 335.4 or 33', '33.5'), []);
    assert.deepEqual(near('2.61e4', '2.6*10^5'), []);
    assert.deepEqual(near('-33.54', '33.5'), []);
    assert.deepEqual(near('5.2', '5'), []);
    assert.deepEqual(near('about two', 'a pair'), []);
  });
});
