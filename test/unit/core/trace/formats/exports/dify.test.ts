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

  it('are told apart where two are streamed at a time', async () => {
    const of = (id: string, name: string, more: object) => ({
      ...event(name, more),
      task_id: id,
      message_id: id,
    });
    const { traces } = await openLines(
      of('m1', 'message', { answer: '<think>a</think>' }),
      of('m2', 'message', { answer: '<think>c</think>' }),
      of('m1', 'message', { answer: 'b' }),
      of('m2', 'message', { answer: 'd' }),
      of('m1', 'message_end', { metadata: { usage } }),
      of('m2', 'message_end', { metadata: { usage: { ...usage, completion_tokens: 13 } } }),
    );
    assert.deepEqual(
      traces.map((trace) => [trace.id, outline(trace), trace.usage.outputTokens]),
      [
        ['m1', ['raw reasoning: a', 'answer: b'], 12],
        ['m2', ['raw reasoning: c', 'answer: d'], 13],
      ],
    );
  });

  it('are not the events of another program', async () => {
    for (const line of [
      { event: 'error', task_id: '7f3a', level: 'error', exception: 'refused' },
      { event: 'message', task_id: '7f3b', level: 'info', timestamp: '2026-11-01T10:00:02Z' },
    ])
      await assert.rejects(openLines(line, line), /No known format/);
  });
});

describe('a workflow of Dify with two nodes that ask a model', () => {
  const of = (name: string, data: object) => ({
    event: name,
    task_id: 't',
    workflow_run_id: 'w',
    data,
  });
  const node = (model: string, prompt: string, outputs: object) =>
    of('node_finished', {
      node_type: 'llm',
      process_data: { model_name: model, prompts: [{ role: 'user', text: prompt }] },
      outputs,
    });
  const usage = (input: number, output: number, price: string) => ({
    prompt_tokens: input,
    completion_tokens: output,
    total_price: price,
    currency: 'USD',
    latency: 1.5,
  });
  const started = of('workflow_started', { id: 'w', inputs: { 'sys.query': 'Q' } });
  const plan = { text: 'Outline.', reasoning_content: 'Plan it.', usage: usage(100, 200, '0.5') };
  const text = { text: 'The text.', usage: usage(10, 5, '0.25') };

  it('has the words and the counts of both, and no single model', async () => {
    for (const pieces of [
      [],
      [of('text_chunk', { text: 'The ' }), of('text_chunk', { text: 'text.' })],
    ]) {
      const { format, traces } = await openLines(
        started,
        node('deepseek-reasoner', 'Plan: Q', plan),
        ...pieces,
        node('gpt-4o-mini', 'Write: Outline.', text),
      );
      assert.equal(format, 'dify');
      const [trace] = traces;
      assert.equal(traces.length, 1);
      assert.deepEqual(outline(trace), [
        'raw reasoning: Plan it.',
        'answer: Outline.',
        'answer: The text.',
      ]);
      assert.deepEqual(promptOf(trace), ['user: Q']);
      assert.deepEqual(
        [trace?.model, trace?.usage.inputTokens, trace?.usage.outputTokens, trace?.costUsd],
        [null, 110, 205, 0.75],
      );
      assert.equal(trace?.timing.durationMs, 3_000);
    }
  });

  it('has a price only where each node tells one, and the counts of the message where it tells them', async () => {
    const { traces } = await openLines(
      node('r1', 'P', plan),
      node('r1', 'P', { text: 'The text.' }),
    );
    assert.deepEqual(
      [
        traces[0]?.model,
        traces[0]?.costUsd,
        traces[0]?.usage.outputTokens,
        traces[0]?.usage.outputBound,
      ],
      ['r1', null, 200, 'at-least'],
    );
    const whole = await openLines(started, node('r1', 'P', plan), node('r1', 'P', text), {
      event: 'message_end',
      task_id: 't',
      workflow_run_id: 'w',
      metadata: { usage: usage(111, 206, '0.8') },
    });
    const [trace] = whole.traces;
    assert.deepEqual([trace?.usage.outputTokens, trace?.costUsd], [206, 0.8]);
    assert.equal(trace?.timing.durationMs, 1_500);
  });
});
