import assert from 'node:assert/strict';
import { open, openJson, openLines, outline, promptOf } from '../../openFixture';

describe('chats whose items stand alone', () => {
  const summary = (words: string) => [{ type: 'summary_text', text: words }];

  it('of Grok have the role as the type and reasoning before its message', async () => {
    const { format, traces } = await openLines(
      { type: 'system', content: 'You are Grok.' },
      { type: 'user', content: [{ type: 'text', text: 'Read a.py' }], prompt_index: 0 },
      { type: 'reasoning', id: 'rs_1', summary: summary('Open it.'), encrypted_content: 'x' },
      {
        type: 'assistant',
        content: 'Opening.',
        tool_calls: [{ id: 'c1', name: 'read_file', arguments: '{"path":"a.py"}' }],
        model_id: 'grok-4.5',
        reasoning_effort: 'high',
      },
      { type: 'tool_result', tool_call_id: 'c1', content: 'print(1)' },
      {
        type: 'backend_tool_call',
        kind: { tool_type: 'web_search', action: { query: 'print' }, id: 'w1' },
      },
      { type: 'assistant', content: 'It prints 1.', model_id: 'grok-4.5' },
      { type: 'reasoning', id: 'rs_2', summary: summary('Was that all?') },
    );
    assert.equal(format, 'message-list');
    assert.deepEqual(traces.map(outline), [
      [
        'summary reasoning: Open it.',
        'answer: Opening.',
        'call read_file: {"path":"a.py"}',
        'result: print(1)',
      ],
      ['call web_search: {"query":"print"}', 'answer: It prints 1.'],
      ['summary reasoning: Was that all?'],
    ]);
    assert.deepEqual([traces[0]?.model, traces[0]?.effort], ['grok-4.5', 'high']);
    assert.deepEqual(promptOf(traces[0]), ['system: You are Grok.', 'user: Read a.py']);
  });

  it("of OpenAI's agents are one trace from input to input", async () => {
    const said = (words: string) => ({
      type: 'message',
      role: 'assistant',
      content: [{ type: 'output_text', text: words }],
    });
    const { traces } = await openJson([
      { role: 'user', content: 'Warm?' },
      { type: 'reasoning', id: 'rs_1', summary: summary('Ask.'), content: [] },
      said('Asking.'),
      { type: 'function_call', call_id: 'c1', name: 'weather', arguments: '{"c":1}' },
      { type: 'function_call_output', call_id: 'c1', output: 'sunny' },
      said('Warm.'),
    ]);
    assert.deepEqual(traces.map(outline), [
      ['summary reasoning: Ask.', 'answer: Asking.', 'call weather: {"c":1}', 'result: sunny'],
      ['answer: Warm.'],
    ]);
  });

  it('of Cursor have the message inside', async () => {
    const line = (role: string, ...content: readonly object[]) => ({ role, message: { content } });
    const { traces } = await openLines(
      line('user', { type: 'text', text: 'List' }),
      line(
        'assistant',
        { type: 'text', text: 'Running ls.' },
        { type: 'tool_use', name: 'Bash', input: { command: 'ls' } },
      ),
    );
    assert.deepEqual(outline(traces[0]), ['answer: Running ls.', 'call Bash: {"command":"ls"}']);
  });

  it('of Goose have the model and the provider of their session, else their own', async () => {
    const said = (text: string, metadata: object = {}) => ({
      role: 'assistant',
      content: [{ type: 'text', text }],
      metadata,
    });
    const { format, traces } = await openJson({
      id: '20260601_4',
      working_dir: '/x',
      provider_name: 'anthropic',
      model_config: { model_name: 'claude-sonnet-4-5', context_limit: null },
      message_count: 3,
      conversation: [
        { role: 'user', content: [{ type: 'text', text: 'List' }] },
        said('One.'),
        said('Two.', { inference: { requestedModel: 'gpt-5', provider: 'openai' } }),
      ],
    });
    assert.equal(format, 'goose');
    assert.deepEqual(
      traces.map(({ model, provider }) => [model, provider]),
      [
        ['claude-sonnet-4-5', 'anthropic'],
        ['gpt-5', 'openai'],
      ],
    );
  });

  it('of Goose keep calls and results in their outcomes', async () => {
    const { traces } = await openLines(
      { working_dir: '/x', description: 'd' },
      { role: 'user', created: 1_760_000_000, content: [{ type: 'text', text: 'List' }] },
      {
        role: 'assistant',
        content: [
          { type: 'thinking', thinking: 'Look.', signature: 's' },
          {
            type: 'toolRequest',
            id: 't',
            toolCall: { status: 'success', value: { name: 'shell', arguments: { c: 'ls' } } },
          },
        ],
      },
      {
        role: 'user',
        content: [
          {
            type: 'toolResponse',
            id: 't',
            toolResult: { status: 'success', value: [{ type: 'text', text: 'a.txt' }] },
          },
        ],
      },
      { role: 'assistant', content: [{ type: 'text', text: 'One file.' }] },
    );
    assert.deepEqual(traces.map(outline), [
      ['raw reasoning: Look.', 'call shell: {"c":"ls"}', 'result: a.txt'],
      ['answer: One file.'],
    ]);
  });

  it('of LangChain are messages with their data', async () => {
    const { traces } = await openJson([
      { type: 'human', data: { content: 'Hi' } },
      {
        type: 'ai',
        data: {
          content: 'Hello',
          additional_kwargs: { reasoning_content: 'Greet.' },
          response_metadata: { model_name: 'deepseek-reasoner', finish_reason: 'stop' },
          usage_metadata: { output_tokens: 9, output_token_details: { reasoning: 4 } },
        },
      },
    ]);
    assert.deepEqual(outline(traces[0]), ['raw reasoning: Greet.', 'answer: Hello']);
    assert.deepEqual(
      [traces[0]?.model, traces[0]?.finishReason, traces[0]?.usage.reasoningTokens],
      ['deepseek-reasoner', 'stop', 4],
    );
  });

  it('of LangChain are told by their classes where Python printed them', async () => {
    const { traces } = await open(
      'run.log',
      "result: {'messages': [SystemMessage(content='Be brief.'), HumanMessage(content='How deep?', id='h'), " +
        "AIMessage(content='', additional_kwargs={'reasoning_content': 'The chart tells.'}, " +
        "response_metadata={'model_name': 'gpt-oss-20b', 'finish_reason': 'tool_calls'}, id='a', " +
        "tool_calls=[{'name': 'chart', 'args': {'spot': 'reef'}, 'id': 'c1', 'type': 'tool_call'}], " +
        "usage_metadata={'input_tokens': 20, 'output_tokens': 9, 'output_token_details': {'reasoning': 4}}), " +
        "ToolMessage(content='3 m', name='chart', tool_call_id='c1'), " +
        "AIMessage(content='3 m deep.', additional_kwargs={'reasoning_content': 'Three.'})]}\n",
    );
    assert.deepEqual(traces.map(outline), [
      ['raw reasoning: The chart tells.', 'call chart: {"spot":"reef"}', 'result: 3 m'],
      ['raw reasoning: Three.', 'answer: 3 m deep.'],
    ]);
    const [first] = traces;
    assert.deepEqual(promptOf(first), ['system: Be brief.', 'user: How deep?']);
    assert.deepEqual(
      [first?.model, first?.usage.inputTokens, first?.usage.reasoningTokens],
      ['gpt-oss-20b', 20, 4],
    );
  });

  it('of Anthropic are the blocks of one message, as Python prints its content', async () => {
    const printed =
      "[ThinkingBlock(signature='QQ==', thinking='Look first.', type='thinking'), TextBlock(citations=None, " +
      "text='Looking.', type='text'), ToolUseBlock(id='t1', caller=None, input={'command': 'ls'}, name='bash', type='tool_use')]\n";
    const blocks = [
      { type: 'thinking', thinking: 'Look first.', signature: 'QQ==' },
      { type: 'text', text: 'Looking.', citations: null },
      { type: 'tool_use', id: 't1', name: 'bash', input: { command: 'ls' } },
    ];
    for (const { traces } of [await open('run.log', printed), await openJson(blocks)]) {
      assert.deepEqual(traces.map(outline), [
        ['raw reasoning: Look first.', 'answer: Looking.', 'call bash: {"command":"ls"}'],
      ]);
    }
  });

  it('of Continue have thinking as a message of its own', async () => {
    const item = (role: string, content: string) => ({
      message: { role, content },
      contextItems: [],
    });
    const { format, traces } = await openJson({
      sessionId: 's',
      history: [item('user', 'Hi'), item('thinking', 'Greet.'), item('assistant', 'Hello')],
    });
    assert.equal(format, 'message-document');
    assert.deepEqual(traces.map(outline), [['raw reasoning: Greet.', 'answer: Hello']]);
  });

  it('of AgentScope have results in the name of the system', async () => {
    const { traces } = await openJson([
      { id: '1', name: 'user', role: 'user', content: 'The last ferry?' },
      {
        id: '2',
        name: 'Friday',
        role: 'assistant',
        content: [
          { type: 'thinking', thinking: 'Look it up.' },
          { type: 'tool_use', id: 'c1', name: 'timetable', input: { to: 'the isle' } },
        ],
      },
      {
        id: '3',
        name: 'system',
        role: 'system',
        content: [
          {
            type: 'tool_result',
            id: 'c1',
            name: 'timetable',
            output: [{ type: 'text', text: '17:40' }],
          },
        ],
      },
      {
        id: '4',
        name: 'Friday',
        role: 'assistant',
        content: [{ type: 'text', text: 'At 17:40.' }],
      },
    ]);
    assert.deepEqual(traces.map(outline), [
      ['raw reasoning: Look it up.', 'call timetable: {"to":"the isle"}', 'result: 17:40'],
      ['answer: At 17:40.'],
    ]);
    assert.deepEqual(promptOf(traces[1]), ['user: The last ferry?']);
  });

  it('of Qwen-Agent have reasoning in a message of its own before the call or the answer', async () => {
    const said = { role: 'assistant', content: '', name: 'Bot' };
    const { traces } = await openJson([
      { role: 'user', content: 'The last ferry?' },
      { ...said, reasoning_content: 'Look it up.' },
      {
        ...said,
        function_call: { name: 'timetable', arguments: '{"to":"the isle"}' },
        extra: { function_id: '1' },
      },
      { role: 'function', content: '17:40', name: 'timetable', extra: { function_id: '1' } },
      { ...said, reasoning_content: 'It says 17:40.', extra: {} },
      { ...said, content: [{ text: 'At 17:40.' }] },
    ]);
    assert.deepEqual(traces.map(outline), [
      ['raw reasoning: Look it up.', 'call timetable: {"to":"the isle"}', 'result: 17:40'],
      ['raw reasoning: It says 17:40.', 'answer: At 17:40.'],
    ]);
  });

  it('join no thought to the words of another agent', async () => {
    const { traces } = await openJson([
      { role: 'user', content: 'Go' },
      { role: 'assistant', name: 'A', content: [{ type: 'thinking', thinking: 'Mine.' }] },
      { role: 'assistant', name: 'B', content: 'Hers.' },
    ]);
    assert.deepEqual(traces.map(outline), [['raw reasoning: Mine.'], ['answer: Hers.']]);
  });

  it('of LangChain have the calls of Anthropic once, though they stand beside the blocks too', async () => {
    const { traces } = await openJson([
      { type: 'human', content: 'How many?' },
      {
        type: 'ai',
        content: [
          { type: 'thinking', thinking: 'Count.', signature: 's' },
          { type: 'tool_use', id: 'toolu_1', name: 'count', input: { n: 3 } },
        ],
        tool_calls: [{ name: 'count', args: { n: 3 }, id: 'toolu_1', type: 'tool_call' }],
      },
      { type: 'tool', content: '24', tool_call_id: 'toolu_1' },
    ]);
    assert.deepEqual(traces.map(outline), [
      ['raw reasoning: Count.', 'call count: {"n":3}', 'result: 24'],
    ]);
  });
});

describe('a message of RubyLLM as a shell shows it', () => {
  const shown = (counts: string): string =>
    `irb(main):002> chat.ask "Q"\n=>\n#<RubyLLM::Message:0x01\n @content=#<RubyLLM::Content:0x02 @attachments=[], @text="b">,\n @model_id="claude-sonnet-4-5",\n @role=:assistant,\n @thinking=#<RubyLLM::Thinking:0x03 @signature="s", @text="a">,\n ${counts}>\n`;

  it('has its thinking and counts, but no input where the cache may be inside or beside it', async () => {
    for (const [counts, expected] of [
      ['@tokens=#<RubyLLM::Tokens:0x04 @cached=0, @input=21, @output=77, @thinking=nil>', [21, 77]],
      ['@tokens=#<RubyLLM::Tokens:0x04 @cached=5, @input=21, @output=77>', [null, 77]],
      ['@input_tokens=21, @output_tokens=77', [21, 77]],
    ] as const) {
      const { traces } = await open('irb.txt', shown(counts));
      assert.deepEqual(traces.map(outline), [['summary reasoning: a', 'answer: b']]);
      const [trace] = traces;
      assert.deepEqual([trace?.usage.inputTokens, trace?.usage.outputTokens], expected);
    }
  });
});
