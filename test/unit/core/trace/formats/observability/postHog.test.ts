import assert from 'node:assert/strict';
import { openJson, outline, promptOf } from '../../openFixture';

describe('events of PostHog', () => {
  const event = (id: string, properties: object) => ({
    id,
    event: '$ai_generation',
    timestamp: '2026-01-02T03:04:05Z',
    properties: { $ai_span_id: id, $ai_input: [{ role: 'user', content: 'Q' }], ...properties },
  });

  it('are the calls among them, with the items of a response or its choices', async () => {
    const { format, traces } = await openJson({
      next: null,
      results: [
        event('s1', {
          $ai_model: 'gpt-5-mini',
          $ai_provider: 'openai',
          $ai_output_choices: [
            { type: 'reasoning', id: 'rs', summary: [{ type: 'summary_text', text: 'a' }] },
            { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'b' }] },
          ],
          $ai_input_tokens: 20,
          $ai_output_tokens: 173,
          $ai_reasoning_tokens: 128,
          $ai_cache_read_input_tokens: 16,
          $ai_total_cost_usd: 0.01,
          $ai_latency: 3.5,
        }),
        { event: '$pageview', timestamp: '2026-01-02T03:04:05Z', properties: {} },
        event('s2', {
          $ai_model: 'deepseek-reasoner',
          $ai_output_choices: [
            {
              index: 0,
              finish_reason: 'stop',
              message: { role: 'assistant', content: 'd', reasoning_content: 'c' },
            },
          ],
          $ai_is_error: true,
        }),
      ],
    });
    assert.equal(format, 'call-spans');
    assert.deepEqual(traces.map(outline), [
      ['summary reasoning: a', 'answer: b'],
      ['raw reasoning: c', 'answer: d'],
    ]);
    assert.deepEqual(traces.map(promptOf), [['user: Q'], ['user: Q']]);
    const [first] = traces;
    assert.deepEqual(
      [first?.id, first?.model, first?.costUsd, first?.timing.durationMs],
      ['s1', 'gpt-5-mini', 0.01, 3500],
    );
    const { inputTokens, outputTokens, reasoningTokens, cachedInputTokens } = first!.usage;
    assert.deepEqual(
      [inputTokens, outputTokens, reasoningTokens, cachedInputTokens],
      [20, 173, 128, 16],
    );
  });

  it('count the cache beside the input for Anthropic, and where they say so', async () => {
    const counted = { $ai_input_tokens: 5, $ai_output_tokens: 9, $ai_cache_read_input_tokens: 100 };
    const said = { $ai_output_choices: [{ role: 'assistant', content: '<think>a</think>b' }] };
    const { traces } = await openJson([
      event('s1', { ...counted, ...said, $ai_provider: 'anthropic' }),
      event('s2', { ...counted, ...said, $ai_cache_reporting_exclusive: true }),
      event('s3', { ...counted, ...said, $ai_input_tokens: 120, $ai_provider: 'openai' }),
    ]);
    assert.deepEqual(
      traces.map(({ usage }) => [usage.inputTokens, usage.cachedInputTokens]),
      [
        [105, 100],
        [105, 100],
        [120, 100],
      ],
    );
  });
});
