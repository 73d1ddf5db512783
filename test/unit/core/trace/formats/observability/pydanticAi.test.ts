import assert from 'node:assert/strict';
import { open, openJson, openLines, outline, promptOf } from '../../openFixture';

describe('messages of Pydantic AI', () => {
  const request = (...parts: readonly object[]) => ({ kind: 'request', parts });
  const response = (parts: readonly object[], more: object = {}) => ({
    kind: 'response',
    parts,
    model_name: 'deepseek-reasoner',
    provider_name: 'deepseek',
    provider_response_id: 'r1',
    finish_reason: 'tool_call',
    usage: {
      input_tokens: 12,
      cache_read_tokens: 4,
      output_tokens: 90,
      details: { reasoning_tokens: 60 },
    },
    timestamp: '2026-01-01T00:00:01Z',
    ...more,
  });

  it('are a generation for each response, with the results of its tools', async () => {
    const { format, traces } = await openJson([
      request(
        { part_kind: 'system-prompt', content: 'Be brief.' },
        { part_kind: 'user-prompt', content: 'Capital?' },
      ),
      response([
        { part_kind: 'thinking', content: 'Look it up. '.repeat(20), id: 'reasoning_content' },
        { part_kind: 'tool-call', tool_name: 'find', args: '{"q":1}', tool_call_id: 'c1' },
      ]),
      request(
        { part_kind: 'tool-return', tool_name: 'find', content: 'Paris', tool_call_id: 'c1' },
        { part_kind: 'retry-prompt', content: 'Again.' },
      ),
      response([
        { part_kind: 'thinking', content: '', id: 'redacted_thinking', signature: 'x' },
        { part_kind: 'text', content: 'Paris.' },
      ]),
    ]);
    assert.equal(format, 'pydantic-ai');
    assert.deepEqual(traces.map(outline), [
      [`raw reasoning: ${'Look it up. '.repeat(20)}`, 'call find: {"q":1}', 'result: Paris'],
      ['redacted reasoning: ', 'answer: Paris.'],
    ]);
    assert.deepEqual(promptOf(traces[0]), ['system: Be brief.', 'user: Capital?']);
    assert.deepEqual(promptOf(traces[1]), ['system: Be brief.', 'user: Again.']);
    assert.deepEqual(traces[0]?.usage, {
      inputTokens: 12,
      outputTokens: 90,
      reasoningTokens: 60,
      cachedInputTokens: 4,
      cacheWriteTokens: null,
      cacheWrite1hTokens: null,
      outputBound: 'exact',
      note: null,
    });
  });

  it('are read inside a document (Rovo Dev), whose counts leave the cache beside the input', async () => {
    const { format, traces } = await openJson({
      id: 's1',
      message_history: [
        request({ part_kind: 'user-prompt', content: 'Which Python?' }),
        response([{ part_kind: 'text', content: 'Python 3.11.' }], {
          usage: {
            input_tokens: 900,
            cache_write_tokens: 100,
            cache_read_tokens: 4000,
            output_tokens: 77,
          },
          model_name: 'anthropic.claude-sonnet-4-5',
        }),
      ],
      initial_prompt: 'Which Python?',
    });
    assert.equal(format, 'pydantic-ai');
    assert.deepEqual(traces.map(outline), [['answer: Python 3.11.']]);
    assert.deepEqual(promptOf(traces[0]), ['user: Which Python?']);
    const usage = traces[0]?.usage;
    assert.deepEqual(
      [usage?.inputTokens, usage?.cachedInputTokens, usage?.cacheWriteTokens, usage?.outputTokens],
      [5000, 4000, 100, 77],
    );
  });

  it('are read as Python prints them', async () => {
    const { format, traces } = await open(
      'out.txt',
      "[\n    ModelRequest(\n        parts=[\n            UserPromptPart(\n                content='Capital?',\n                timestamp=datetime.datetime(2026, 7, 1, 9, 30, tzinfo=datetime.timezone.utc),\n            )\n        ],\n        instructions='Be brief.',\n    ),\n" +
        "    ModelResponse(\n        parts=[ThinkingPart(content='Look it up.', provider_name='x'), ToolCallPart(tool_name='find', args={'q': 1}, tool_call_id='c1')],\n        usage=RequestUsage(input_tokens=12, cache_read_tokens=4, output_tokens=90, details={}),\n        model_name='claude-sonnet-4-6',\n        timestamp=datetime.datetime(2026, 7, 1, 9, 30, 3, tzinfo=TzInfo(UTC)),\n        finish_reason='tool_call',\n    ),\n" +
        "    ModelRequest(parts=[ToolReturnPart(tool_name='find', content='Paris', tool_call_id='c1')]),\n    ModelResponse(parts=[TextPart(content='Paris.')], model_name='claude-sonnet-4-6'),\n]\n",
    );
    assert.equal(format, 'pydantic-ai');
    assert.deepEqual(traces.map(outline), [
      ['summary reasoning: Look it up.', 'call find: {"q":1}', 'result: Paris'],
      ['answer: Paris.'],
    ]);
    assert.deepEqual(promptOf(traces[0]), ['system: Be brief.', 'user: Capital?']);
    assert.equal(traces[0]?.usage.cachedInputTokens, 4);
    assert.equal(traces[0].timing.startedAt, Date.UTC(2026, 6, 1, 9, 30, 3));
  });

  it('are read under any key, also in the state of a run, and without their kind', async () => {
    const bare = [
      { parts: [{ part_kind: 'user-prompt', content: 'Hi' }] },
      { parts: [{ part_kind: 'tool-call', tool_name: 'f', args: '{}', tool_call_id: 'c' }] },
      { parts: [{ part_kind: 'tool-return', tool_name: 'f', content: 'r', tool_call_id: 'c' }] },
      { parts: [{ part_kind: 'text', content: 'Hello' }] },
    ];
    for (const document of [{ all_messages: bare }, { output: 'x', _state: { past: bare } }]) {
      const { format, traces } = await openJson(document);
      assert.equal(format, 'pydantic-ai');
      assert.deepEqual(traces.map(outline), [['call f: {}', 'result: r'], ['answer: Hello']]);
      assert.deepEqual(promptOf(traces[1]), ['user: Hi']);
    }
  });

  it('count tokens under their older names, and thoughts of Gemini beside the output', async () => {
    const { traces } = await openJson([
      request({ part_kind: 'user-prompt', content: 'Hi' }),
      response([{ part_kind: 'text', content: 'Hello' }], {
        usage: { request_tokens: 3, response_tokens: 5, details: { thoughts_tokens: 40 } },
      }),
    ]);
    assert.deepEqual(
      [traces[0]?.usage.inputTokens, traces[0]?.usage.outputTokens, traces[0]?.fidelity],
      [3, 45, 'hidden'],
    );
  });
});

describe('spans of agents of Pydantic AI', () => {
  it('read the answers of a run that goes on with earlier ones once, with its own counts', async () => {
    const said = (role: string, content: string) => ({ role, parts: [{ type: 'text', content }] });
    const first = [said('system', 'Be short.'), said('user', 'q1'), said('assistant', 'a1')];
    const history = [...first, said('user', 'q2'), said('assistant', 'a2')];
    const run = (id: string, messages: readonly object[], index: number) => ({
      span_id: id,
      start_timestamp: '2025-11-30T10:00:00Z',
      attributes: {
        'gen_ai.operation.name': 'invoke_agent',
        'gen_ai.usage.output_tokens': 7,
        'pydantic_ai.all_messages': JSON.stringify(messages),
        ...(index === 0 ? {} : { 'pydantic_ai.new_message_index': index }),
      },
    });
    const { traces } = await openLines(run('r1', first, 0), run('r2', history, 2));
    assert.deepEqual(traces.map(outline), [['answer: a1'], ['answer: a2']]);
    assert.deepEqual(promptOf(traces[1]), ['system: Be short.', 'user: q2']);
    assert.deepEqual(
      traces.map(({ id, usage }) => [id, usage.outputTokens]),
      [
        ['r1', 7],
        ['r2', 7],
      ],
    );
    const beyond = await openLines(run('r3', history, 99));
    assert.equal(beyond.traces.length, 2);
  });
});
