import assert from 'node:assert/strict';
import { openJson, openLines, outline, promptOf } from '../../openFixture';

const ASKED = [{ role: 'user', content: 'Why bells?' }];

const STARTED = Date.parse('2025-11-30T10:53:20Z');

describe('spans of the OpenAI Agents SDK', () => {
  const asked = [{ role: 'system', content: 'Be brief.' }, ...ASKED];
  const call = { id: 'c1', type: 'function', function: { name: 'ring', arguments: '{"n":1}' } };
  const called = { role: 'assistant', content: null, tool_calls: [call] };
  const generation = {
    type: 'generation',
    input: [...asked, called, { role: 'tool', tool_call_id: 'c1', content: 'Rung.' }],
    output: [{ role: 'assistant', content: 'They ring.', reasoning_content: 'Bronze hums.' }],
    model: 'deepseek-reasoner',
    model_config: { temperature: null },
    usage: { input_tokens: 36, output_tokens: 58 },
  };
  const span = (id: string, data: object) => ({
    object: 'trace.span',
    id,
    trace_id: 'trace_1',
    parent_id: null,
    started_at: '2025-11-30T10:53:20+00:00',
    ended_at: '2025-11-30T10:53:24+00:00',
    span_data: data,
    error: null,
  });

  it('read generations: what was put out, not the answers inside of what was sent', async () => {
    const { format, traces } = await openLines(
      { object: 'trace', id: 'trace_1', workflow_name: 'Bells', group_id: null, metadata: null },
      span('s0', { type: 'agent', name: 'Ringer', handoffs: [], tools: ['ring'] }),
      span('s1', {
        ...generation,
        input: asked,
        output: [{ ...called, reasoning_content: 'Ring one.' }],
      }),
      span('s2', { type: 'function', name: 'ring', input: '{"n":1}', output: 'Rung.' }),
      span('s3', generation),
    );
    assert.equal(format, 'call-spans');
    assert.deepEqual(traces.map(outline), [
      ['raw reasoning: Ring one.', 'call ring: {"n":1}'],
      ['raw reasoning: Bronze hums.', 'answer: They ring.'],
    ]);
    assert.deepEqual(promptOf(traces[1]), ['system: Be brief.', 'user: Why bells?']);
    const last = traces[1] ?? assert.fail();
    assert.deepEqual([last.id, last.model], ['s3', 'deepseek-reasoner']);
    assert.deepEqual([last.usage.inputTokens, last.usage.outputTokens], [36, 58]);
    assert.deepEqual(last.timing, { startedAt: STARTED, durationMs: 4000, ttftMs: null });
  });

  it('read the data of a span alone, and the batches that are sent', async () => {
    const alone = await openLines(generation);
    const batch = await openJson({ data: [span('s3', generation)] });
    for (const { traces } of [alone, batch])
      assert.deepEqual(traces.map(outline), [
        ['raw reasoning: Bronze hums.', 'answer: They ring.'],
      ]);
  });

  it('read spans of the Responses API that kept the response', async () => {
    const response = {
      id: 'resp_1',
      object: 'response',
      model: 'o4-mini',
      reasoning: { effort: 'high' },
      output: [
        { type: 'reasoning', summary: [{ type: 'summary_text', text: 'Bronze.' }] },
        { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'Ring.' }] },
      ],
      usage: {
        input_tokens: 9,
        output_tokens: 27,
        output_tokens_details: { reasoning_tokens: 20 },
      },
    };
    const { traces } = await openLines(
      span('s1', { type: 'response', response_id: 'resp_0' }),
      span('s2', { type: 'response', response_id: 'resp_1', input: ASKED, response }),
    );
    assert.deepEqual(traces.map(outline), [['summary reasoning: Bronze.', 'answer: Ring.']]);
    assert.deepEqual(promptOf(traces[0]), ['user: Why bells?']);
    assert.deepEqual([traces[0]?.model, traces[0]?.effort], ['o4-mini', 'high']);
    assert.equal(traces[0]?.usage.reasoningTokens, 20);
  });
});
