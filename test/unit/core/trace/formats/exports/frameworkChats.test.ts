import assert from 'node:assert/strict';
import { openJson, openLines, outline, promptOf } from '../../openFixture';

const asked = { role: 'user', content: 'How far is the reef?' };

describe('lists of Gemini contents', () => {
  for (const [call, response] of [
    ['functionCall', 'functionResponse'],
    ['function_call', 'function_response'],
  ] as const) {
    it(`show thoughts as reasoning, and ${call} with its ${response}`, async () => {
      const { format, traces } = await openJson([
        { role: 'user', parts: [{ text: 'How far is the reef?' }] },
        {
          role: 'model',
          parts: [
            { text: 'The chart gives miles.', thought: true },
            { [call]: { name: 'chart', args: { spot: 'reef' } }, thoughtSignature: 'QQ==' },
          ],
        },
        { role: 'user', parts: [{ [response]: { name: 'chart', response: { miles: 3 } } }] },
        {
          role: 'model',
          parts: [
            { text: 'Three miles is 4.8 km.', thought: true },
            { text: 'It is 4.8 km away.', thought: false },
          ],
        },
      ]);
      assert.equal(format, 'message-list');
      assert.deepEqual(traces.map(outline), [
        [
          'summary reasoning: The chart gives miles.',
          'call chart: {"spot":"reef"}',
          'result: {"miles":3}',
        ],
        ['summary reasoning: Three miles is 4.8 km.', 'answer: It is 4.8 km away.'],
      ]);
      assert.deepEqual(promptOf(traces[1]), ['user: How far is the reef?']);
    });
  }

  it('are read in a request whose earlier answers show their thoughts', async () => {
    const { traces } = await openJson({
      systemInstruction: { parts: [{ text: 'Be brief.' }] },
      contents: [
        { role: 'user', parts: [{ text: 'Hi' }] },
        { role: 'model', parts: [{ text: 'A greeting.', thought: true }, { text: 'Hello' }] },
        { role: 'user', parts: [{ text: 'Bye' }] },
      ],
      generationConfig: { thinkingConfig: { includeThoughts: true } },
    });
    assert.deepEqual(traces.map(outline), [['summary reasoning: A greeting.', 'answer: Hello']]);
    assert.deepEqual(promptOf(traces[0]), ['system: Be brief.', 'user: Hi']);
  });
});

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

describe('what holds a chat of a framework', () => {
  it('may be the values of a thread of LangGraph', async () => {
    const { traces } = await openJson({
      values: {
        messages: [
          { type: 'human', content: 'Plan it.', id: 'q' },
          {
            type: 'ai',
            id: 'a',
            content: [{ type: 'text', text: 'By the ridge.' }],
            additional_kwargs: {
              reasoning: {
                id: 'rs',
                type: 'reasoning',
                summary: [{ type: 'summary_text', text: 'The river is high.' }],
              },
            },
            usage_metadata: { input_tokens: 4, output_tokens: 6 },
          },
        ],
      },
      next: [],
      checkpoint: { checkpoint_id: '1f' },
    });
    assert.deepEqual(traces.map(outline), [
      ['summary reasoning: The river is high.', 'answer: By the ridge.'],
    ]);
  });

  it('may be rows with a message each as JSON text, of several sessions', async () => {
    const row = (session_id: string, message: object, column: string) => ({
      session_id,
      [column]: JSON.stringify(message),
      created_at: '2025-11-20 10:00:00',
    });
    const summary = [{ type: 'summary_text', text: 'A stone is 6.35 kg.' }];
    const { traces } = await openJson([
      row('a', { role: 'user', content: 'Five stone?' }, 'message_data'),
      row('b', { type: 'human', data: { content: 'Hi' } }, 'message'),
      row('a', { type: 'reasoning', id: 'rs', summary }, 'message_data'),
      row('b', { type: 'ai', data: { content: 'Hello' } }, 'message'),
      row('a', { role: 'assistant', content: '31.75 kg.' }, 'message_data'),
    ]);
    assert.deepEqual(traces.map(outline), [
      ['summary reasoning: A stone is 6.35 kg.', 'answer: 31.75 kg.'],
      ['answer: Hello'],
    ]);
    assert.deepEqual(traces.map(promptOf), [['user: Five stone?'], ['user: Hi']]);
    assert.equal(traces[1]?.timing.startedAt, Date.UTC(2025, 10, 20, 10));
  });

  it('may be the run of an agent that repeats its last message (Agno)', async () => {
    const run = {
      run_id: 'r',
      content: 'Use a twill.',
      reasoning_content: 'Twill drapes better than plain weave.',
      model: 'qwen3',
      model_provider: 'Alibaba',
      metrics: { input_tokens: 12, output_tokens: 8, reasoning_tokens: 3 },
    };
    const call = { id: 't', type: 'function', function: { name: 'yarn', arguments: '{}' } };
    const last = {
      role: 'assistant',
      content: run.content,
      reasoning_content: run.reasoning_content,
      metrics: { input_tokens: 12, output_tokens: 8 },
    };
    const one = await openJson({ ...run, messages: [asked, last] });
    assert.deepEqual(
      one.traces.map((t) => [t.model, t.usage.inputTokens, t.usage.reasoningTokens]),
      [['qwen3', 12, 3]],
    );
    assert.deepEqual(promptOf(one.traces[0]), ['user: How far is the reef?']);
    const { traces } = await openJson({
      ...run,
      messages: [
        asked,
        { role: 'assistant', reasoning_content: 'The yarn first.', tool_calls: [call] },
        { role: 'tool', tool_call_id: 't', content: '8 wpi' },
        last,
      ],
    });
    assert.deepEqual(traces.map(outline), [
      ['raw reasoning: The yarn first.', 'call yarn: {}', 'result: 8 wpi'],
      ['raw reasoning: Twill drapes better than plain weave.', 'answer: Use a twill.'],
    ]);
    // The counts of the run are those of both.
    assert.equal(traces[1]?.usage.reasoningTokens, null);
    const alone = await openJson(run);
    assert.equal(alone.traces[0]?.usage.inputTokens, 12);
  });

  it('may be the runs of a session, each with the earlier ones before it (Agno)', async () => {
    const run = (n: number, earlier: readonly object[]) => {
      const said = {
        role: 'assistant',
        content: `Answer ${n}.`,
        reasoning_content: `The thought behind the answer number ${n}.`,
      };
      const { content, reasoning_content } = said;
      const messages = [...earlier, { role: 'user', content: `Question ${n}?` }, said];
      return { run_id: `r${n}`, content, reasoning_content, messages };
    };
    const first = run(1, []);
    const again = first.messages.map((message) => ({ ...message, from_history: true }));
    const { traces } = await openJson({ session_id: 's', runs: [first, run(2, again)] });
    assert.deepEqual(traces.map(promptOf), [['user: Question 1?'], ['user: Question 2?']]);
    assert.deepEqual(
      traces.map((t) => outline(t).at(-1)),
      ['answer: Answer 1.', 'answer: Answer 2.'],
    );
  });

  it('may be the prompt of a row that has its reasoning in a column', async () => {
    const { traces } = await openLines({
      messages: [{ role: 'system', content: 'Be brief.' }, asked],
      reasoning: 'The chart gives three miles, which is almost five km.',
      response: '4.8 km',
    });
    assert.deepEqual(traces.map(outline), [
      ['raw reasoning: The chart gives three miles, which is almost five km.', 'answer: 4.8 km'],
    ]);
    assert.deepEqual(promptOf(traces[0]), ['system: Be brief.', 'user: How far is the reef?']);
  });
});
