import assert from 'node:assert/strict';
import { openJson, openLines, outline, promptOf } from '../../openFixture';

describe('lm-eval samples', () => {
  it('take a document once although every filter repeats it', async () => {
    const row = (filter: string) => ({
      doc_id: 0,
      doc: { question: '2+2?' },
      arguments: { gen_args_0: { arg_0: '[{"role":"user","content":"2+2?"}]', arg_1: {} } },
      resps: [['<think>Two and two.</think>4', 'I say 4']],
      filtered_resps: ['4'],
      filter,
    });
    const { format, traces } = await openLines(row('none'), row('strict-match'), {
      ...row('none'),
      doc_id: 1,
    });
    assert.equal(format, 'lm-eval');
    assert.deepEqual(traces.map(outline), [
      ['raw reasoning: Two and two.', 'answer: 4'],
      ['answer: I say 4'],
      ['raw reasoning: Two and two.', 'answer: 4'],
      ['answer: I say 4'],
    ]);
    assert.deepEqual(promptOf(traces[0]), ['user: 2+2?']);
  });

  it('were asked what each message says, the begin of the answer among them', async () => {
    const sent = [
      { role: 'system', content: 'S' },
      { role: 'user', content: 'Q' },
      { role: 'assistant', content: 'The answer is' },
    ];
    const row = { doc_id: 0, doc: { question: 'P' }, resps: [['<think>a</think>4']] };
    const { traces } = await openLines(
      { ...row, arguments: { gen_args_0: { arg_0: JSON.stringify(sent) } } },
      { ...row, doc_id: 1, arguments: [['Plain.']] },
      { ...row, doc_id: 2 },
    );
    assert.deepEqual(traces.map(promptOf), [
      ['system: S', 'user: Q', 'assistant: The answer is'],
      ['user: Plain.'],
      ['user: P'],
    ]);
  });

  it('have no texts for log-likelihood tasks', async () => {
    const { traces } = await openLines({
      doc_id: 0,
      resps: [[['-1.5', 'False']]],
      filtered_resps: [['-1.5', 'False']],
    });
    assert.deepEqual(traces, []);
  });
});

describe('EvalScope predictions', () => {
  const content = [
    { type: 'reasoning', reasoning: 'Seven threes.', reasoning_tokens: 22 },
    { type: 'text', text: '21' },
  ];

  it('read the report’s messages and put reasoning inside the output', async () => {
    const { format, traces } = await openJson({
      predictions: [
        {
          Index: '0',
          Generated: '21',
          Messages: [
            { role: 'user', content: '7 × 3?' },
            {
              id: 'a',
              role: 'assistant',
              model: 'm',
              content,
              perf_metrics: { latency: 0.9, ttft: 0.2, input_tokens: 48, output_tokens: 18 },
            },
          ],
        },
      ],
    });
    assert.equal(format, 'evalscope');
    assert.deepEqual(outline(traces[0]), ['raw reasoning: Seven threes.', 'answer: 21']);
    assert.deepEqual([traces[0]?.usage.outputTokens, traces[0]?.usage.reasoningTokens], [40, 22]);
    assert.deepEqual([traces[0]?.timing.durationMs, traces[0]?.timing.ttftMs], [900, 200]);
  });

  it('read the cached model outputs', async () => {
    const { traces } = await openLines({
      index: 0,
      model: 'qwen3',
      messages: [{ role: 'user', content: '7 × 3?' }],
      model_output: {
        model: 'qwen3-8b',
        choices: [{ message: { role: 'assistant', content }, stop_reason: 'stop' }],
        usage: { input_tokens: 9, output_tokens: 30 },
        time: 3,
      },
    });
    assert.deepEqual(outline(traces[0]), ['raw reasoning: Seven threes.', 'answer: 21']);
    assert.deepEqual(
      [traces[0]?.model, traces[0]?.finishReason, promptOf(traces[0])],
      ['qwen3-8b', 'stop', ['user: 7 × 3?']],
    );
  });
});

describe('run tables', () => {
  it('make one trace of each result and sample from column arrays', async () => {
    const { format, traces } = await openJson({
      results: [
        {
          prompt_id: 'sum',
          prompt: '1+1?',
          llm: 'some-model',
          timestamp: '2026-02-01T10:00:00',
          output: ['2', null, '<think>One</think>2'],
          thinking: ['One and one.', null, null],
          tokens_completion: [20, 137, 9],
          completion_tokens_details: [{ reasoning_tokens: 0 }, { reasoning_tokens: 128 }, null],
          id: ['g1', 'g2', 'g3'],
          provider: ['A', 'B', 'A'],
          finish_reason: ['stop', 'length', 'stop'],
        },
        { prompt_id: 'old', prompt: 'Hi', llm: 'older', output: 'Hello' },
      ],
    });
    assert.equal(format, 'run-table');
    assert.deepEqual(
      traces.map((t) => [t.id, t.fidelity, t.usage.reasoningTokens]),
      [
        ['g1', 'raw', null],
        ['g2', 'hidden', 128],
        ['g3', 'raw', null],
        ['old#0', 'none', null],
      ],
    );
    assert.equal(traces[1]?.truncated, true);
    assert.deepEqual(outline(traces[2]), ['raw reasoning: One', 'answer: 2']);
  });
});
