import assert from 'node:assert/strict';
import { carriedReasoning, keyMeaning } from '../../../../../src/core/trace/build/reasoningKeys';

describe('a key', () => {
  const reasoning = [
    'reasoning_content',
    'reasoningContent',
    'Thinking-Content',
    'deepseek_reasoner_cot',
    'claude thinking trace',
    'r1Thoughts',
    'model_think',
  ];
  for (const key of reasoning) {
    it(`names reasoning: ${key}`, () => assert.equal(keyMeaning(key), 'reasoning'));
  }

  it('may name a summary of it', () => {
    assert.equal(keyMeaning('reasoningSummary'), 'summary');
  });

  const others = [
    'reasoning_effort',
    'thinkingDuration',
    'thinking_budget',
    'reasoning_tokens',
    'judge_reasoning',
    'enable_thinking',
    'has_reasoning',
    'thought_signature',
    'reasoning_model',
    'content',
    '__proto__',
  ];
  for (const key of others) {
    it(`does not name reasoning: ${key}`, () => assert.equal(keyMeaning(key), null));
  }

  it('is looked for in a message, with words only', () => {
    assert.equal(carriedReasoning({ thinking: { type: 'enabled' }, content: 'a' }), null);
    assert.equal(carriedReasoning({ myReasoningText: ['a', { text: 'b' }] })?.text, 'a\n\nb');
  });

  it('is read a few times, however many keys a message has', () => {
    let reads = 0;
    const message = {};
    for (let i = 0; i < 500; i++) {
      const get = () => {
        reads += 1;
        return '';
      };
      Object.defineProperty(message, `m${i}_reasoning`, { enumerable: true, get });
    }
    assert.equal(carriedReasoning(message), null);
    assert.ok(reads >= 500 && reads <= 2_000, `${reads} reads`);
  });
});
