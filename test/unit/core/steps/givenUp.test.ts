import assert from 'node:assert/strict';
import { findsFault, givesUp } from '../../../../src/core/steps/givenUp';
import { assertLinearIn } from '../../growth';

describe('a stretch that gives something up', () => {
  const given = [
    'Say they used 30 % of the distance. That is 0.56, not an option.',
    'So the sum is 4,650. No. Not matching.',
    'Maybe it is propene again. Not helpful. Hmm.',
    'Expanding that is too tedious.',
    "But that doesn't make sense.",
    'Eso no funciona.',
    'Das klappt nicht.',
    '这样行不通。',
  ];
  for (const text of given) {
    it(`ends in "${text}"`, () => assert.ok(givesUp(text, 0, text.length)));
  }

  const kept = [
    'The sum is 12. Not sure.',
    'That is not an option. But with the other sign it is 7.',
    'Is it not possible?',
    'So option D would be incorrect.',
    'It does not matter which one is first: both give 4.',
  ];
  for (const text of kept) {
    it(`does not end in "${text}"`, () => assert.ok(!givesUp(text, 0, text.length)));
  }
});

describe('a step that finds a fault in what stood before', () => {
  const fault = (text: string) => findsFault(text, { start: 0, end: text.length });

  it('says so, in a sentence that neither asks nor guesses', () => {
    assert.ok(fault('Hmm, so my earlier conclusion must be wrong.'));
    assert.ok(fault('Wait, that contradicts my earlier result of 20 bits.'));
    assert.ok(fault("Let's try a different approach."));
    assert.ok(fault('等等，这样不对。'));
    assert.ok(!fault('Wait, maybe I made a mistake in the signs.'));
    assert.ok(!fault('Did I make a mistake?'));
    assert.ok(!fault('Alternatively, take the product.'));
    assert.ok(!fault('Option C is definitely wrong, so it is out.'));
  });

  it('is found in linear time', () => {
    const parts = ['that is ', 'wait, no', 'i have ', ' not really ', 'too ', 'so very '];
    for (const part of parts) {
      assertLinearIn(part, 40_000, (text) => {
        findsFault(text, { start: 0, end: text.length });
        givesUp(text, 0, text.length);
      });
    }
  });
});
