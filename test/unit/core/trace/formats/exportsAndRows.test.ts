import assert from 'node:assert/strict';
import { open, openJson, openLines, outline, promptOf } from '../openFixture';

describe('ChatGPT data exports', () => {
  const node = (
    id: string,
    parent: string | null,
    children: readonly string[],
    message: object | null,
  ) => [id, { id, parent, children, message }] as const;
  const said = (role: string, content: object, more: object = {}) => ({
    id: `m-${role}`,
    author: { role },
    create_time: 1_760_000_000.5,
    content,
    recipient: 'all',
    metadata: { model_slug: 'o3' },
    ...more,
  });

  it('read thoughts, tools and answer of the branch that was shown last as one trace', async () => {
    const conversation = {
      title: 'Cube',
      conversation_id: 'c',
      current_node: 'f',
      mapping: Object.fromEntries([
        node('root', null, ['a'], null),
        node(
          'a',
          'root',
          ['old', 'b'],
          said('user', { content_type: 'text', parts: ['Volume of a cube of 3?'] }),
        ),
        node('old', 'a', [], said('assistant', { content_type: 'text', parts: ['9'] })),
        node(
          'b',
          'a',
          ['c'],
          said('assistant', {
            content_type: 'thoughts',
            thoughts: [
              { summary: 'Cubing', content: 'Three times three times three.', finished: true },
            ],
          }),
        ),
        node(
          'c',
          'b',
          ['d'],
          said('assistant', { content_type: 'code', text: '3**3' }, { recipient: 'python' }),
        ),
        node('d', 'c', ['e'], said('tool', { content_type: 'execution_output', text: '27' })),
        node(
          'e',
          'd',
          ['f'],
          said('assistant', { content_type: 'reasoning_recap', content: 'Thought for 4s' }),
        ),
        node('f', 'e', [], said('assistant', { content_type: 'text', parts: ['27'] })),
      ]),
    };
    const { format, traces } = await openJson([conversation], 'conversations.json');
    assert.equal(format, 'chatgpt-export');
    assert.deepEqual(traces.map(outline), [
      [
        'summary reasoning: Cubing\n\nThree times three times three.',
        'call python: 3**3',
        'result: 27',
        'answer: 27',
      ],
    ]);
    assert.deepEqual(
      [traces[0]?.model, promptOf(traces[0])],
      ['o3', ['user: Volume of a cube of 3?']],
    );
  });

  it('show empty thoughts as hidden and survive a loop in the tree', async () => {
    const { traces } = await openJson([
      {
        conversation_id: 'c',
        current_node: 'b',
        mapping: {
          a: { parent: 'b', message: said('user', { content_type: 'text', parts: ['Hi'] }) },
          b: {
            parent: 'a',
            message: said('assistant', { content_type: 'thoughts', thoughts: [] }),
          },
        },
      },
    ]);
    assert.equal(traces[0]?.fidelity, 'hidden');
  });
});

describe('Claude data exports', () => {
  it('read blocks with their times', async () => {
    const { format, traces } = await openJson([
      {
        uuid: 'c',
        name: 'Chat',
        chat_messages: [
          {
            uuid: 'h',
            sender: 'human',
            text: 'Hi',
            content: [{ type: 'text', text: 'Hi' }],
            created_at: '2026-02-01T10:00:00Z',
          },
          {
            uuid: 'a',
            sender: 'assistant',
            text: 'Hello',
            created_at: '2026-02-01T10:00:05Z',
            content: [
              {
                type: 'thinking',
                thinking: 'Greet.',
                start_timestamp: '2026-02-01T10:00:01Z',
                stop_timestamp: '2026-02-01T10:00:03Z',
              },
              { type: 'token_budget' },
              {
                type: 'text',
                text: 'Hello',
                start_timestamp: '2026-02-01T10:00:03Z',
                stop_timestamp: '2026-02-01T10:00:04Z',
              },
            ],
          },
          {
            uuid: 'old',
            sender: 'assistant',
            text: 'Only text',
            content: [],
            created_at: '2026-02-01T10:01:00Z',
          },
        ],
      },
    ]);
    assert.equal(format, 'claude-export');
    assert.deepEqual(traces.map(outline), [
      ['raw reasoning: Greet.', 'answer: Hello'],
      ['answer: Only text'],
    ]);
    assert.equal(traces[0]?.timing.durationMs, 3000);
    assert.equal(traces[0].segments[0]?.durationMs, 2000);
  });
});

describe('data set rows', () => {
  it('give one trace a row in order, text exactly as recorded, short and empty ones too', async () => {
    const long = `First line.\n\n${'Then a step. 👩‍🔬\n'.repeat(800)}  `;
    const rows = [
      { prompt: 'P1', reasoning: long, answer: 'A1' },
      { prompt: 'P2', reasoning: 'x', answer: 'A2' },
      { prompt: 'P3', reasoning: '', answer: '' },
      { prompt: 'P4', reasoning: ' \n', answer: 'A4' },
    ];
    const { format, traces } = await openLines(...rows);
    assert.equal(format, 'dataset-rows');
    assert.deepEqual(
      traces.map((t) => [
        promptOf(t)?.[0],
        t.segments.find((s) => s.kind === 'reasoning')?.text ?? '',
      ]),
      rows.map((row) => [`user: ${row.prompt}`, row.reasoning]),
    );
  });

  const cases: readonly {
    readonly name: string;
    readonly row: object;
    readonly expected: readonly (readonly string[])[];
  }[] = [
    {
      name: 'OpenR1: every generation of a row, once',
      row: {
        problem: 'P',
        solution: 'S',
        answer: '4',
        generations: ['<think>a</think>4', '<think>b'],
        finish_reasons: ['stop', 'length'],
        messages: [
          { role: 'user', content: 'P' },
          { role: 'assistant', content: '<think>a</think>4' },
        ],
        uuid: 'u',
      },
      expected: [['raw reasoning: a', 'answer: 4'], ['raw reasoning: b']],
    },
    {
      name: 'OpenThoughts: conversations with thought tokens',
      row: {
        system: 'S',
        conversations: [
          { from: 'user', value: 'Q' },
          {
            from: 'assistant',
            value:
              '<|begin_of_thought|>t<|end_of_thought|><|begin_of_solution|>s<|end_of_solution|>',
          },
        ],
      },
      expected: [['raw reasoning: t', 'answer: s']],
    },
    {
      name: 'OpenThoughts metadata: reasoning and solution of one model',
      row: { problem: 'P', deepseek_reasoning: 'r', deepseek_solution: 's' },
      expected: [['raw reasoning: r', 'answer: s']],
    },
    {
      name: 's1K-1.1: a trace for each teacher',
      row: {
        question: 'Q',
        deepseek_thinking_trajectory: 'd',
        deepseek_attempt: '1',
        gemini_thinking_trajectory: 'g',
        gemini_attempt: '2',
      },
      expected: [
        ['raw reasoning: d', 'answer: 1'],
        ['raw reasoning: g', 'answer: 2'],
      ],
    },
    {
      name: 's1K: the trajectory in a list',
      row: {
        question: 'Q',
        thinking_trajectories: ['A long enough trajectory of thoughts.'],
        attempt: '7',
        solution: '8',
      },
      expected: [['raw reasoning: A long enough trajectory of thoughts.', 'answer: 7']],
    },
    {
      name: 'AM: the text that is taken apart, not the tagged copy',
      row: {
        messages: [
          { role: 'user', content: 'Q', info: { think_content: null } },
          {
            role: 'assistant',
            content: '<think>t</think><answer>a</answer>',
            info: { think_content: 't', answer_content: 'a' },
          },
        ],
      },
      expected: [['raw reasoning: t', 'answer: a']],
    },
    {
      name: 'Huatuo: capital names, the response before the gold answer',
      row: {
        question: 'q',
        answer: 'C',
        Question: 'Q',
        Complex_CoT: 'Well.',
        Response: 'It is C.',
      },
      expected: [['raw reasoning: Well.', 'answer: It is C.']],
    },
    {
      name: 'ShareGPT: several turns',
      row: {
        id: 'x',
        conversations: [
          { from: 'human', value: 'Q' },
          { from: 'gpt', value: '<think>t</think>a' },
          { from: 'human', value: 'Q2' },
          { from: 'gpt', value: 'b' },
        ],
      },
      expected: [['raw reasoning: t', 'answer: a'], ['answer: b']],
    },
    {
      name: 'a whole response in one column',
      row: { question: 'Q', raw_text: { response: 'It started in the prompt.</think>Yes' } },
      expected: [['raw reasoning: It started in the prompt.', 'answer: Yes']],
    },
  ];
  for (const { name, row, expected } of cases) {
    it(`read ${name}`, async () => {
      const { format, traces } = await openLines(row);
      assert.equal(format, 'dataset-rows');
      assert.deepEqual(traces.map(outline), expected);
    });
  }

  it('may be wrapped in a document, as the Hugging Face viewer gives them', async () => {
    const row = { prompt: 'P', reasoning: 'Because.', answer: 42 };
    const { format, traces } = await openJson({
      features: [],
      rows: [
        { row_idx: 0, row, truncated_cells: [] },
        { row_idx: 1, row },
      ],
    });
    assert.equal(format, 'dataset-rows');
    assert.deepEqual(traces.map(outline), [
      ['raw reasoning: Because.', 'answer: 42'],
      ['raw reasoning: Because.', 'answer: 42'],
    ]);
  });

  it('are not source files that quote a tag', async () => {
    await assert.rejects(openLines({ path: 'a.py', content: "END = '</think>'\n" }));
  });

  it('keep what a row says besides its text', async () => {
    const { traces } = await openLines({
      item_id: 'i7',
      prompt: 'P',
      reasoning_trace: 'Because.',
      answer_text: 'A',
      model_name: 'm',
      prompt_tokens: 5,
      total_generated_tokens: 50,
      reasoning_tokens: 0,
      generation_time_seconds: 1.5,
      finish_reason: 'stop',
    });
    const [trace] = traces;
    assert.deepEqual(
      [trace?.id, trace?.model, trace?.finishReason, trace?.timing.durationMs],
      ['i7', 'm', 'stop', 1500],
    );
    assert.deepEqual(
      [trace?.usage.inputTokens, trace?.usage.outputTokens, trace?.usage.reasoningTokens],
      [5, 50, null],
    );
  });

  it('are not a grader’s justifications', async () => {
    await assert.rejects(
      openLines({
        question: 'Q',
        response: 'R',
        score: 1,
        reasoning: 'The response is right and complete in all points.',
      }),
    );
  });
});

describe('recorded HTTP exchanges', () => {
  const completion = {
    id: 'c',
    object: 'chat.completion',
    model: 'deepseek-reasoner',
    choices: [
      {
        index: 0,
        finish_reason: 'stop',
        message: { role: 'assistant', content: '4', reasoning_content: 'Two and two.' },
      },
    ],
    usage: { prompt_tokens: 9, completion_tokens: 8 },
  };
  const request = { model: 'deepseek-reasoner', messages: [{ role: 'user', content: '2+2?' }] };

  it('read a VCR cassette in YAML: each body by its own format, the prompt of the request', async () => {
    const stream = completion.choices
      .map(
        () =>
          'data: {"object":"chat.completion.chunk","model":"r1","choices":[{"delta":{"reasoning_content":"Hm."},"index":0}]}\n\ndata: {"object":"chat.completion.chunk","model":"r1","choices":[{"delta":{"content":"So."},"index":0,"finish_reason":"stop"}]}\n\ndata: [DONE]\n',
      )
      .join('');
    const yaml = [
      'interactions:',
      '- request:',
      `    body: '${JSON.stringify({ login: true })}'`,
      '    uri: https://example.test/token',
      '  response:',
      '    body: {string: "{\\"token\\": 1}"}',
      '- request:',
      `    body: '${JSON.stringify(request)}'`,
      '    uri: https://api.example.test/chat/completions',
      '  response:',
      '    body:',
      `      string: '${JSON.stringify(completion)}'`,
      '- request:',
      '    parsed_body:',
      '      model: r1',
      '  response:',
      '    body:',
      `      string: ${JSON.stringify(stream)}`,
      'version: 1',
    ].join('\n');
    const { format, traces } = await open('test_reasoning.yaml', yaml);
    assert.equal(format, 'cassette');
    assert.deepEqual(traces.map(outline), [
      ['raw reasoning: Two and two.', 'answer: 4'],
      ['raw reasoning: Hm.', 'answer: So.'],
    ]);
    assert.deepEqual(promptOf(traces[0]), ['user: 2+2?']);
  });

  it('read HAR files, base64 bodies and batch results', async () => {
    const body = JSON.stringify(completion);
    const har = await openJson({
      log: {
        entries: [
          {
            request: {
              url: 'https://api.example.test',
              postData: { text: JSON.stringify(request) },
            },
            response: {
              status: 200,
              content: { mimeType: 'application/json', encoding: 'base64', text: btoa(body) },
            },
          },
        ],
      },
    });
    assert.deepEqual(har.traces.map(outline), [['raw reasoning: Two and two.', 'answer: 4']]);
    assert.deepEqual(promptOf(har.traces[0]), ['user: 2+2?']);
    const batch = await openLines({
      id: 'b',
      custom_id: 'q1',
      response: { status_code: 200, body: completion },
      error: null,
    });
    assert.deepEqual(batch.traces.map(outline), [['raw reasoning: Two and two.', 'answer: 4']]);
  });

  it('name the model of an API that has it in its path only', async () => {
    const gemini = {
      candidates: [{ content: { role: 'model', parts: [{ text: 'Hi' }] } }],
      usageMetadata: { promptTokenCount: 1 },
    };
    const { traces } = await openLines({
      request: { url: 'https://g.test/v1beta/models/gemini-2.5-pro:generateContent', body: '{}' },
      response: { body: gemini },
    });
    assert.equal(traces[0]?.model, 'gemini-2.5-pro');
  });
});
