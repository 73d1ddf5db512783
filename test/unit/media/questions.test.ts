import assert from 'node:assert/strict';
import { indexConcepts, searchConcepts } from '../../../src/core/concepts/search';
import { findableIn, translateLibrary } from '../../../src/core/concepts/translation';
import { shipped, shippedTranslation } from '../core/concepts/pages';

const first = (index: ReturnType<typeof indexConcepts>, query: string): string[] =>
  searchConcepts(index, query)
    .slice(0, 3)
    .map((hit) => hit.concept.id);

/** What developers type, in words of their own, and the page that answers. */
const QUESTIONS: readonly (readonly [query: string, page: string])[] = [
  ['why is o3 slow', 'latency-of-thinking'],
  ['few-shot', 'prompting-lrms'],
  ['batch', 'cost-of-thinking'],
  ['hidden tokens', 'hidden-reasoning'],
  ['temperature', 'builder-effort'],
  ['stop thinking early', 'over-and-underthinking'],
  ['is it cheating', 'trace-faithfulness'],
  ['which effort', 'effort-controls'],
  ['why is my answer empty', 'builder-effort'],
  ['what max_tokens do I need', 'builder-effort'],
  ['does the model really reason', 'real-reasoning-debate'],
  ['can I believe what it says it thought', 'trace-faithfulness'],
  ['why does it invent functions that do not exist', 'hallucinations'],
  ['why is my bill so high', 'cost-of-thinking'],
  ['how do I turn off thinking', 'effort-controls'],
  ['budget_tokens', 'effort-controls'],
  ['should I use gpt or a reasoning model', 'when-to-use-an-lrm'],
  ['reasoning model on a laptop', 'distillation'],
  ['400 after tool call', 'context-and-memory'],
  ['keep reasoning between tool calls', 'context-and-memory'],
  ['context window', 'context-and-memory'],
  ['why is the reasoning encrypted', 'hidden-reasoning'],
  ['model keeps going in circles', 'over-and-underthinking'],
  ['do I need a system prompt', 'prompting-lrms'],
  ['request timeout', 'latency-of-thinking'],
  ['how was deepseek r1 trained', 'r1-pipeline'],
  ['majority voting', 'test-time-compute'],
  ['does it check its own answer', 'self-verification'],
  ['agents that run for hours', 'long-horizon'],
  ['reward hacking', 'reward-design'],
  ['is R1 really cheap', 'low-cost-high-performance'],
  ['what do the step labels mean', 'reasoning-trace'],
];

/** The same in Chinese. */
const CHINESE: readonly (readonly [query: string, page: string])[] = [
  ['为什么 o3 这么慢', 'latency-of-thinking'],
  ['思考太久怎么办', 'over-and-underthinking'],
  ['轨迹可信吗', 'trace-faithfulness'],
  ['看不到思考内容', 'hidden-reasoning'],
  ['隐藏的 token', 'hidden-reasoning'],
  ['响应太慢', 'latency-of-thinking'],
  ['模型瞎编怎么办', 'hallucinations'],
  ['账单为什么这么高', 'cost-of-thinking'],
  ['怎么关闭思考', 'effort-controls'],
  ['用哪个推理强度', 'effort-controls'],
  ['什么时候该用推理模型', 'when-to-use-an-lrm'],
  ['示例会不会有害', 'prompting-lrms'],
  ['奖励作弊', 'reward-design'],
  ['R1 是怎么训练的', 'r1-pipeline'],
  ['上下文窗口', 'context-and-memory'],
  ['它真的在推理吗', 'real-reasoning-debate'],
];

describe('a plain question', () => {
  const { translation } = shippedTranslation('zh-cn');
  const findable = findableIn(shipped.library, [translation]);
  const index = indexConcepts(findable);
  it('is asked of the pages at least thirty times here', () => assert.ok(QUESTIONS.length >= 30));
  for (const [query, page] of QUESTIONS) {
    it(`finds ${page}: "${query}"`, () => {
      const found = first(index, query);
      assert.ok(found.includes(page), `found ${found.join(', ')}`);
    });
  }

  const chinese = indexConcepts(translateLibrary(findable, translation));
  for (const [query, page] of CHINESE) {
    it(`finds ${page} in Chinese, whatever language the pages are in: "${query}"`, () => {
      for (const one of [chinese, index]) {
        const found = first(one, query);
        assert.ok(found.includes(page), `found ${found.join(', ')}`);
      }
    });
  }

  it('finds a translated page by the English term', () => {
    assert.equal(first(chinese, 'overthinking')[0], 'over-and-underthinking');
    assert.ok(first(chinese, 'hidden tokens').includes('hidden-reasoning'));
  });
});
