import assert from 'node:assert/strict';
import { openJson, openLines, outline, promptOf } from '../../openFixture';

describe('chats that say who speaks in ways of their own', () => {
  it('of Open Interpreter have code and its output as messages: a call and its result', async () => {
    const { traces } = await openJson([
      { role: 'user', type: 'message', content: 'What is 34 * 24?' },
      { role: 'assistant', type: 'message', content: 'I compute it.' },
      { role: 'assistant', type: 'code', format: 'python', content: '34*24' },
      { role: 'computer', type: 'console', format: 'output', content: '816' },
      { role: 'computer', type: 'image', format: 'base64.png', content: 'iVBORw0KGgo' },
      { role: 'assistant', type: 'message', content: 'It is 816.' },
    ]);
    assert.deepEqual(traces.map(outline), [
      ['answer: I compute it.', 'call python: 34*24', 'result: 816', 'result: '],
      ['answer: It is 816.'],
    ]);
    assert.deepEqual(promptOf(traces[1]), ['user: What is 34 * 24?']);
  });

  it('of Open Interpreter had words, code and output in one message at first', async () => {
    const { traces } = await openJson([
      { role: 'user', message: 'List files' },
      { role: 'assistant', message: 'I list.', language: 'shell', code: 'ls', output: 'a.py' },
      { role: 'assistant', message: 'One file.' },
    ]);
    assert.deepEqual(traces.map(outline), [
      ['answer: I list.', 'call shell: ls', 'result: a.py'],
      ['answer: One file.'],
    ]);
    assert.deepEqual(promptOf(traces[1]), ['user: List files']);
  });

  it('of rows for training have a call as a message, whose words are JSON', async () => {
    const { traces } = await openJson([
      {
        conversations: [
          { from: 'human', value: '17 * 19?' },
          { from: 'function_call', value: '{"name": "mul", "arguments": {"a": 17}}' },
          { from: 'observation', value: '323' },
          { from: 'gpt', value: '<think>It is given.</think>It is 323.' },
        ],
        system: 'You help.',
      },
    ]);
    assert.deepEqual(traces.map(outline), [
      ['call mul: {"a":17}', 'result: 323'],
      ['raw reasoning: It is given.', 'answer: It is 323.'],
    ]);
    assert.deepEqual(promptOf(traces[1]), ['system: You help.', 'user: 17 * 19?']);
  });

  it('of CodeCompanion have the model as `llm` and calls under `tools`', async () => {
    const { traces } = await openJson({
      save_id: '1',
      messages: [
        { role: 'system', content: 'You assist.', opts: { visible: false } },
        { role: 'user', content: 'What is this?' },
        {
          role: 'llm',
          reasoning: { content: 'Read it.', _data: { signature: 's' } },
          tools: {
            calls: [
              { id: 'c1', type: 'function', function: { name: 'read', arguments: '{"f":1}' } },
            ],
          },
        },
        {
          role: 'tool',
          content: 'no such file',
          tools: { call_id: 'c1', is_error: true, name: 'read' },
          _meta: { id: 7 },
        },
        { role: 'llm', content: 'A list.', reasoning: { content: 'Short.' } },
      ],
      settings: { model: 'claude-sonnet-4-5', max_tokens: 8192 },
      adapter: 'anthropic',
    });
    assert.deepEqual(traces.map(outline), [
      ['summary reasoning: Read it.', 'call read: {"f":1}', 'failed result: no such file'],
      ['summary reasoning: Short.', 'answer: A list.'],
    ]);
    assert.deepEqual(promptOf(traces[1]), ['system: You assist.', 'user: What is this?']);
    assert.equal(traces[0]?.model, 'claude-sonnet-4-5');
  });

  it('make no turn of the user of a role that is not known, where the user has one', async () => {
    const { traces } = await openLines(
      { role: 'janitor', content: 'begun' },
      { role: 'user', content: 'Hi' },
      { role: 'assistant', content: 'Hello' },
      { role: 'janitor', content: 'saved' },
      { role: 'assistant', content: 'Anything else?' },
    );
    assert.deepEqual(traces.map(outline), [
      ['answer: Hello', 'raw janitor'],
      ['answer: Anything else?'],
    ]);
    assert.deepEqual(promptOf(traces[1]), ['user: begun', 'user: Hi']);
    const customer = await openLines(
      { role: 'customer', content: 'Hi' },
      { role: 'assistant', content: 'Hello' },
      { role: 'customer', content: 'Bye' },
      { role: 'assistant', content: 'Bye.' },
      { role: 'assistant', content: 'Bye!' },
    );
    assert.deepEqual(promptOf(customer.traces[1]), ['user: Bye']);
  });

  it('of aichat have the calls in the message of the tool, before their answer', async () => {
    const { traces } = await openJson({
      model: 'deepseek:deepseek-reasoner',
      messages: [
        { role: 'user', content: 'Larger?' },
        { role: 'assistant', content: '<think>\nTenths.\n</think>\n9.9' },
        { role: 'user', content: 'Weather?' },
        {
          role: 'tool',
          content: {
            tool_results: [
              {
                call: { name: 'weather', arguments: { city: 'Oslo' }, id: 'c1' },
                output: { output: '4 degrees' },
              },
            ],
            text: '<think>Ask.</think>Asking.',
            sequence: false,
          },
        },
        { role: 'assistant', content: 'It is cold.' },
      ],
    });
    assert.deepEqual(traces.map(outline), [
      ['raw reasoning: \nTenths.\n', 'answer: \n9.9'],
      [
        'raw reasoning: Ask.',
        'answer: Asking.',
        'call weather: {"city":"Oslo"}',
        'result: 4 degrees',
      ],
      ['answer: It is cold.'],
    ]);
    assert.deepEqual(promptOf(traces[1]), ['user: Weather?']);
  });

  it("of Claude's Agent SDK are told by their keys, and lines of one message are one", async () => {
    const said = (id: string, block: object) => ({
      content: [block],
      model: 'claude-sonnet-4-5',
      parent_tool_use_id: null,
      usage: { input_tokens: 10, output_tokens: 30 },
      message_id: id,
      uuid: `u-${id}`,
    });
    const { format, traces } = await openLines(
      { type: 'user_message', content: '2+2?', timestamp: '2025-11-12T13:54:29Z' },
      { subtype: 'init', data: { type: 'system', model: 'claude-sonnet-4-5' } },
      said('m1', { thinking: 'Use the tool.', signature: 's' }),
      said('m1', { id: 't1', name: 'Bash', input: { command: 'echo 4' } }),
      { content: [{ tool_use_id: 't1', content: '4', is_error: false }], parent_tool_use_id: null },
      said('m2', { text: 'It is 4.' }),
    );
    assert.equal(format, 'message-list');
    assert.deepEqual(traces.map(outline), [
      ['summary reasoning: Use the tool.', 'call Bash: {"command":"echo 4"}', 'result: 4'],
      ['answer: It is 4.'],
    ]);
    assert.deepEqual(
      traces.map(({ id, model, usage }) => [id, model, usage.outputTokens]),
      [
        ['m1', 'claude-sonnet-4-5', 30],
        ['m2', 'claude-sonnet-4-5', 30],
      ],
    );
    assert.deepEqual(promptOf(traces[1]), ['user: 2+2?']);
  });

  it("of Claude's Agent SDK may name the classes of messages and blocks", async () => {
    const { traces } = await openJson({
      messages: [
        { type: 'UserMessage', content: 'Hi' },
        {
          type: 'AssistantMessage',
          model: 'claude-opus-4-5',
          content: [
            { type: 'ThinkingBlock', thinking: 'Greet.' },
            { type: 'ToolUseBlock', id: 't', name: 'Read', input: { path: 'a' } },
          ],
        },
        {
          type: 'UserMessage',
          content: [{ type: 'ToolResultBlock', tool_use_id: 't', content: 'abc' }],
        },
        {
          type: 'AssistantMessage',
          model: 'claude-opus-4-5',
          content: [{ type: 'TextBlock', text: 'Hello' }],
        },
      ],
    });
    assert.deepEqual(traces.map(outline), [
      ['summary reasoning: Greet.', 'call Read: {"path":"a"}', 'result: abc'],
      ['answer: Hello'],
    ]);
    assert.equal(traces[1]?.model, 'claude-opus-4-5');
  });

  it("of Claude's Agent SDK may keep the fields apart from the class", async () => {
    const said = (name: string, data: object) => ({ _type: name, session_id: 's', data });
    const { traces } = await openLines(
      said('UserMessage', { content: 'Hi' }),
      said('AssistantMessage', {
        content: [{ thinking: 'Greet.', signature: 's' }, { text: 'Hello' }],
        model: 'claude-sonnet-4-5',
      }),
    );
    assert.deepEqual(traces.map(outline), [['summary reasoning: Greet.', 'answer: Hello']]);
    assert.deepEqual(promptOf(traces[0]), ['user: Hi']);
    assert.equal(traces[0]?.model, 'claude-sonnet-4-5');
  });

  it('of gptme may have calls as XML, and their counts beside other facts', async () => {
    const { traces } = await openLines(
      { role: 'user', content: 'Run it.' },
      {
        role: 'assistant',
        content: 'So:\n<tool-use>\n<ipython>\nprint(1)\n</ipython>\n</tool-use>',
        metadata: { model: 'm', input_tokens: 11, output_tokens: 22 },
      },
    );
    assert.deepEqual(outline(traces[0]), ['answer: So:', 'call ipython: print(1)']);
    assert.deepEqual([traces[0]?.usage.inputTokens, traces[0]?.usage.outputTokens], [11, 22]);
  });

  it('of gptme have calls as text, and the result as a message of the system that names the call', async () => {
    const { traces } = await openLines(
      { role: 'system', content: 'You are gptme.', timestamp: '2026-08-02T10:00:00Z' },
      { role: 'user', content: 'How big?', timestamp: '2026-08-02T10:00:05Z' },
      {
        role: 'assistant',
        content:
          '<think>\nUse du.\n<!-- think-sig: EqoB+/= -->\n</think>\n\nI measure it.\n\n@shell(call-1): {"command": "du -sh \\"}\\""}',
        timestamp: '2026-08-02T10:00:09Z',
        metadata: {
          model: 'anthropic/claude-sonnet-4-6',
          cost: 0.0018,
          usage: { input_tokens: 2100, output_tokens: 340 },
          timings: { ttft_ms: 820, gen_ms: 4200 },
        },
      },
      { role: 'system', content: '48M', timestamp: '2026-08-02T10:00:10Z', call_id: 'call-1' },
      {
        role: 'assistant',
        content:
          'It takes 48 MB. A call is written so:\n```\n@shell(call-2): {"command": "x"}\n```\n',
      },
    );
    assert.deepEqual(outline(traces[0]), [
      'raw reasoning: \nUse du.\n',
      'answer: I measure it.',
      'call shell: {"command": "du -sh \\"}\\""}',
      'result: 48M',
    ]);
    assert.equal(outline(traces[1]).length, 1);
    assert.deepEqual(promptOf(traces[1]), ['system: You are gptme.', 'user: How big?']);
    const [trace] = traces;
    assert.deepEqual(
      [trace?.model, trace?.costUsd, trace?.usage.outputTokens, trace?.timing.durationMs],
      ['anthropic/claude-sonnet-4-6', 0.0018, 340, 5020],
    );
    assert.equal(trace?.timing.ttftMs, 820);
  });

  it('of Kiro have calls between tags, and model beside the chat', async () => {
    const { traces } = await openJson(
      {
        executionId: 'e',
        chat: [
          { role: 'human', content: 'Port?' },
          {
            role: 'bot',
            content:
              'I look.\n<tool_use><name>readFile</name><input>{"path":"a"}</input></tool_use>',
          },
          { role: 'tool', content: 'port = 5173' },
          { role: 'bot', content: '5173.' },
        ],
        metadata: { modelId: 'claude-sonnet-4-6', startTime: 1_779_012_000_000 },
      },
      'a.chat',
    );
    assert.deepEqual(traces.map(outline), [
      ['answer: I look.', 'call readFile: {"path":"a"}', 'result: port = 5173'],
      ['answer: 5173.'],
    ]);
    assert.equal(traces[0]?.model, 'claude-sonnet-4-6');
    assert.deepEqual(
      traces.map(({ timing }) => timing.startedAt),
      [1_779_012_000_000, null],
    );
  });

  it('of LangChain have the class of a message under another key', async () => {
    const { traces } = await openJson({
      messages: [
        { _type: 'HumanMessage', content: 'Port?' },
        { _type: 'AIMessage', content: '5173.' },
        { role: 'user', content: 'And the host?' },
        { role: 'assistant', content: 'localhost.' },
      ],
    });
    assert.deepEqual(traces.map(outline), [['answer: 5173.'], ['answer: localhost.']]);
    assert.deepEqual(promptOf(traces[1]), ['user: And the host?']);
  });

  it('of Gemini may say that a function did not fail', async () => {
    const given = (error: unknown) => ({
      role: 'user',
      parts: [{ functionResponse: { name: 'f', response: { error, data: 1 } } }],
    });
    const { traces } = await openJson({
      contents: [
        { role: 'user', parts: [{ text: 'Try.' }] },
        { role: 'model', parts: [{ functionCall: { name: 'f', args: {} } }] },
        given(false),
        { role: 'model', parts: [{ functionCall: { name: 'f', args: {} } }] },
        given('no f'),
        { role: 'model', parts: [{ text: 'Done.' }] },
      ],
    });
    assert.deepEqual(traces.map(outline), [
      ['call f: {}', 'result: {"error":false,"data":1}'],
      ['call f: {}', 'failed result: {"error":"no f","data":1}'],
      ['answer: Done.'],
    ]);
  });
});
