import assert from 'node:assert/strict';
import { assertLinearIn } from '../../growth';
import { countTokens } from '../../../../src/core/estimate/tokenizer.lazy';

describe('countTokens', () => {
  it('counts as tiktoken does', () => {
    // Counts of OpenAI's own examples.
    assert.equal(countTokens('tiktoken is great!').tokens, 6);
    assert.equal(countTokens('hello world').tokens, 2);
  });

  it('takes special tokens as text', () => {
    assert.ok(countTokens('<|endoftext|><|im_start|>').tokens > 4);
  });

  const hostile: readonly (readonly [string, string])[] = [
    ['letters', 'a'],
    ['spaces', ' '],
    ['unspaced Chinese', '推理模型'],
  ];
  for (const [name, piece] of hostile) {
    it(`stays linear on a long run of ${name}`, () => {
      assertLinearIn(piece, 75_000, (text) => assert.ok(countTokens(text).tokens > 0));
    });
  }
});
