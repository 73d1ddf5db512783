import assert from 'node:assert/strict';
import { openJson, outline, promptOf } from '../../openFixture';

describe('spans of Strands agents', () => {
  const span = (usage: object) => ({
    name: 'chat',
    context: { trace_id: 't', span_id: 'a' },
    start_time: '2026-01-01T00:00:00Z',
    end_time: '2026-01-01T00:00:02Z',
    attributes: {
      'gen_ai.operation.name': 'chat',
      'gen_ai.system': 'strands-agents',
      'gen_ai.request.model': 'us.anthropic.claude-sonnet-4-20250514-v1:0',
      ...usage,
    },
    events: [
      {
        name: 'gen_ai.user.message',
        attributes: {
          content: JSON.stringify([
            { toolResult: { toolUseId: 't0', content: [{ text: 'WORDS OF A TOOL' }] } },
            { text: 'What now?' },
          ]),
        },
      },
      {
        name: 'gen_ai.choice',
        attributes: {
          finish_reason: 'end_turn',
          message: JSON.stringify([
            { reasoningContent: { reasoningText: { text: 'Count.', signature: 'x' } } },
            { text: 'Three.' },
            { toolUse: { toolUseId: 't1', name: 'calc', input: { a: 1 } } },
          ]),
        },
      },
    ],
  });

  it('have what was said in the blocks of an event', async () => {
    const { traces } = await openJson([span({})]);
    assert.deepEqual(outline(traces[0]), [
      'summary reasoning: Count.',
      'answer: Three.',
      'call calc: {"a":1}',
    ]);
    assert.deepEqual(promptOf(traces[0]), ['user: What now?']);
    assert.equal(traces[0]?.finishReason, 'end_turn');
  });

  it('count the cache beside the input, which shows by its size or by the total', async () => {
    const counted = async (input: number, total: number | null) => {
      const { traces } = await openJson([
        span({
          'gen_ai.usage.input_tokens': input,
          'gen_ai.usage.output_tokens': 60,
          'gen_ai.usage.cache_read_input_tokens': 5000,
          'gen_ai.usage.cache_write_input_tokens': 100,
          ...(total === null ? {} : { 'gen_ai.usage.total_tokens': total }),
        }),
      ]);
      const { usage } = traces[0] ?? assert.fail();
      assert.deepEqual([usage.cachedInputTokens, usage.cacheWriteTokens], [5000, 100]);
      return usage.inputTokens;
    };
    assert.equal(await counted(10, null), 5110);
    assert.equal(await counted(6000, 11_160), 11_100);
    assert.equal(await counted(6000, 6060), 6000);
    assert.equal(await counted(6000, null), 6000);
  });
});
