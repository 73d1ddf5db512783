import assert from 'node:assert/strict';
import { open, openJson, openLines, outline, promptOf, sse } from '../../openFixture';

describe('messages of Dify', () => {
  const event = (name: string, more: object) => ({
    event: name,
    task_id: 'k',
    message_id: 'm1',
    conversation_id: 'c1',
    created_at: 1705639511,
    ...more,
  });
  const thought = {
    id: 't1',
    position: 1,
    thought: '<think>I look.</think>Wait.',
    tool: 'times;fares',
    tool_input: '{"times":{"to":"Inchcolm"},"fares":{}}',
    observation: '{"times":"17:40","fares":"9"}',
  };
  const empty = { ...thought, thought: '', tool: '', tool_input: '', observation: '' };
  const usage = { prompt_tokens: 33, completion_tokens: 12, total_tokens: 45, latency: 1.38 };

  it('are one trace of all their events, with calls and counts', async () => {
    const stream = [
      event('agent_thought', empty),
      event('agent_message', { id: 'm1', answer: '<think>I ' }),
      event('agent_message', { id: 'm1', answer: 'look.</think>Wait.' }),
      event('agent_thought', thought),
      event('agent_message', { id: 'm1', answer: 'It leaves ' }),
      event('agent_message', { id: 'm1', answer: 'at 17:40.' }),
      event('agent_thought', { ...empty, id: 't2', thought: 'It leaves at 17:40.' }),
      event('message_end', { id: 'm1', metadata: { usage } }),
    ];
    const next = { ...event('agent_message', { id: 'm2', answer: 'Yes.' }), message_id: 'm2' };
    for (const opened of [
      await open('s.sse', sse(...stream, next)),
      await openLines(...stream, next),
    ]) {
      assert.equal(opened.format, 'dify');
      const [trace, other] = opened.traces;
      assert.deepEqual(outline(trace), [
        'raw reasoning: I look.',
        'answer: Wait.',
        'call times: {"to":"Inchcolm"}',
        'result: 17:40',
        'call fares: {}',
        'result: 9',
        'answer: It leaves at 17:40.',
      ]);
      assert.deepEqual([trace?.usage.inputTokens, trace?.usage.outputTokens], [33, 12]);
      assert.deepEqual([trace?.id, trace?.timing.durationMs], ['m1', 1380]);
      assert.deepEqual(outline(other), ['answer: Yes.']);
    }
  });

  it('are read as relays pass them on: without the task, some without an id', async () => {
    const { format, traces } = await openLines(
      { event: 'agent_message', answer: '<think>a</think>b', message_id: 'm1' },
      { event: 'agent_thought', thought: '', tool: 'times', tool_input: 'x', observation: 'y' },
      { event: 'agent_message', answer: 'c', message_id: 'm1' },
      { event: 'message_end', conversation_id: 'c1', metadata: { usage } },
    );
    assert.equal(format, 'dify');
    const read = ['raw reasoning: a', 'answer: b', 'call times: x', 'result: y', 'answer: c'];
    assert.deepEqual(traces.map(outline), [read]);
    assert.equal(traces[0]?.usage.outputTokens, 12);
  });

  it('say how a stream of a workflow was asked and that it failed', async () => {
    const node = {
      node_type: 'llm',
      process_data: { model_name: 'r1', prompts: [{ role: 'user', text: 'Q' }] },
      outputs: { reasoning_content: 'a', usage },
    };
    const { traces } = await open(
      's.sse',
      sse(
        event('workflow_started', { data: { inputs: { 'sys.query': 'Q' } } }),
        event('node_finished', { data: node }),
        event('message', { answer: 'b' }),
        event('error', { status: 400, code: 'invalid', message: 'No more.' }),
      ),
    );
    assert.deepEqual(traces.map(outline), [['raw reasoning: a', 'answer: b']]);
    assert.deepEqual(promptOf(traces[0]), ['user: Q']);
    assert.deepEqual([traces[0]?.model, traces[0]?.finishReason], ['r1', 'error']);
    assert.equal(traces[0]?.problems[0]?.code, 'truncated');
  });

  it('are read as the API lists them: thoughts that call are reasoning', async () => {
    const stored = {
      id: 'm1',
      conversation_id: 'c1',
      query: 'Q',
      answer: 'At 17:40.',
      created_at: 1705639511,
      agent_thoughts: [
        { ...thought, thought: 'I look.' },
        { ...empty, id: 't2', thought: 'At 17:40.' },
      ],
    };
    const { format, traces } = await openJson({ limit: 20, has_more: false, data: [stored] });
    assert.equal(format, 'dify');
    assert.deepEqual(outline(traces[0]), [
      'raw reasoning: I look.',
      'call times: {"to":"Inchcolm"}',
      'result: 17:40',
      'call fares: {}',
      'result: 9',
      'answer: At 17:40.',
    ]);
    assert.deepEqual(promptOf(traces[0]), ['user: Q']);
    assert.equal(traces[0]?.usage.outputTokens, null);
  });
});
