import assert from 'node:assert/strict';
import { openJson, outline, promptOf } from '../../openFixture';

const ASKED = [{ role: 'user', content: 'Why bells?' }];

const STARTED = Date.parse('2025-11-30T10:53:20Z');

describe('spans and traces of Opik', () => {
  const asked = { messages: ASKED };
  const said = {
    choices: [
      {
        finish_reason: 'stop',
        index: 0,
        message: { role: 'assistant', content: 'They ring.', reasoning_content: 'Bronze hums.' },
      },
    ],
  };
  const span = (input: unknown, output: unknown, usage: object) => ({
    id: 'o1',
    trace_id: 'o0',
    type: 'llm',
    start_time: '2025-11-30T10:53:20Z',
    end_time: '2025-11-30T10:53:22Z',
    input,
    output,
    model: 'deepseek-reasoner',
    provider: 'openai',
    usage,
    total_estimated_cost: 0.002,
  });

  it('are no response of DashScope: the prompt, the times and the counts are kept', async () => {
    const { format, traces } = await openJson([
      span(asked, said, {
        completion_tokens: 50,
        prompt_tokens: 17,
        'original_usage.completion_tokens': 50,
        'original_usage.prompt_tokens': 17,
        'original_usage.completion_tokens_details.reasoning_tokens': 39,
      }),
    ]);
    assert.equal(format, 'call-spans');
    assert.deepEqual(outline(traces[0]), ['raw reasoning: Bronze hums.', 'answer: They ring.']);
    assert.deepEqual(promptOf(traces[0]), ['user: Why bells?']);
    const { usage, timing, ...trace } = traces[0] ?? assert.fail();
    assert.deepEqual([usage.outputTokens, usage.reasoningTokens], [50, 39]);
    assert.deepEqual([timing.startedAt, timing.durationMs], [STARTED, 2000]);
    assert.deepEqual([trace.id, trace.provider, trace.costUsd], ['o1', 'openai', 0.002]);
  });

  it('read pages of its API, bodies of every library, and traces alone', async () => {
    const responses = {
      output: [
        { type: 'reasoning', summary: [{ type: 'summary_text', text: 'Bronze.' }] },
        { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'Ring.' }] },
      ],
    };
    const usage = {
      'original_usage.input_tokens': 4,
      'original_usage.output_tokens': 20,
      'original_usage.cache_read_input_tokens': 6,
      prompt_tokens: 10,
      completion_tokens: 20,
    };
    const page = await openJson({
      page: 1,
      content: [
        span({ input: 'Why bells?' }, responses, usage),
        span(asked, { output: 'Ring.' }, {}),
      ],
    });
    assert.deepEqual(page.traces.map(outline), [
      ['summary reasoning: Bronze.', 'answer: Ring.'],
      ['answer: Ring.'],
    ]);
    assert.deepEqual(promptOf(page.traces[0]), ['user: Why bells?']);
    assert.equal(page.traces[0]?.usage.inputTokens, 10);
    const { type: _, trace_id: __, ...trace } = span(asked, said, { completion_tokens: 20 });
    const alone = await openJson([{ ...trace, span_count: 1, llm_span_count: 1 }]);
    assert.deepEqual(outline(alone.traces[0]), [
      'raw reasoning: Bronze hums.',
      'answer: They ring.',
    ]);
  });

  it('leave out a trace whose spans are there', async () => {
    const trace = {
      id: 'o0',
      llm_span_count: 1,
      input: { q: 'x' },
      output: { output: 'They ring.' },
      usage: { prompt_tokens: 17, completion_tokens: 50 },
      start_time: '2025-11-30T10:53:20Z',
    };
    const counted = { prompt_tokens: 17, completion_tokens: 50 };
    const both = await openJson({ traces: [trace], spans: [span(asked, said, counted)] });
    assert.deepEqual(
      both.traces.map(({ id }) => id),
      ['o1'],
    );
    const alone = await openJson([trace]);
    assert.deepEqual(alone.traces.map(outline), [['answer: They ring.']]);
    assert.deepEqual(promptOf(alone.traces[0]), ['user: {"q":"x"}']);
  });
});
