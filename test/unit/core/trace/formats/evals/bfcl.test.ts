import assert from 'node:assert/strict';
import { open, outline, promptOf } from '../../openFixture';

const lines = (...rows: readonly object[]) => rows.map((row) => JSON.stringify(row)).join('\n');

describe('results of BFCL', () => {
  it('are text or calls, with their counts and seconds', async () => {
    const { format, traces } = await open(
      'BFCL_v4_simple_python_result.json',
      lines(
        {
          id: 'simple_0',
          result: [{ area: '{"base": 10}' }],
          input_token_count: 512,
          output_token_count: 140,
          latency: 2.31,
          reasoning_content: 't',
        },
        {
          id: 'simple_1',
          result: '[f(x=5)]',
          input_token_count: 498,
          output_token_count: 77,
          latency: 1.2,
          reasoning_content: 'u',
        },
      ),
    );
    assert.equal(format, 'bfcl');
    assert.deepEqual(traces.map(outline), [
      ['raw reasoning: t', 'call area: {"base": 10}'],
      ['raw reasoning: u', 'answer: [f(x=5)]'],
    ]);
    assert.deepEqual(
      traces.map(({ id, usage, timing }) => [
        id,
        usage.inputTokens,
        usage.outputTokens,
        timing.durationMs,
      ]),
      [
        ['simple_0', 512, 140, 2310],
        ['simple_1', 498, 77, 1200],
      ],
    );
  });

  it('are a generation for each step of each turn, with what tools gave back from the log', async () => {
    const { traces } = await open(
      'BFCL_v4_multi_turn_base_result.json',
      lines({
        id: 'm_0',
        result: [[[{ cd: '{"folder": "docs"}' }], 'There are two files.']],
        input_token_count: [[700, 760]],
        output_token_count: [[60, 40]],
        latency: [[1, 0.9]],
        inference_log: [
          [{ role: 'state_info', class_name: 'FS', content: {} }],
          {
            begin_of_turn_query: [{ role: 'user', content: 'Q' }],
            step_0: [
              { role: 'assistant', content: [{ cd: '{}' }], reasoning_content: 't' },
              { role: 'handler_log', content: 'Successfully decoded model response.' },
              { role: 'tool', content: 'ok' },
            ],
            step_1: [{ role: 'assistant', content: 'There are two files.' }],
          },
        ],
        reasoning_content: [['t', '']],
      }),
    );
    assert.deepEqual(traces.map(outline), [
      ['raw reasoning: t', 'call cd: {"folder": "docs"}', 'result: ok'],
      ['answer: There are two files.'],
    ]);
    assert.deepEqual(traces.map(promptOf), [['user: Q'], ['user: Q']]);
    assert.deepEqual(
      traces.map(({ id, usage }) => [id, usage.outputTokens]),
      [
        ['m_0#0.0', 60],
        ['m_0#0.1', 40],
      ],
    );
  });
});
