import assert from 'node:assert/strict';
import { openJson, openLines, outline, promptOf } from '../openFixture';

describe('opencode sessions', () => {
  const info = {
    id: 'msg_1',
    sessionID: 'ses_1',
    role: 'assistant',
    modelID: 'claude-sonnet-4',
    providerID: 'anthropic',
    cost: 0.012,
    finish: 'tool-calls',
    time: { created: 1_760_000_000_000, completed: 1_760_000_004_000 },
    tokens: { input: 5, output: 90, reasoning: 0, cache: { read: 700, write: 40 } },
  };
  const parts = [
    { type: 'step-start' },
    {
      type: 'reasoning',
      text: 'Read it first.',
      time: { start: 1_760_000_000_500, end: 1_760_000_001_500 },
    },
    {
      type: 'tool',
      callID: 'c',
      tool: 'read',
      state: {
        status: 'completed',
        input: { path: 'a' },
        output: 'abc',
        time: { start: 1_760_000_002_000, end: 1_760_000_002_100 },
      },
    },
    { type: 'text', text: 'It says abc.' },
    { type: 'step-finish', reason: 'stop' },
  ];
  const question = {
    info: { id: 'msg_0', sessionID: 'ses_1', role: 'user' },
    parts: [{ type: 'text', text: 'What is in a?' }],
  };

  it('read an export; 0 reasoning tokens beside reasoning text are unknown', async () => {
    const { format, traces } = await openJson({
      info: { id: 'ses_1' },
      messages: [question, { info, parts }],
    });
    assert.equal(format, 'opencode');
    assert.deepEqual(outline(traces[0]), [
      'summary reasoning: Read it first.',
      'call read: {"path":"a"}',
      'result: abc',
      'answer: It says abc.',
    ]);
    assert.equal(traces[0]?.segments[0]?.durationMs, 1000);
    assert.equal(traces[0].usage.reasoningTokens, null);
    assert.equal(traces[0].usage.inputTokens, 745);
    assert.deepEqual(
      [traces[0].costUsd, traces[0].finishReason, traces[0].timing.durationMs],
      [0.012, 'tool-calls', 4000],
    );
    assert.deepEqual(promptOf(traces[0]), ['user: What is in a?']);
  });

  it('add reasoning to the output where the total says that it is beside it', async () => {
    const tokens = {
      input: 5,
      output: 90,
      reasoning: 40,
      total: 135,
      cache: { read: 0, write: 0 },
    };
    const { traces } = await openJson({
      info: { id: 'ses_1' },
      messages: [{ info: { ...info, tokens }, parts }],
    });
    assert.equal(traces[0]?.usage.outputTokens, 130);
  });

  it('read single files of the storage', async () => {
    const message = await openJson(info);
    assert.equal(message.traces[0]?.model, 'claude-sonnet-4');
    const part = await openJson({ id: 'p', sessionID: 'ses_1', messageID: 'msg_1', ...parts[1] });
    assert.deepEqual(outline(part.traces[0]), ['raw reasoning: Read it first.']);
  });

  it('read the events of a run, a generation for each step', async () => {
    const event = (type: string, part: object) => ({
      type,
      timestamp: 1_760_000_000_000,
      sessionID: 'ses_1',
      part: { sessionID: 'ses_1', messageID: 'msg_1', ...part },
    });
    const state = { status: 'completed', input: { path: 'a' }, output: 'abc' };
    const done = { type: 'step-finish', reason: 'stop', cost: 0.01 };
    const tokens = { input: 5, output: 9, reasoning: 4, cache: { read: 2, write: 0 } };
    const { format, traces } = await openLines(
      event('step_start', { type: 'step-start' }),
      event('reasoning', { type: 'reasoning', text: 'Read it.', time: { start: 1, end: 2 } }),
      event('tool_use', { type: 'tool', callID: 'c1', tool: 'read', state }),
      event('step_finish', { ...done, reason: 'tool-calls', tokens }),
      event('step_start', { type: 'step-start' }),
      event('text', { type: 'text', text: 'It says abc.' }),
      event('step_finish', done),
    );
    assert.equal(format, 'opencode');
    assert.deepEqual(traces.map(outline), [
      ['raw reasoning: Read it.', 'call read: {"path":"a"}', 'result: abc'],
      ['answer: It says abc.'],
    ]);
    assert.deepEqual(
      [traces[0]?.finishReason, traces[0]?.usage.inputTokens, traces[1]?.costUsd],
      ['tool-calls', 7, 0.01],
    );
  });
});

describe('VS Code chats', () => {
  const thinking = (value: unknown, id = 't1') => ({ kind: 'thinking', value, id });
  const request = {
    requestId: 'request_1',
    message: { text: 'Explain the regex', parts: [] },
    timestamp: 1_760_000_000_000,
    modelId: 'copilot/gpt-5',
    response: [
      { kind: 'mcpServersStarting' },
      thinking('**Reading** '),
      thinking(['the ', 'pattern']),
      thinking(''),
      { value: 'It matches ' },
      { kind: 'inlineReference', name: 'dates' },
      { value: ' only.' },
      {
        kind: 'toolInvocationSerialized',
        toolId: 'grep',
        toolCallId: 'c1',
        invocationMessage: { value: 'Searching' },
      },
      thinking('**Answering**', 't2'),
      { value: 'Done.' },
      { kind: 'somethingNew', value: 1 },
    ],
    result: {
      timings: { firstProgress: 700, totalElapsed: 5200 },
      metadata: {
        toolCallRounds: [
          { thinking: { id: 't1', text: '**Reading** the pattern', tokens: 64 }, toolCalls: [] },
        ],
      },
    },
  };

  it('put neighbouring pieces together and count thinking once', async () => {
    const { format, traces } = await openJson({
      responderUsername: 'GitHub Copilot',
      requests: [request],
    });
    assert.equal(format, 'vscode-chat');
    assert.deepEqual(outline(traces[0]), [
      'summary reasoning: **Reading** the pattern',
      'answer: It matches dates only.',
      'call grep: Searching',
      'summary reasoning: **Answering**',
      'answer: Done.',
      'raw somethingNew',
    ]);
    assert.equal(traces[0]?.usage.reasoningTokens, 64);
    assert.deepEqual([traces[0].timing.ttftMs, traces[0].timing.durationMs], [700, 5200]);
    assert.deepEqual(
      [traces[0].model, promptOf(traces[0])],
      ['gpt-5', ['user: Explain the regex']],
    );
    assert.match(traces[0].problems[0]?.message ?? '', /1 record not understood \(somethingNew\)/);
  });

  it('take the thinking of the rounds when the response has none, and the model of the details', async () => {
    const automatic = {
      ...request,
      modelId: 'copilot/auto',
      response: [{ value: 'Yes.' }],
      result: {
        details: 'Claude Haiku 4.5 • 0.33x',
        metadata: {
          toolCallRounds: [
            {
              thinking: { text: ['Sure ', 'thing'], tokens: 8 },
              toolCalls: [{ name: 'read', arguments: '{}', id: 'c' }],
            },
            { thinking: { encrypted: 'abc' } },
          ],
        },
      },
    };
    const { traces } = await openJson({ sessionId: 's', version: 3, requests: [automatic] });
    assert.equal(traces[0]?.model, 'Claude Haiku 4.5');
    assert.deepEqual(outline(traces[0]), [
      'answer: Yes.',
      'raw reasoning: Sure thing',
      'redacted reasoning: ',
      'call read: {}',
    ]);
  });

  it('show a thought of which only the id was kept as hidden, with the model that was chosen', async () => {
    const call = {
      kind: 'toolInvocationSerialized',
      toolId: 'runSubagent',
      toolCallId: 'c',
      invocationMessage: 'Search',
      toolSpecificData: { kind: 'subagent', result: 'Found.' },
    };
    const { traces } = await openJson({
      responderUsername: 'GitHub Copilot',
      requests: [
        {
          ...request,
          modelId: 'copilot/auto',
          result: {},
          response: [
            { kind: 'autoModeResolution', resolved: { id: 'gpt-5.4' } },
            thinking([], 'Bx9y'),
            call,
            call,
            { value: 'Done.' },
          ],
        },
      ],
    });
    assert.equal(traces[0]?.model, 'gpt-5.4');
    assert.deepEqual(outline(traces[0]), [
      'call runSubagent: Search',
      'result: Found.',
      'answer: Done.',
      'hidden reasoning: ',
    ]);
  });

  it('are played from the patch log: set, push, cut and delete', async () => {
    const { format, traces } = await openLines(
      { kind: 0, v: { version: 3, sessionId: 's', requests: [] } },
      { kind: 2, k: ['requests'], v: [{ ...request, response: [] }] },
      { kind: 2, k: ['requests', 0, 'response'], v: [thinking('Draft'), { value: 'Wrong' }] },
      { kind: 2, k: ['requests', 0, 'response'], i: 1, v: [{ value: 'Right' }] },
      { kind: 1, k: ['requests', 0, 'modelId'], v: 'copilot/o4-mini' },
      { kind: 3, k: ['requests', 0, 'result'] },
      { kind: 1, k: ['nowhere', 'at', 'all'], v: 1 },
    );
    assert.equal(format, 'vscode-chat');
    assert.deepEqual(outline(traces[0]), ['summary reasoning: Draft', 'answer: Right']);
    assert.equal(traces[0]?.model, 'o4-mini');
  });
});

describe('Cline tasks', () => {
  it('begin a generation at each request and read its usage and cost', async () => {
    const say = (ts: number, kind: string, text: string) => ({ ts, type: 'say', say: kind, text });
    const { format, traces } = await openJson([
      say(1_760_000_000_000, 'task', 'Make it blue'),
      say(
        1_760_000_000_100,
        'api_req_started',
        '{"request":"<task>…","tokensIn":40,"tokensOut":25,"cacheWrites":10,"cacheReads":100,"cost":0.003}',
      ),
      say(1_760_000_001_000, 'reasoning', 'The colour is in the theme.'),
      say(1_760_000_002_000, 'text', 'I change the theme.'),
      {
        ts: 1_760_000_003_000,
        type: 'ask',
        ask: 'tool',
        text: '{"tool":"editedExistingFile","path":"theme.css"}',
      },
      say(1_760_000_004_000, 'user_feedback', 'Darker'),
      say(1_760_000_005_000, 'api_req_started', '{"request":"cut off'),
      say(1_760_000_006_000, 'completion_result', 'Darker now.'),
    ]);
    assert.equal(format, 'cline-ui');
    assert.deepEqual(outline(traces[0]), [
      'raw reasoning: The colour is in the theme.',
      'answer: I change the theme.',
      'call editedExistingFile: {"tool":"editedExistingFile","path":"theme.css"}',
    ]);
    assert.deepEqual([traces[0]?.usage.inputTokens, traces[0]?.costUsd], [150, 0.003]);
    assert.deepEqual(promptOf(traces[1]), ['user: Darker']);
    assert.deepEqual(outline(traces[1]), ['answer: Darker now.']);
  });
});

describe('lists of chat messages', () => {
  it('read blocks, tags in text blocks, and results inside user messages', async () => {
    const { format, traces } = await openJson(
      [
        { role: 'user', content: [{ type: 'text', text: '<task>Fix</task>' }] },
        {
          role: 'assistant',
          content: [
            { type: 'text', text: '<thinking>Find it.</thinking>Reading.' },
            { type: 'tool_use', id: 'c', name: 'read_file', input: { path: 'a' } },
          ],
          ts: 1_760_000_000_000,
        },
        { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'c', content: 'abc' }] },
        {
          type: 'reasoning',
          summary: [{ type: 'summary_text', text: '**Closing**' }],
          encrypted_content: 'x',
        },
        { role: 'assistant', content: 'Fixed.' },
      ],
      'api_conversation_history.json',
    );
    assert.equal(format, 'message-list');
    assert.deepEqual(outline(traces[0]), [
      'raw reasoning: Find it.',
      'answer: Reading.',
      'call read_file: {"path":"a"}',
      'result: abc',
    ]);
    assert.deepEqual(outline(traces[1]), ['summary reasoning: **Closing**', 'answer: Fixed.']);
  });

  it('are read a line each, with reasoning beside the content', async () => {
    const { traces } = await openLines(
      { role: 'user', content: 'Hi' },
      { role: '_usage', token_count: 10 },
      {
        role: 'assistant',
        content: [
          { type: 'think', think: 'Greet.' },
          { type: 'text', text: 'Hello' },
        ],
      },
      { role: 'user', content: 'And?' },
      {
        role: 'assistant',
        reasoning_content: 'More.',
        content: 'Well.',
        usage: { prompt_tokens: 5, completion_tokens: 9 },
      },
    );
    assert.deepEqual(traces.map(outline), [
      ['raw reasoning: Greet.', 'answer: Hello'],
      ['raw reasoning: More.', 'answer: Well.'],
    ]);
    assert.equal(traces[1]?.usage.outputTokens, 9);
  });
});

describe('chats with long reasoning', () => {
  const thought = 'Greet them politely, be nice to the user, then stop.';

  it('are chats and not rows of a data set, whether it is in a key or in tags', async () => {
    const call = { id: 'c', type: 'function', function: { name: 'f', arguments: '{}' } };
    const keyed = await openLines(
      { role: 'user', content: 'Hi' },
      { role: 'assistant', reasoning_content: thought, content: 'Hello', tool_calls: [call] },
      { role: 'tool', tool_call_id: 'c', content: 'ok' },
      { role: 'assistant', content: 'Bye' },
    );
    assert.equal(keyed.format, 'message-list');
    assert.deepEqual(keyed.traces.map(outline), [
      [`raw reasoning: ${thought}`, 'answer: Hello', 'call f: {}', 'result: ok'],
      ['answer: Bye'],
    ]);
    const tagged = await openJson([
      { role: 'user', content: 'Hi' },
      { role: 'assistant', content: `<think>${thought}</think>Hello` },
    ]);
    assert.deepEqual(tagged.traces.map(outline), [[`raw reasoning: ${thought}`, 'answer: Hello']]);
    assert.deepEqual(promptOf(tagged.traces[0]), ['user: Hi']);
  });
});

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
});

describe('documents with messages', () => {
  const asked = { role: 'user', content: 'Hi' };

  it('are read when they end with an answer', async () => {
    const { format, traces } = await openJson({
      id: 'T-1',
      model: 'claude-3-7-sonnet',
      messages: [
        asked,
        {
          role: 'assistant',
          content: [{ type: 'text', text: 'Hello' }],
          usage: { input_tokens: 4, output_tokens: 6 },
        },
        asked,
        {
          role: 'assistant',
          content: '',
          extra: {
            response: {
              model: 'deepseek-r1',
              choices: [
                {
                  finish_reason: 'stop',
                  message: {
                    role: 'assistant',
                    reasoning_content: 'Again.',
                    content: 'Hello again',
                  },
                },
              ],
              usage: { completion_tokens: 9 },
            },
          },
        },
      ],
    });
    assert.equal(format, 'message-document');
    assert.deepEqual(traces.map(outline), [
      ['answer: Hello'],
      ['raw reasoning: Again.', 'answer: Hello again'],
    ]);
    assert.deepEqual(
      traces.map((t) => [t.model, t.usage.outputTokens]),
      [
        ['claude-3-7-sonnet', 6],
        ['deepseek-r1', 9],
      ],
    );
  });

  it('are not requests that were never answered', async () => {
    await assert.rejects(
      openJson({
        model: 'gpt-4o',
        messages: [asked, { role: 'assistant', content: 'Hello' }, asked],
      }),
    );
  });

  it('may hold parts of the AI SDK', async () => {
    const { traces } = await openJson([
      { role: 'user', parts: [{ type: 'text', text: 'Weather?' }] },
      {
        role: 'assistant',
        parts: [
          { type: 'step-start' },
          { type: 'reasoning', text: 'Ask the tool.' },
          {
            type: 'tool-weather',
            toolCallId: 'c',
            input: { city: 'Bonn' },
            output: { t: 9 },
            state: 'output-available',
          },
          { type: 'text', text: '9 degrees.' },
        ],
      },
    ]);
    assert.deepEqual(outline(traces[0]), [
      'raw reasoning: Ask the tool.',
      'call weather: {"city":"Bonn"}',
      'result: {"t":9}',
      'answer: 9 degrees.',
    ]);
  });
});

describe('LM Studio conversations', () => {
  it('read the selected version, thinking steps and statistics', async () => {
    const step = (text: string, more: object) => ({
      type: 'contentBlock',
      content: [{ type: 'text', text }],
      ...more,
    });
    const { format, traces } = await openJson({
      name: 'Chat',
      systemPrompt: 'Be kind.',
      messages: [
        {
          versions: [
            { type: 'singleStep', role: 'user', content: [{ type: 'text', text: '2+2?' }] },
          ],
          currentlySelected: 0,
        },
        {
          currentlySelected: 1,
          versions: [
            { type: 'multiStep', role: 'assistant', steps: [step('5', {})] },
            {
              type: 'multiStep',
              role: 'assistant',
              senderInfo: { senderName: 'qwen3-8b' },
              steps: [
                step('Two and two.', {
                  style: { type: 'thinking', ended: true, title: 'Thought for 1 second' },
                }),
                step('4', {
                  genInfo: {
                    identifier: 'qwen/qwen3-8b',
                    stats: {
                      stopReason: 'eosFound',
                      promptTokensCount: 12,
                      predictedTokensCount: 9,
                      timeToFirstTokenSec: 0.2,
                      totalTimeSec: 1.5,
                    },
                  },
                }),
                { type: 'debugInfoBlock', debugInfo: 'x' },
              ],
            },
          ],
        },
      ],
    });
    assert.equal(format, 'lm-studio');
    assert.deepEqual(traces.map(outline), [['raw reasoning: Two and two.', 'answer: 4']]);
    assert.deepEqual(
      [traces[0]?.model, traces[0]?.usage.outputTokens, traces[0]?.timing.durationMs],
      ['qwen/qwen3-8b', 9, 1500],
    );
    assert.deepEqual(promptOf(traces[0]), ['system: Be kind.', 'user: 2+2?']);
  });
});
