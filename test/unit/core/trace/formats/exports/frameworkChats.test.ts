import assert from 'node:assert/strict';
import { openJson, openLines, outline, promptOf } from '../../openFixture';

const asked = { role: 'user', content: 'How far is the reef?' };

describe('blocks of other frameworks', () => {
  it('are read by the key that holds them (Strands, Bedrock), a message a file too', async () => {
    const message = {
      role: 'assistant',
      content: [
        { reasoningContent: { reasoningText: { text: 'Ask the timetable.', signature: 'c2ln' } } },
        { text: 'Let me look.' },
        { toolUse: { toolUseId: 't1', name: 'timetable', input: { route: 'skerry' } } },
      ],
    };
    const alone = await openJson({
      message,
      message_id: 1,
      redact_message: null,
      created_at: '2025-11-20T10:00:01.000000+00:00',
    });
    const said = [
      'raw reasoning: Ask the timetable.',
      'answer: Let me look.',
      'call timetable: {"route":"skerry"}',
    ];
    assert.deepEqual(alone.traces.map(outline), [said]);
    assert.equal(alone.traces[0]?.timing.startedAt, Date.UTC(2025, 10, 20, 10, 0, 1));
    const result = { toolUseId: 't1', status: 'error', content: [{ text: 'cancelled' }] };
    const { traces } = await openJson({
      messages: [
        { role: 'user', content: [{ text: 'Does it run?' }] },
        message,
        { role: 'user', content: [{ toolResult: result }] },
        {
          role: 'assistant',
          content: [{ reasoningContent: { redactedContent: 'eA==' } }, { text: 'No.' }],
        },
      ],
    });
    assert.deepEqual(traces.map(outline), [
      [...said, 'failed result: cancelled'],
      ['redacted reasoning: ', 'answer: No.'],
    ]);
  });

  for (const [role, content, meta] of [
    ['role', 'content', 'meta'],
    ['_role', '_content', '_meta'],
  ] as const) {
    it(`are read with what Haystack keeps in ${meta}`, async () => {
      const { traces } = await openJson([
        { [role]: 'user', [meta]: {}, [content]: [{ text: 'How long?' }] },
        {
          [role]: 'assistant',
          [meta]: {
            model: 'qwen3',
            finish_reason: 'tool_calls',
            usage: {
              prompt_tokens: 88,
              completion_tokens: 40,
              completion_tokens_details: { reasoning_tokens: 24 },
            },
          },
          [content]: [
            { reasoning: { reasoning_text: 'The tank first.', extra: {} } },
            { tool_call: { tool_name: 'tank', arguments: { id: 'A' }, id: 'c7', extra: null } },
          ],
        },
        {
          [role]: 'tool',
          [meta]: {},
          [content]: [
            {
              tool_call_result: {
                result: '12 litres',
                origin: { tool_name: 'tank', arguments: { id: 'A' }, id: 'c7' },
                error: true,
              },
            },
          ],
        },
      ]);
      assert.deepEqual(traces.map(outline), [
        ['raw reasoning: The tank first.', 'call tank: {"id":"A"}', 'failed result: 12 litres'],
      ]);
      const [trace] = traces;
      assert.deepEqual(
        [trace?.model, trace?.finishReason, trace?.usage.outputTokens],
        ['qwen3', 'tool_calls', 40],
      );
      assert.equal(trace?.usage.reasoningTokens, 24);
      assert.deepEqual(promptOf(trace), ['user: How long?']);
    });
  }

  it('are read by their block_type (LlamaIndex: chat store, response)', async () => {
    const answer = {
      role: 'assistant',
      additional_kwargs: {},
      blocks: [
        { block_type: 'thinking', content: 'Under ice too.', num_tokens: 14 },
        { block_type: 'tool_call', tool_call_id: 'c', tool_name: 'look', tool_kwargs: { a: 1 } },
        { block_type: 'text', text: 'Fish.' },
      ],
    };
    const said = ['raw reasoning: Under ice too.', 'call look: {"a":1}', 'answer: Fish.'];
    const user = { role: 'user', blocks: [{ block_type: 'text', text: 'What do otters eat?' }] };
    const store = await openJson({
      store: { alice: [user, answer], bob: [user, answer] },
      class_name: 'SimpleChatStore',
    });
    assert.deepEqual(store.traces.map(outline), [said, said]);
    assert.equal(store.traces[0]?.usage.reasoningTokens, 14);
    assert.deepEqual(promptOf(store.traces[0]), ['user: What do otters eat?']);
    const response = await openJson({
      message: answer,
      raw: { model: 'qwen3', usage: { input_tokens: 25, output_tokens: 60 } },
      delta: null,
    });
    assert.deepEqual(response.traces.map(outline), [said]);
    assert.deepEqual(
      [response.traces[0]?.model, response.traces[0]?.usage.inputTokens],
      ['qwen3', 25],
    );
  });

  it('are read by their content_type and $type (Semantic Kernel)', async () => {
    const python = await openJson({
      messages: [
        {
          content_type: 'message',
          role: 'user',
          items: [{ content_type: 'text', text: 'What sail?' }],
        },
        {
          ai_model_id: 'qwen3',
          content_type: 'message',
          role: 'assistant',
          items: [
            { content_type: 'reasoning', text: 'Light air.' },
            { content_type: 'function_call', id: 'c', name: 'sails-list', arguments: '{}' },
          ],
        },
        {
          role: 'tool',
          items: [{ content_type: 'function_result', id: 'c', name: 'list', result: 'genoa' }],
        },
      ],
    });
    const said = ['raw reasoning: Light air.', 'call sails-list: {}', 'result: genoa'];
    assert.deepEqual(python.traces.map(outline), [said]);
    assert.equal(python.traces[0]?.model, 'qwen3');
    const dotNet = await openJson([
      { Role: { Label: 'user' }, Items: [{ $type: 'TextContent', Text: 'What sail?' }] },
      {
        Role: { Label: 'Assistant' },
        ModelId: 'qwen3',
        Items: [
          { $type: 'ReasoningContent', Text: 'Light air.' },
          { $type: 'FunctionCallContent', Id: 'c', Name: 'sails-list', Arguments: {} },
        ],
      },
      {
        Role: { Label: 'tool' },
        Items: [{ $type: 'FunctionResultContent', CallId: 'c', Result: 'genoa' }],
      },
    ]);
    assert.deepEqual(dotNet.traces.map(outline), [said]);
    assert.deepEqual(promptOf(dotNet.traces[0]), ['user: What sail?']);
    assert.equal(dotNet.traces[0]?.model, 'qwen3');
  });

  it('are read as Microsoft’s agents keep them in their contents', async () => {
    const { traces } = await openJson({
      messages: [
        { role: 'user', contents: [{ $type: 'text', text: 'Time?' }] },
        {
          role: 'assistant',
          contents: [
            { $type: 'reasoning', text: 'Ask the clock.' },
            { $type: 'functionCall', callId: 'c', name: 'now', arguments: {} },
          ],
        },
        { role: 'tool', contents: [{ $type: 'functionResult', callId: 'c', result: 'noon' }] },
        {
          role: { type: 'role', value: 'assistant' },
          contents: [
            { type: 'text_reasoning', text: 'It is noon.' },
            { type: 'text', text: 'Noon.' },
          ],
        },
      ],
    });
    assert.deepEqual(traces.map(outline), [
      ['raw reasoning: Ask the clock.', 'call now: {}', 'result: noon'],
      ['raw reasoning: It is noon.', 'answer: Noon.'],
    ]);
  });

  it('are read in the parts of Mastra, and beside a text that repeats them', async () => {
    const parts = [
      { type: 'step-start' },
      { type: 'reasoning', reasoning: '', details: [{ type: 'text', text: 'Scrape it.' }] },
      {
        type: 'tool-invocation',
        toolInvocation: {
          state: 'result',
          toolCallId: 'c',
          toolName: 'scrape',
          args: { url: 'u' },
          result: { markdown: 'Stew' },
        },
      },
      { type: 'reasoning', reasoning: '', details: [{ type: 'redacted', data: 'eA==' }] },
      { type: 'text', text: 'Stew.' },
    ];
    const user = { role: 'user', content: { format: 2, parts: [{ type: 'text', text: 'Menu?' }] } };
    const { traces } = await openJson([
      user,
      { id: 'm', role: 'assistant', content: { format: 2, parts, content: 'Stew.' } },
      { id: 'n', role: 'assistant', content: 'Stew.', parts },
    ]);
    const said = [
      'raw reasoning: Scrape it.',
      'call scrape: {"url":"u"}',
      'result: {"markdown":"Stew"}',
      'redacted reasoning: ',
      'answer: Stew.',
    ];
    assert.deepEqual(traces.map(outline), [said, said]);
    assert.deepEqual(promptOf(traces[0]), ['user: Menu?']);
  });

  it('are read with the counts that stand among them, deep in a session of .NET', async () => {
    const { traces } = await openJson({
      stateBag: {
        InMemoryChatHistoryProvider: {
          messages: [
            { role: 'user', contents: [{ $type: 'text', text: 'Hi' }] },
            {
              role: 'assistant',
              createdAt: '2026-03-06T05:05:19Z',
              contents: [
                { $type: 'reasoning', text: '', protectedData: 'eA==' },
                { $type: 'text', text: 'Hello' },
                {
                  $type: 'usage',
                  details: { inputTokenCount: 9, outputTokenCount: 12, reasoningTokenCount: 4 },
                },
              ],
            },
          ],
        },
      },
    });
    assert.deepEqual(traces.map(outline), [['redacted reasoning: ', 'answer: Hello']]);
    const [trace] = traces;
    assert.deepEqual(
      [trace?.usage.inputTokens, trace?.usage.outputTokens, trace?.usage.reasoningTokens],
      [9, 12, 4],
    );
    assert.equal(trace?.timing.startedAt, Date.UTC(2026, 2, 6, 5, 5, 19));
  });

  it('are read in a response that is one message, with what it counts', async () => {
    const { traces } = await openJson({
      messages: [
        {
          role: 'assistant',
          contents: [
            { $type: 'reasoning', text: 'Greet.' },
            { $type: 'text', text: 'Hello' },
          ],
        },
      ],
      modelId: 'qwen3',
      usage: { inputTokenCount: 9, outputTokenCount: 12 },
    });
    assert.deepEqual(traces.map(outline), [['raw reasoning: Greet.', 'answer: Hello']]);
    assert.deepEqual([traces[0]?.model, traces[0]?.usage.outputTokens], ['qwen3', 12]);
  });

  it('are read as LangChain4j names them', async () => {
    const request = { id: 'c', name: 'weather', arguments: '{"city":"Munich"}' };
    const { traces } = await openJson([
      { text: 'Be helpful.', type: 'SYSTEM' },
      { contents: [{ text: 'Weather?', type: 'TEXT' }], type: 'USER' },
      {
        text: 'Let me check.',
        thinking: 'The user wants the weather of today.',
        toolExecutionRequests: [request],
        type: 'AI',
      },
      { id: 'c', toolName: 'weather', text: '18C', type: 'TOOL_EXECUTION_RESULT' },
      { text: '18 degrees.', type: 'AI' },
    ]);
    assert.deepEqual(traces.map(outline), [
      [
        'raw reasoning: The user wants the weather of today.',
        'answer: Let me check.',
        'call weather: {"city":"Munich"}',
        'result: 18C',
      ],
      ['answer: 18 degrees.'],
    ]);
    assert.deepEqual(promptOf(traces[0]), ['system: Be helpful.', 'user: Weather?']);
  });

  it('are read in rows whose content is the JSON text of Mastra', async () => {
    const row = (role: string, parts: readonly object[]) => ({
      thread_id: 't',
      role,
      content: JSON.stringify({ format: 2, parts }),
      createdAt: '2026-01-01T00:00:00.000Z',
    });
    const { traces } = await openLines(
      row('user', [{ type: 'text', text: 'Menu?' }]),
      row('assistant', [
        { type: 'reasoning', reasoning: 'Look it up.', details: [] },
        { type: 'text', text: 'Stew.' },
      ]),
    );
    assert.deepEqual(traces.map(outline), [['raw reasoning: Look it up.', 'answer: Stew.']]);
    assert.deepEqual(promptOf(traces[0]), ['user: Menu?']);
  });

  it('give each result of a message of tools to its call, in the AI SDK too', async () => {
    const { traces } = await openJson([
      asked,
      {
        role: 'assistant',
        content: [
          { type: 'tool-call', toolCallId: 'a', toolName: 'f', input: {} },
          { type: 'tool-call', toolCallId: 'b', toolName: 'g', input: {} },
        ],
      },
      {
        role: 'tool',
        content: [
          { type: 'tool-result', toolCallId: 'a', output: { type: 'json', value: { x: 1 } } },
          { type: 'tool-result', toolCallId: 'b', output: { type: 'error-text', value: 'No.' } },
        ],
      },
    ]);
    assert.deepEqual(traces.map(outline), [
      ['call f: {}', 'call g: {}', 'result: {"x":1}', 'failed result: No.'],
    ]);
  });

  it('are sealed where their bytes or nothing but a name is kept', async () => {
    const { traces } = await openJson([
      asked,
      {
        role: 'assistant',
        content: [
          {
            reasoningContent: { redactedContent: { __bytes_encoded__: true, data: 'eA==' } },
          },
          { contentType: 'text', body: 'Five.' },
        ],
      },
      asked,
      {
        role: 'assistant',
        content: [
          { type: 'reasoning', id: 'rs', summary: [] },
          { type: 'output_text', text: 'Six.' },
        ],
      },
    ]);
    assert.deepEqual(traces.map(outline), [
      ['redacted reasoning: ', 'answer: Five.'],
      ['hidden reasoning: ', 'answer: Six.'],
    ]);
  });

  it('stay raw and are counted where they are not known', async () => {
    const { traces } = await openJson([
      asked,
      {
        role: 'assistant',
        content: [
          { action: 'go', thought: 'North.' },
          { type: 'text', phrase: 'lost?' },
          { text: 'Going.' },
        ],
      },
    ]);
    assert.deepEqual(traces.map(outline), [['raw unknown', 'raw text', 'answer: Going.']]);
    assert.equal(traces[0]?.problems[0]?.code, 'not-understood');
  });
});
