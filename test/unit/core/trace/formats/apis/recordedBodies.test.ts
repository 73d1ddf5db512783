import assert from 'node:assert/strict';
import { inEnglish } from '../../../../../../src/core/text/voice';
import { open, openJson, openLines, outline, promptOf } from '../../openFixture';

/** A Converse call in Bedrock's model invocation log (AWS documentation, model invocation logging). */
const converse = {
  schemaType: 'ModelInvocationLog',
  schemaVersion: '1.0',
  timestamp: '2025-11-20T09:00:00Z',
  region: 'us-east-1',
  requestId: 'r1',
  operation: 'Converse',
  modelId: 'us.anthropic.claude-3-7-sonnet-20250219-v1:0',
  input: {
    inputContentType: 'application/json',
    inputBodyJson: {
      system: [{ text: 'Be brief.' }],
      messages: [{ role: 'user', content: [{ text: 'Where do swifts sleep?' }] }],
      additionalModelRequestFields: { thinking: { type: 'enabled', budget_tokens: 1024 } },
    },
    inputTokenCount: 41,
  },
  output: {
    outputContentType: 'application/json',
    outputBodyJson: {
      output: {
        message: {
          role: 'assistant',
          content: [
            { reasoningContent: { reasoningText: { text: 'They roost aloft.', signature: 's' } } },
            { text: 'On the wing.' },
          ],
        },
      },
      stopReason: 'end_turn',
      metrics: { latencyMs: 2100 },
      usage: { inputTokens: 41, outputTokens: 77, totalTokens: 118 },
    },
    outputTokenCount: 77,
  },
};

const events = [
  {
    type: 'message_start',
    message: {
      id: 'm2',
      type: 'message',
      role: 'assistant',
      model: 'claude-3-7-sonnet-20250219',
      content: [],
      usage: { input_tokens: 29, output_tokens: 1 },
    },
  },
  {
    type: 'content_block_start',
    index: 0,
    content_block: { type: 'thinking', thinking: '', signature: '' },
  },
  {
    type: 'content_block_delta',
    index: 0,
    delta: { type: 'thinking_delta', thinking: 'Peat is sour.' },
  },
  { type: 'content_block_stop', index: 0 },
  { type: 'content_block_start', index: 1, content_block: { type: 'text', text: '' } },
  { type: 'content_block_delta', index: 1, delta: { type: 'text_delta', text: 'Acid.' } },
  { type: 'content_block_stop', index: 1 },
  { type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 48 } },
  { type: 'message_stop' },
];
const streamed = {
  ...converse,
  operation: 'InvokeModelWithResponseStream',
  modelId: 'arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-3-7-sonnet-20250219-v1:0',
  input: { inputBodyJson: { messages: [{ role: 'user', content: 'What keeps bog butter?' }] } },
  output: { outputBodyJson: events },
};

const completion = {
  id: 'c7',
  object: 'chat.completion',
  model: 'deepseek-reasoner',
  choices: [
    {
      index: 0,
      finish_reason: 'stop',
      message: { role: 'assistant', content: 'Fourteen.', reasoning_content: 'Seven pairs.' },
    },
  ],
  usage: { prompt_tokens: 30, completion_tokens: 60 },
};
const asked = {
  model: 'deepseek-reasoner',
  messages: [{ role: 'user', content: 'How many legs has a woodlouse?' }],
};
const answered = ['raw reasoning: Seven pairs.', 'answer: Fourteen.'];
const askedOf = ['user: How many legs has a woodlouse?'];

describe("Bedrock's model invocation logs", () => {
  it('have a Converse exchange with its model, effort, counts and latency', async () => {
    const { format, traces } = await openLines(converse);
    assert.equal(format, 'cassette');
    const [trace] = traces;
    assert.deepEqual(outline(trace), ['raw reasoning: They roost aloft.', 'answer: On the wing.']);
    assert.deepEqual(promptOf(trace), ['system: Be brief.', 'user: Where do swifts sleep?']);
    assert.equal(trace?.model, 'us.anthropic.claude-3-7-sonnet-20250219-v1:0');
    assert.equal(trace.effort, '1024');
    assert.equal(trace.usage.inputTokens, 41);
    assert.equal(trace.usage.outputTokens, 77);
    assert.equal(trace.timing.durationMs, 2100);
    assert.equal(trace.timing.startedAt, Date.parse('2025-11-20T09:00:00Z'));
  });

  it('have a streamed body as the list of its events', async () => {
    const { traces } = await openJson(streamed);
    assert.deepEqual(traces.map(outline), [['raw reasoning: Peat is sour.', 'answer: Acid.']]);
    assert.deepEqual(promptOf(traces[0]), ['user: What keeps bog butter?']);
    assert.equal(traces[0]?.usage.inputTokens, 29);
    assert.equal(traces[0].usage.outputTokens, 48);
  });

  it('tell by the model that a body does not name whether its reasoning is a summary', async () => {
    const modelId =
      'arn:aws:bedrock:us-east-1:1:inference-profile/us.anthropic.claude-sonnet-4-5-v1:0';
    const { traces } = await openLines({ ...converse, modelId });
    assert.equal(outline(traces[0])[0], 'summary reasoning: They roost aloft.');
    assert.equal(traces[0]?.fidelity, 'summary');
    assert.equal(traces[0].model, 'us.anthropic.claude-sonnet-4-5-v1:0');
  });

  it('come as JSON text from CloudWatch: events, a subscription, a query', async () => {
    const lines = [converse, streamed].map((line) => JSON.stringify(line));
    const whole = [
      ['raw reasoning: They roost aloft.', 'answer: On the wing.'],
      ['raw reasoning: Peat is sour.', 'answer: Acid.'],
    ];
    for (const document of [
      { events: lines.map((message, i) => ({ timestamp: 1764500000000 + i, message })) },
      { messageType: 'DATA_MESSAGE', logEvents: lines.map((message) => ({ id: '1', message })) },
      {
        status: 'Complete',
        results: lines.map((value) => [
          { field: '@timestamp', value: '2025-11-20 09:00:00.000' },
          { field: '@message', value },
        ]),
      },
    ]) {
      const { format, traces } = await openJson(document);
      assert.equal(format, 'cassette');
      assert.deepEqual(traces.map(outline), whole);
    }
    const cells = lines.map((line) => `"${line.replaceAll('"', '""')}"\n`).join('');
    const table = await open('logs-insights-results.csv', `@message\n${cells}`);
    assert.deepEqual(table.traces.map(outline), whole);
    const alone = await openLines(...lines.map((message) => ({ timestamp: 1, message })));
    assert.deepEqual(alone.traces.map(outline), whole);
  });

  it('say where a body is that is a file of its own', async () => {
    const far = {
      ...converse,
      output: { outputContentType: 'application/json', outputBodyS3Path: 's3://b/out.json' },
    };
    const asking = { ...converse, input: { inputBodyS3Path: 's3://b/in.json' } };
    const { traces, problems } = await openLines(far, asking);
    assert.deepEqual(
      problems.map(({ message }) => inEnglish(message)),
      ['The answer is not in this file but in s3://b/out.json.'],
    );
    assert.equal(traces.length, 1);
    assert.equal(traces[0]?.prompt, null);
    assert.deepEqual(
      traces[0].problems.map(({ message }) => inEnglish(message)),
      ['The prompt is not in this file but in s3://b/in.json.'],
    );
  });

  it('count the tokens where the body does not', async () => {
    const { usage: _, ...body } = converse.output.outputBodyJson;
    const { traces } = await openLines({
      ...converse,
      output: { outputBodyJson: body, outputTokenCount: 77 },
    });
    assert.equal(traces[0]?.usage.inputTokens, 41);
    assert.equal(traces[0].usage.outputTokens, 77);
    assert.equal(traces[0].usage.reasoningTokens, null);
  });
});

describe('logs with a request and its response', () => {
  it("are Helicone's and OpenPipe's, and those of proxies that keep the bodies as text", async () => {
    for (const line of [
      { request_id: 'q', request_body: asked, response_body: completion },
      { input: asked, output: completion, tags: {} },
      {
        url: '/v1/chat/completions',
        request_body: JSON.stringify(asked),
        response_body: JSON.stringify(completion),
      },
      { requestBody: JSON.stringify(asked), responseBody: JSON.stringify(completion) },
      { RequestBody: JSON.stringify(asked), ResponseBody: JSON.stringify(completion) },
      { request: JSON.stringify(asked), response: JSON.stringify(completion) },
      { ai: { proxy: { payload: { request: asked, response: JSON.stringify(completion) } } } },
    ]) {
      const { format, traces } = await openLines(line);
      assert.equal(format, 'cassette', JSON.stringify(line).slice(0, 60));
      assert.deepEqual(traces.map(outline), [answered]);
      assert.deepEqual(promptOf(traces[0]), askedOf);
      assert.equal(traces[0]?.usage.outputTokens, 60);
    }
  });

  it('have their cost and times beside the bodies', async () => {
    const { traces } = await openJson({
      data: [
        {
          request_id: 'q',
          request_created_at: '2025-11-20T10:00:00.000Z',
          response_created_at: '2025-11-20T10:00:03.000Z',
          costUSD: 0.001,
          request_body: asked,
          response_body: completion,
        },
      ],
    });
    assert.equal(traces[0]?.costUsd, 0.001);
    assert.equal(traces[0].timing.durationMs, 3_000);
  });

  it('take a cost in cents for none, time in milliseconds as such, and a spend of 0 for unknown', async () => {
    const pair = { request: asked, response: completion };
    const portkey = { ...pair, cost: 12, cost_currency: 'cents', response_time: 2_500 };
    const { traces } = await openJson([portkey, { ...pair, spend: 0, response_time: 2.5 }]);
    assert.deepEqual(
      traces.map(({ costUsd, timing }) => [costUsd, timing.durationMs]),
      [
        [null, 2_500],
        [null, 2_500],
      ],
    );
  });

  it("are LiteLLM's spend logs: the prompt is what the proxy got", async () => {
    const row = {
      request_id: 'g',
      model: 'deepseek/deepseek-reasoner',
      spend: 0.0004,
      startTime: '2025-11-20T10:00:00.000Z',
      endTime: '2025-11-20T10:00:04.000Z',
      messages: {},
      response: completion,
    };
    for (const sent of [asked, { url: 'http://localhost:4000', method: 'POST', body: asked }]) {
      const { traces } = await openJson([{ ...row, proxy_server_request: sent }]);
      assert.deepEqual(traces.map(outline), [answered]);
      assert.deepEqual(promptOf(traces[0]), askedOf);
      assert.equal(traces[0]?.costUsd, 0.0004);
      assert.equal(traces[0].timing.durationMs, 4_000);
    }
    const cell = (value: object) => `"${JSON.stringify(value).replaceAll('"', '""')}"`;
    const table = `request_id,messages,response,proxy_server_request\ng,{},${cell(completion)},${cell(asked)}\n`;
    const { traces } = await open('LiteLLM_SpendLogs.csv', table);
    assert.deepEqual(traces.map(outline), [answered]);
    assert.deepEqual(promptOf(traces[0]), askedOf);
  });

  it('began when their log says, not when their answer was made', async () => {
    const made = Date.parse('2025-11-20T10:00:04Z');
    const response = { ...completion, created: made / 1_000 };
    const began = Date.parse('2025-11-20T10:00:00Z');
    const { traces } = await openLines(
      { model: 'm', messages: asked.messages, response, startTime: began / 1_000 },
      { request: asked, response, timestamp: '2025-11-20T10:00:09Z' },
    );
    assert.deepEqual(
      traces.map(({ timing }) => timing.startedAt),
      [began, made],
    );
  });

  it('count several candidates once', async () => {
    const [choice] = completion.choices;
    const two = { ...completion, choices: [choice, { ...choice, index: 1 }] };
    const row = { prompt_tokens: 30, completion_tokens: 60, response_cost: 0.01 };
    for (const usage of [completion.usage, undefined]) {
      const { traces } = await openLines({
        ...row,
        request: asked,
        response: { ...two, usage },
      });
      assert.deepEqual(
        traces.map((t) => [t.usage.outputTokens, t.costUsd]),
        [
          [60, 0.01],
          [null, null],
        ],
      );
    }
  });

  it('have a response that was streamed as text or as a list', async () => {
    const chunk = (delta: object, finish: string | null) => ({
      object: 'chat.completion.chunk',
      model: 'r1',
      choices: [{ index: 0, delta, finish_reason: finish }],
    });
    const chunks = [
      chunk({ reasoning_content: 'Seven pairs.' }, null),
      chunk({ content: 'Fourteen.' }, 'stop'),
    ];
    const wire = `${chunks.map((c) => `data: ${JSON.stringify(c)}\n\n`).join('')}data: [DONE]\n`;
    for (const response of [chunks, wire]) {
      const { traces } = await openLines({ request: asked, response });
      assert.deepEqual(traces.map(outline), [answered]);
      assert.deepEqual(promptOf(traces[0]), askedOf);
    }
  });

  it('are the rollouts of NeMo Gym, with what was asked for beside the response', async () => {
    const rollout = (ask: string, answer: string) => ({
      responses_create_params: { input: [{ role: 'user', content: ask }], temperature: 1 },
      response: {
        id: `resp_${answer}`,
        object: 'response',
        model: 'nemotron-3-nano',
        output: [
          { id: 'rs', type: 'reasoning', summary: [{ type: 'summary_text', text: 'Multiply.' }] },
          {
            id: 'm',
            type: 'message',
            role: 'assistant',
            content: [{ type: 'output_text', text: answer, annotations: [] }],
          },
        ],
        usage: { input_tokens: 21, output_tokens: 14 },
      },
      reward: 1,
      expected_answer: answer,
      _ng_task_index: 0,
    });
    const { format, traces } = await openLines(rollout('17*3?', '51'), rollout('19*2?', '38'));
    assert.equal(format, 'cassette');
    assert.deepEqual(
      traces.map((t) => [promptOf(t)?.[0], outline(t).at(-1)]),
      [
        ['user: 17*3?', 'answer: 51'],
        ['user: 19*2?', 'answer: 38'],
      ],
    );
    assert.deepEqual([traces[0]?.usage.inputTokens, traces[0]?.model], [21, 'nemotron-3-nano']);
  });

  it("are SGLang's request logs, whose prompt is no trace", async () => {
    const ask = '<|im_start|>user\nHow deep?<|im_end|>\n<|im_start|>assistant\n<think>\n';
    const line = {
      rid: 'r1',
      obj: { rid: 'r1', text: ask, sampling_params: { temperature: 0.6 } },
    };
    const out = {
      text: 'The chart says three.\n</think>\n\nThree metres.',
      output_ids: [32, 1],
      meta_info: {
        id: 'r1',
        finish_reason: { type: 'stop', matched: 151645 },
        prompt_tokens: 19,
        completion_tokens: 30,
        e2e_latency: 2.29,
      },
    };
    const { traces } = await openLines(
      { timestamp: '2026-08-12T10:41:01.101', event: 'request.received', ...line },
      { timestamp: '2026-08-12T10:41:03.400', event: 'request.finished', ...line, out },
    );
    assert.deepEqual(traces.map(outline), [
      ['raw reasoning: The chart says three.\n', 'answer: \n\nThree metres.'],
    ]);
    assert.deepEqual(promptOf(traces[0]), ['user: How deep?']);
    assert.deepEqual(
      [traces[0]?.usage.inputTokens, traces[0]?.usage.outputTokens, traces[0]?.timing.durationMs],
      [19, 30, 2290],
    );
  });

  it('leave rows of data sets alone', async () => {
    const messages = [
      { role: 'user', content: 'Why?' },
      { role: 'assistant', content: 'So.', reasoning_content: 'Hm.' },
    ];
    const { format } = await openLines({ prompt: 'Why?', response: messages, messages });
    assert.notEqual(format, 'cassette');
  });
});
