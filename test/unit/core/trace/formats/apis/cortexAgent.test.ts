import assert from 'node:assert/strict';
import { open, openJson, outline } from '../../openFixture';

describe('a run of a Snowflake Cortex agent', () => {
  const tool = { tool_use_id: 't1', type: 'cortex_search', name: 'docs' };
  const content = [{ type: 'json', json: { n: 1 } }];
  const events: readonly (readonly [string, object])[] = [
    ['response.status', { status: 'planning', message: 'Planning' }],
    ['response.thinking.delta', { content_index: 0, text: 'a' }],
    ['response.thinking.delta', { content_index: 0, text: 'b' }],
    ['response.thinking', { content_index: 0, text: 'ab', signature: 's' }],
    ['response.tool_use', { content_index: 1, ...tool, input: { q: 1 } }],
    ['response.tool_result', { content_index: 2, ...tool, content, status: 'success' }],
    ['response.text.delta', { content_index: 3, text: 'c' }],
    ['response.text', { content_index: 3, text: 'c', annotations: [] }],
  ];
  const end = {
    role: 'assistant',
    content: [
      { type: 'thinking', thinking: { text: 'ab' } },
      { type: 'tool_use', tool_use: { ...tool, input: { q: 1 } } },
      { type: 'tool_result', tool_result: { ...tool, content, status: 'success' } },
      { type: 'text', text: 'c' },
    ],
    metadata: {
      run_id: 'run-1',
      usage: {
        tokens_consumed: [
          {
            model_name: 'claude-sonnet-4-5',
            input_tokens: { total: 175, cache_read: 50, cache_write: 25, uncached: 100 },
            output_tokens: { total: 75 },
          },
        ],
      },
    },
  };
  const stream = (all: readonly (readonly [string, object])[]) =>
    open('run.sse', all.map(([e, d]) => `event: ${e}\ndata: ${JSON.stringify(d)}\n\n`).join(''));
  const expected = [
    'reasoning: ab',
    'call docs: {"q":1}',
    'result: [{"type":"json","json":{"n":1}}]',
    'answer: c',
  ];
  const plain = (trace: Parameters<typeof outline>[0]) =>
    outline(trace).map((line) => line.replace(/^(?:raw|summary) /, ''));

  it('has thoughts, calls, results and answer once, with the counts of its end', async () => {
    const both = [await stream([...events, ['response', end]]), await openJson(end)];
    for (const { format, traces } of both) {
      assert.equal(format, 'snowflake-cortex');
      assert.deepEqual(traces.map(plain), [expected]);
      const [trace] = traces;
      assert.deepEqual(
        [trace?.model, trace?.usage.inputTokens, trace?.usage.cachedInputTokens],
        ['claude-sonnet-4-5', 175, 50],
      );
    }
  });

  it('that was cut off has what came', async () => {
    const { traces } = await stream(events);
    assert.deepEqual(plain(traces[0]), expected);
    const early = await stream(events.slice(0, 3));
    assert.deepEqual(
      [plain(early.traces[0]), early.traces[0]?.truncated],
      [['reasoning: ab'], true],
    );
  });
});
