import assert from 'node:assert/strict';
import { openJson, openLines, outline, promptOf } from '../../openFixture';

describe('chats in pairs', () => {
  it('of text-generation-webui have their model, and a greeting that nobody asked', async () => {
    const { format, traces } = await openJson({
      internal: [
        ['<|BEGIN-VISIBLE-CHAT|>', 'Hello!'],
        ['Q', '<think>t</think>a'],
        ['R', '<think>u</think>b'],
      ],
      visible: [
        ['', 'Hello!'],
        ['Q', '<think>t</think>a'],
        ['R', '<think>u</think>b'],
      ],
      metadata: { assistant_1: { model_name: 'm.gguf' }, assistant_2: { model_name: 'n.gguf' } },
    });
    assert.equal(format, 'text-generation-webui');
    assert.deepEqual(traces.map(outline), [
      ['raw reasoning: t', 'answer: a'],
      ['raw reasoning: u', 'answer: b'],
    ]);
    assert.deepEqual(traces.map(promptOf), [['assistant: Hello!', 'user: Q'], ['user: R']]);
    assert.deepEqual(
      traces.map(({ model }) => model),
      ['m.gguf', 'n.gguf'],
    );
  });

  const rounds = [
    [['photo.png'], null],
    ['Q', '<think>t</think>a'],
    ['R', 'b'],
  ];
  for (const [name, value] of [
    ['alone', rounds],
    ['under a name', { history: rounds }],
  ] as const) {
    it(`are read ${name}, the words of the user as words of the user`, async () => {
      const { traces } = await openJson(value);
      assert.deepEqual(traces.map(outline), [['raw reasoning: t', 'answer: a'], ['answer: b']]);
      assert.deepEqual(traces.map(promptOf), [['user: ["photo.png"]', 'user: Q'], ['user: R']]);
    });
  }

  it('are no chats where nobody reasons', async () => {
    await assert.rejects(
      openJson({
        history: [
          ['2020-01-01', 'opened'],
          ['2020-02-01', 'closed'],
        ],
      }),
    );
  });
});

describe('messages that Gradio folds', () => {
  const user = { role: 'user', content: 'Q' };
  const folded = (title: string | null, content: string, more: object = {}) => ({
    role: 'assistant',
    metadata: { title, ...more },
    content,
  });

  it('are the thinking and the calls of the next answer', async () => {
    const { format, traces } = await openJson([
      user,
      folded('Thinking', 't', { status: 'done', duration: 2.4, id: 1 }),
      folded('🛠️ Used tool factor', '[13, 17]', { status: 'done' }),
      folded(null, 'u', { parent_id: 1 }),
      { role: 'assistant', metadata: { title: null }, content: [{ type: 'text', text: 'a' }] },
    ]);
    assert.equal(format, 'message-list');
    assert.deepEqual(traces.map(outline), [
      ['raw reasoning: t', 'call factor: ', 'result: [13, 17]', 'raw reasoning: u', 'answer: a'],
    ]);
    assert.equal(traces[0]?.segments[0]?.durationMs, 2400);
  });

  it('are what a tool was given and what came of it, as smolagents shows them', async () => {
    const { traces } = await openJson([
      user,
      folded('🛠️ Used tool python_interpreter', '```python\nx\n```', { id: 'p' }),
      folded('📝 Execution Logs', 'out', { parent_id: 'p' }),
      folded("💥 Error using tool 'Weather'", 'API Error'),
      { role: 'assistant', content: 'a' },
    ]);
    assert.deepEqual(traces.map(outline), [
      [
        'call python_interpreter: ```python\nx\n```',
        'result: out',
        'failed result: API Error',
        'answer: a',
      ],
    ]);
  });

  it('are told from a message whose metadata has its place in a tree', async () => {
    const metadata = { id: 'm2', parent_id: 'm1' };
    const { traces } = await openJson([user, { role: 'assistant', content: 'a', metadata }]);
    assert.deepEqual(traces.map(outline), [['answer: a']]);
  });

  it('are told from a message whose metadata has a title of another kind', async () => {
    const { traces } = await openJson([user, folded('A chat about edges', 'a')]);
    assert.deepEqual(traces.map(outline), [['answer: a']]);
  });
});

describe('chats one holder further away', () => {
  it('are read from any list in a document (Page Assist)', async () => {
    const chat = (model: string, said: string) => ({
      history: { id: 'h', model_id: model },
      messages: [
        { role: 'user', content: 'Q', createdAt: 1_767_000_000_000 },
        {
          role: 'assistant',
          content: said,
          createdAt: 1_767_000_001_000,
          modelName: model,
          generationInfo: { prompt_eval_count: 22, eval_count: 71 },
        },
      ],
    });
    const { format, traces } = await openJson({
      knowledge: [],
      chat: [chat('m', '<think>t</think>a'), chat('n', 'b')],
    });
    assert.equal(format, 'message-document');
    assert.deepEqual(traces.map(outline), [['raw reasoning: t', 'answer: a'], ['answer: b']]);
    const [trace] = traces;
    assert.deepEqual(
      [trace?.model, trace?.usage.inputTokens, trace?.usage.outputTokens],
      ['m', 22, 71],
    );
    assert.equal(trace?.timing.startedAt, 1_767_000_001_000);
  });

  it('have the whole response beside the message (tau2)', async () => {
    const said = {
      role: 'assistant',
      content: null,
      tool_calls: [{ id: 'c', name: 'get', arguments: { id: 'Q' } }],
      cost: 0.001,
      generation_time_seconds: 1.5,
      raw_data: {
        id: 'r',
        model: 'claude',
        choices: [
          {
            finish_reason: 'tool_calls',
            message: {
              role: 'assistant',
              content: null,
              reasoning_content: 't',
              tool_calls: [{ id: 'c', function: { name: 'get', arguments: '{"id":"Q"}' } }],
            },
          },
        ],
        usage: { prompt_tokens: 900, completion_tokens: 120 },
      },
    };
    const { traces } = await openJson({
      info: { agent_info: { llm: 'claude' } },
      tasks: [{ id: '0' }],
      simulations: [
        {
          id: 's',
          messages: [
            { role: 'assistant', content: 'Hi!', raw_data: null },
            { role: 'user', content: 'Q' },
            said,
            { id: 'c', role: 'tool', content: 'ok' },
          ],
        },
      ],
    });
    assert.deepEqual(
      outline(traces[1]).map((line) => line.replace(/^\w+ reasoning/, 'reasoning')),
      ['reasoning: t', 'call get: {"id":"Q"}', 'result: ok'],
    );
    const [greeting, trace] = traces;
    assert.deepEqual(
      [greeting?.model, trace?.id, trace?.model, trace?.costUsd, trace?.timing.durationMs],
      ['claude', 'r', 'claude', 0.001, 1500],
    );
    assert.equal(trace?.usage.outputTokens, 120);
  });

  it('may be JSON text', async () => {
    const { traces } = await openLines({
      model: 'm',
      trajectory: JSON.stringify([
        { role: 'user', content: 'Q' },
        { role: 'assistant', content: 'a', reasoning_content: 't' },
      ]),
    });
    assert.deepEqual(traces.map(outline), [['raw reasoning: t', 'answer: a']]);
    assert.equal(traces[0]?.model, 'm');
  });

  it('may have their system text in a column of its own (SWE-agent’s rows)', async () => {
    const { traces } = await openLines({
      model_name: 'm',
      trajectory: [
        { role: 'system', system_prompt: 'S', text: null },
        { role: 'user', system_prompt: null, text: 'Q' },
        { role: 'ai', system_prompt: null, text: 'a' },
      ],
    });
    assert.deepEqual(promptOf(traces[0]), ['system: S', 'user: Q']);
  });
});

describe('calls of a message', () => {
  it('may be JSON text (llama.cpp’s page)', async () => {
    const calls = [{ id: 'c', type: 'function', function: { name: 'wind', arguments: '{}' } }];
    const { traces } = await openJson([
      { role: 'user', content: 'Q' },
      {
        role: 'assistant',
        content: '',
        reasoningContent: 't',
        toolCalls: JSON.stringify(calls),
        model: 'm',
      },
      { role: 'tool', content: '14', toolCallId: 'c' },
      { role: 'assistant', content: 'a', reasoningContent: 'u', toolCalls: '' },
    ]);
    assert.deepEqual(traces.map(outline), [
      ['raw reasoning: t', 'call wind: {}', 'result: 14'],
      ['raw reasoning: u', 'answer: a'],
    ]);
  });

  it('may hold what came of them, at their place among the words (Witsy)', async () => {
    const { traces } = await openJson({
      messages: [
        { role: 'user', content: 'Q' },
        {
          role: 'assistant',
          content: 'A<tool index="0"></tool>B',
          reasoning: 't',
          toolCalls: [{ id: 'c', name: 'search', params: { query: 'q' }, result: { found: 1 } }],
        },
      ],
    });
    assert.deepEqual(outline(traces[0]), [
      'raw reasoning: t',
      'answer: A',
      'call search: {"query":"q"}',
      'result: {"found":1}',
      'answer: B',
    ]);
  });

  it('may be kept as invocations, with their result', async () => {
    const { traces } = await openJson({
      messages: [
        { role: 'user', content: 'Q' },
        {
          role: 'assistant',
          content: 'a',
          reasoning: 't',
          toolInvocations: [{ id: 'c', toolName: 'search', args: { q: 1 }, result: { r: 2 } }],
        },
      ],
    });
    assert.deepEqual(outline(traces[0]), [
      'raw reasoning: t',
      'answer: a',
      'call search: {"q":1}',
      'result: {"r":2}',
    ]);
  });

  it('may be what the model thinks and says last (OpenHands)', async () => {
    const call = (id: string, name: string, input: object) => ({
      role: 'assistant',
      content: '',
      tool_calls: [{ id, type: 'function', function: { name, arguments: JSON.stringify(input) } }],
    });
    const { traces } = await openLines({
      trajectory: [
        { role: 'user', content: 'Q' },
        call('c', 'think', { thought: 't' }),
        {
          role: 'tool',
          tool_call_id: 'c',
          name: 'think',
          content: 'Your thought has been logged.',
        },
        call('d', 'finish', { message: 'a', task_completed: 'true' }),
      ],
    });
    assert.deepEqual(traces.map(outline), [
      ['raw reasoning: t', 'call think: {"thought":"t"}', 'result: Your thought has been logged.'],
      ['answer: a', 'call finish: {"message":"a","task_completed":"true"}'],
    ]);
  });
});
