import assert from 'node:assert/strict';
import { openJson, openLines, outline } from '../../openFixture';

describe('Langfuse observations', () => {
  it('read generations of a trace, with parts of the usage added', async () => {
    const { format, traces } = await openJson({
      id: 't',
      observations: [
        { id: 's', type: 'SPAN', input: 'x' },
        {
          id: 'g',
          type: 'GENERATION',
          model: 'gpt-5',
          startTime: '2026-01-01T00:00:00Z',
          completionStartTime: '2026-01-01T00:00:02Z',
          endTime: '2026-01-01T00:00:09Z',
          modelParameters: { reasoning_effort: 'high' },
          input: '[{"role":"user","content":"Hi"}]',
          output: { role: 'assistant', content: 'Hello', reasoning_content: 'Greet.' },
          usageDetails: {
            input: 10,
            input_cached_tokens: 5,
            output: 20,
            output_reasoning_tokens: 64,
            total: 99,
          },
          costDetails: { total: 0.0011 },
        },
      ],
    });
    assert.equal(format, 'langfuse');
    assert.equal(traces.length, 1);
    assert.deepEqual(outline(traces[0]), ['summary reasoning: Greet.', 'answer: Hello']);
    assert.deepEqual(
      [
        traces[0]?.usage.inputTokens,
        traces[0]?.usage.outputTokens,
        traces[0]?.usage.reasoningTokens,
        traces[0]?.usage.cachedInputTokens,
      ],
      [15, 84, 64, 5],
    );
    assert.deepEqual(
      [traces[0]?.costUsd, traces[0]?.timing.ttftMs, traces[0]?.effort],
      [0.0011, 2000, 'high'],
    );
  });
});

describe('Langfuse observations of a storage', () => {
  it('have the same names in snake case, and answers in JSON', async () => {
    const { format, traces } = await openLines({
      id: 'g',
      trace_id: 't',
      type: 'GENERATION',
      provided_model_name: 'o4-mini',
      start_time: '2026-01-01T00:00:00Z',
      completion_start_time: '2026-01-01T00:00:02Z',
      end_time: '2026-01-01T00:00:09Z',
      model_parameters: '{"reasoning_effort":"low"}',
      input: '[{"role":"user","content":"Hi"}]',
      output: '{"greeting":"Hello"}',
      usage_details: { input: 10, output: 20, output_reasoning_tokens: 12 },
      cost_details: { total: 0.5 },
    });
    assert.equal(format, 'langfuse');
    assert.deepEqual(outline(traces[0]), ['answer: {"greeting":"Hello"}']);
    assert.deepEqual(
      [traces[0]?.model, traces[0]?.effort, traces[0]?.costUsd, traces[0]?.usage.reasoningTokens],
      ['o4-mini', 'low', 0.5, 12],
    );
    assert.deepEqual(traces[0]?.timing, {
      startedAt: Date.parse('2026-01-01T00:00:00Z'),
      durationMs: 9000,
      ttftMs: 2000,
    });
  });

  it('are no response of an API that their output repeats', async () => {
    const reasoning = { type: 'reasoning', summary: [{ type: 'summary_text', text: 'Greet.' }] };
    const content = [{ type: 'output_text', text: 'Hello' }];
    const message = { role: 'assistant', content: [{ type: 'text', text: 'Hello' }] };
    const outputs = [[reasoning, { type: 'message', role: 'assistant', content }], { message }];
    for (const output of outputs) {
      const { format, traces } = await openJson([
        {
          id: 'g',
          type: 'GENERATION',
          model: 'o4-mini',
          input: [{ role: 'user', content: 'Hi' }],
          output,
          usageDetails: { input: 10, output: 50, total: 60 },
        },
      ]);
      assert.equal(format, 'langfuse');
      assert.equal(outline(traces[0]).at(-1), 'answer: Hello');
      assert.equal(traces[0]?.usage.outputTokens, 50);
    }
  });

  it('have their costs as JSON text, and counts of tokens only', async () => {
    const counts = { input: 4000, output: 2000, total: 6000 };
    const generation = { id: 'g', type: 'GENERATION', input: 'Hi', output: 'Hello' };
    const { traces } = await openLines(
      { ...generation, usageDetails: JSON.stringify(counts), costDetails: '{"total":0.5}' },
      { ...generation, usage: { ...counts, unit: 'CHARACTERS' } },
      { ...generation, usage: { ...counts, unit: 'TOKENS' } },
    );
    assert.deepEqual(
      traces.map(({ usage, costUsd }) => [usage.outputTokens, costUsd]),
      [
        [2000, 0.5],
        [null, null],
        [2000, null],
      ],
    );
  });
});
