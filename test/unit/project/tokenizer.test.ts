import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { countTokens as count, decode } from 'gpt-tokenizer/encoding/o200k_base';
import type { TokenCounter } from '../../../src/core/estimate/tokens';

/** Every so many tokens of a list are tried; a prime, so that all parts of it are met. */
const STRIDE = 101;

describe('the tokenizer that ships', () => {
  const file = resolve('dist/tokenizer.lazy.js');
  const shipped = createRequire(file)(file) as { readonly countTokens: TokenCounter };
  const { countTokens } = shipped;

  it('has the token list, packed as it is', () => {
    const others: string[] = [];
    for (let rank = 0; rank < 199_000; rank += STRIDE) {
      const text = decode([rank]);
      if (countTokens(text).tokens !== count(text)) others.push(text);
    }
    assert.deepEqual(others, []);
  });

  it('counts what is no plain text as the library does', () => {
    const texts = [
      '\ufeffusing System;',
      'naïve café',
      '推理模型很贵',
      '🧠🧩 x\u0000y',
      '\t\t\r\n  \n',
    ];
    assert.deepEqual(
      texts.map((text) => countTokens(text).tokens),
      texts.map((text) => count(text)),
    );
  });
});
