import assert from 'node:assert/strict';
import { open, openJson, openLines, outline, promptOf, sse } from '../../openFixture';

const chunk = (delta: object, more: object = {}) => ({
  id: 'c1',
  object: 'chat.completion.chunk',
  model: 'm',
  choices: [{ index: 0, delta, ...more }],
});
const completion = (message: object, usage?: object) => ({
  id: 'c1',
  object: 'chat.completion',
  model: 'm',
  choices: [{ index: 0, message: { role: 'assistant', ...message }, finish_reason: 'stop' }],
  usage,
});

describe('a Chat Completions stream that sends all so far each time', () => {
  const details = (text: string) => [{ type: 'reasoning.text', index: 0, text }];

  it('has each text once (MiniMax)', async () => {
    const stream = sse(
      chunk({ content: '', reasoning_details: details('The tide') }),
      chunk({ content: '', reasoning_details: details('The tide turns') }),
      chunk({ content: '', reasoning_details: details('The tide turns.') }),
      chunk({ content: 'At' }),
      chunk({ content: 'At four.' }, { finish_reason: 'stop' }),
    );
    const { traces } = await open('stream.sse', stream);
    assert.deepEqual(outline(traces[0]), ['raw reasoning: The tide turns.', 'answer: At four.']);
  });

  it('is not one that happens to repeat a word or a line', async () => {
    const stream = sse(
      chunk({ reasoning_content: 'a' }),
      chunk({ reasoning_content: 'ab' }),
      chunk({ reasoning_content: ' c' }),
      ...['=', '=', '=', '='].map((content) => chunk({ content })),
    );
    const { traces } = await open('stream.sse', stream);
    assert.deepEqual(outline(traces[0]), ['raw reasoning: aab c', 'answer: ====']);
  });
});

describe('a Chat Completions response', () => {
  it('with more reasoning than output was counted without it', async () => {
    const usage = {
      prompt_tokens: 9,
      completion_tokens: 20,
      total_tokens: 29,
      reasoning_tokens: 300,
    };
    const { traces } = await openJson(completion({ content: '<think>a</think>b' }, usage));
    const counts = traces[0]?.usage;
    assert.deepEqual([counts?.outputTokens, counts?.reasoningTokens], [320, 300]);
  });

  it('has what a server ran itself before the answer (Groq)', async () => {
    const executed = { index: 0, type: 'search', arguments: '{"q":1}', output: 'found' };
    const { traces } = await openJson(
      completion({ content: 'b', reasoning: 'a', executed_tools: [executed] }),
    );
    assert.deepEqual(outline(traces[0]), [
      'raw reasoning: a',
      'call search: {"q":1}',
      'result: found',
      'answer: b',
    ]);
  });

  it('may keep its reasoning in the summary of a part (Databricks)', async () => {
    const summary = [{ type: 'summary_text', text: 'a', signature: 's' }];
    const content = [
      { type: 'reasoning', summary },
      { type: 'text', text: 'b' },
    ];
    const { traces } = await openJson(completion({ content }));
    assert.deepEqual(outline(traces[0]), ['raw reasoning: a', 'answer: b']);
  });

  it('may have its thinking in blocks beside the content, whole and streamed (Portkey)', async () => {
    const content_blocks = [
      { type: 'thinking', thinking: 'a', signature: 's' },
      { type: 'text', text: 'b' },
    ];
    const whole = await openJson(completion({ content: 'b', content_blocks }));
    assert.deepEqual(outline(whole.traces[0]), ['raw reasoning: a', 'answer: b']);
    const block = (delta: object) => ({ content_blocks: [{ index: 0, delta }] });
    const streamed = await open(
      'stream.sse',
      sse(
        chunk({ content: '', ...block({ thinking: 'a' }) }),
        chunk({ content: 'b', ...block({ text: 'b' }) }, { finish_reason: 'stop' }),
      ),
    );
    assert.deepEqual(outline(streamed.traces[0]), ['raw reasoning: a', 'answer: b']);
  });

  it('has the prompt of the request that a log has in the line before', async () => {
    const asked = (content: string) => ({
      model: 'm',
      reasoning_effort: 'low',
      messages: [{ role: 'user', content }],
    });
    const { traces } = await openLines(
      asked('P?'),
      completion({ content: 'p', reasoning_content: 'a' }),
      asked('Q?'),
      chunk({ reasoning_content: 'c' }),
      chunk({ content: 'q' }, { finish_reason: 'stop' }),
      asked('Never answered?'),
    );
    assert.deepEqual(traces.map(outline), [
      ['raw reasoning: a', 'answer: p'],
      ['raw reasoning: c', 'answer: q'],
    ]);
    assert.deepEqual(traces.map(promptOf), [['user: P?'], ['user: Q?']]);
    assert.deepEqual([traces[0]?.effort, traces[1]?.effort], ['low', 'low']);
  });

  it("is read from the log of llama.cpp's server, with the prompt and what was cached", async () => {
    const body = {
      ...completion(
        { content: 'b', reasoning_content: 'a' },
        { prompt_tokens: 9, completion_tokens: 5 },
      ),
      timings: { cache_n: 6, prompt_n: 3, predicted_n: 5 },
    };
    const { traces } = await open(
      'server.log',
      [
        'main: server is listening on http://127.0.0.1:8080',
        'srv  params_from_: Chat format: Generic',
        `srv  log_server_r: request:  ${JSON.stringify({ model: 'm', messages: [{ role: 'user', content: 'Q?' }] })}`,
        `srv  log_server_r: response: ${JSON.stringify(body)}`,
        'srv  log_server_r: response: {"status":"ok"}',
        '',
      ].join('\n'),
    );
    assert.deepEqual(traces.map(outline), [['raw reasoning: a', 'answer: b']]);
    assert.deepEqual(promptOf(traces[0]), ['user: Q?']);
    assert.equal(traces[0]?.usage.cachedInputTokens, 6);
  });
});

describe('a stream whose events a program logged in records of its own', () => {
  const pieces = [
    chunk({ reasoning_content: 'a' }),
    chunk({ content: 'b' }),
    chunk({ content: 'c' }, { finish_reason: 'stop' }),
  ];

  it('is read under the key that they have there, also as text', async () => {
    const ways = [
      pieces.map((frame, ts) => ({ ts, direction: 'in', frame })),
      pieces.map((frame, ts) => ({ ts, raw: `data: ${JSON.stringify(frame)}` })),
    ];
    for (const records of ways) {
      const { format, traces } = await openLines(...records);
      assert.equal(format, 'wrapped-stream');
      assert.deepEqual(traces.map(outline), [['raw reasoning: a', 'answer: bc']]);
    }
  });

  it('is none where few records hold an event', async () => {
    const others = Array.from({ length: 9 }, (_, n) => ({ n, frame: { kind: 'ping' } }));
    await assert.rejects(openLines({ n: 9, frame: pieces[0] }, ...others));
  });
});

describe('what Python prints of an object without its name', () => {
  it('is read as its fields: Gemini, Mistral, LangChain', async () => {
    const gemini = `sdk_http_response=HttpResponse(
  headers=<dict len=11>
) candidates=[Candidate(
  content=Content(
    parts=[
      Part(
        text="""**Plan**

It's a.
""",
        thought=True
      ),
      Part(
        text='b'
      ),
    ],
    role='model'
  ),
  finish_reason=<FinishReason.STOP: 'STOP'>
)] create_time=None model_version='gemini-2.5-flash' usage_metadata=GenerateContentResponseUsageMetadata(
  candidates_token_count=3,
  prompt_token_count=421,
  thoughts_token_count=88
) parsed=None
`;
    const mistral = `id='c1' object='chat.completion' model='magistral' usage=UsageInfo(prompt_tokens=10, completion_tokens=50, total_tokens=60) created=1761000000 choices=[ChatCompletionChoice(index=0, message=AssistantMessage(content=[ThinkChunk(thinking=[TextChunk(text="It's a.", type='text')], type='thinking'), TextChunk(text='b', type='text')], role='assistant'), finish_reason='stop')]\n`;
    const langChain = `content='b' additional_kwargs={'reasoning_content': "It's a."} response_metadata={'model_name': 'm'} id='run-1' usage_metadata={'input_tokens': 9, 'output_tokens': 20, 'total_tokens': 29}\n`;
    const found = await Promise.all(
      [gemini, mistral, langChain].map((printed) => open('printed.txt', `Asked.\n${printed}`)),
    );
    assert.deepEqual(
      found.map(({ traces: [trace] }) => outline(trace).map((line) => line.trim())),
      [
        ["summary reasoning: **Plan**\n\nIt's a.", 'answer: b'],
        ["raw reasoning: It's a.", 'answer: b'],
        ["raw reasoning: It's a.", 'answer: b'],
      ],
    );
    assert.deepEqual(
      found.map(({ traces: [trace] }) => trace?.usage.outputTokens),
      [91, 50, 20],
    );
  });

  it('is no line of settings or of a program', async () => {
    await assert.rejects(open('notes.txt', "name='x' other=1\nvalue=Thing(\nrate=3\n"));
  });
});
