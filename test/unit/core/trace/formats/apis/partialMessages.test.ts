import assert from 'node:assert/strict';
import { open, openJson, openLines, outline, promptOf } from '../../openFixture';

describe('messages that a log tells again as they grow', () => {
  const partial = (content: string, reasoning: string, more: object = {}) => ({
    content,
    additional_kwargs: { reasoning_content: reasoning },
    response_metadata: {},
    type: 'ai',
    name: null,
    id: 'run-1',
    tool_calls: [],
    invalid_tool_calls: [],
    usage_metadata: null,
    ...more,
  });
  const whole = partial('24 legs.', 'Three times eight.', {
    response_metadata: { finish_reason: 'stop', model_name: 'deepseek-reasoner' },
    usage_metadata: {
      input_tokens: 20,
      output_tokens: 33,
      total_tokens: 53,
      output_token_details: { reasoning: 21 },
    },
  });
  const event = (name: string, data: unknown) =>
    `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;

  it('of a stream of LangGraph are one, with what its last update says', async () => {
    const { format, traces } = await open(
      'stream.sse',
      event('metadata', { run_id: '01a0', attempt: 1 }) +
        event('messages/metadata', { 'run-1': { metadata: { ls_provider: 'model' } } }) +
        event('messages/partial', [partial('', 'Three ')]) +
        event('messages/partial', [partial('', 'Three times eight.')]) +
        event('messages/partial', [partial('24', 'Three times eight.')]) +
        event('updates', { model: { messages: [whole] } }) +
        event('end', null),
    );
    assert.equal(format, 'message-list');
    assert.deepEqual(traces.map(outline), [
      ['raw reasoning: Three times eight.', 'answer: 24 legs.'],
    ]);
    const [trace] = traces;
    assert.deepEqual(
      [
        trace?.model,
        trace?.usage.inputTokens,
        trace?.usage.outputTokens,
        trace?.usage.reasoningTokens,
      ],
      ['deepseek-reasoner', 20, 33, 21],
    );
  });

  it('are read in updates of nodes a line each', async () => {
    const call = { name: 'count', args: { n: 3 }, id: 'c1', type: 'tool_call' };
    const { traces } = await openLines(
      { input: { messages: [{ type: 'human', content: 'How many legs?', id: 'h' }] } },
      { agent: { messages: [partial('', 'Count.', { tool_calls: [call] })] } },
      { tools: { messages: { type: 'tool', content: '24', tool_call_id: 'c1', id: 't' } } },
      { agent: { messages: [{ ...whole, id: 'run-2' }] } },
    );
    assert.deepEqual(traces.map(outline), [
      ['raw reasoning: Count.', 'call count: {"n":3}', 'result: 24'],
      ['raw reasoning: Three times eight.', 'answer: 24 legs.'],
    ]);
    assert.deepEqual(promptOf(traces[0]), ['user: How many legs?']);
  });

  it('are of one chat where the file holds nothing but their lists', async () => {
    const said = (...content: readonly object[]) => [
      { content, type: 'ai', id: 'run-9', tool_calls: [] },
    ];
    const thought = { type: 'thinking', thinking: 'Count the legs.', signature: 's' };
    const { traces } = await open(
      'stream.sse',
      event('messages/partial', said({ type: 'thinking', thinking: 'Count ' })) +
        event('messages/partial', said(thought, { type: 'text', text: '24' })) +
        event('messages/complete', said(thought, { type: 'text', text: '24 legs.' })),
    );
    assert.deepEqual(traces.map(outline), [['raw reasoning: Count the legs.', 'answer: 24 legs.']]);
  });

  it('are not those of one id that say something else', async () => {
    const said = (content: string) => ({ role: 'assistant', id: 'same', content });
    const { traces } = await openJson([
      { role: 'user', content: 'Hi' },
      said('One.'),
      said('Two.'),
    ]);
    assert.deepEqual(traces.map(outline), [['answer: One.'], ['answer: Two.']]);
  });
});

describe('messages that a log tells in chunks', () => {
  const chunk = (content: unknown, more: object = {}) => ({
    content,
    additional_kwargs: {},
    response_metadata: {},
    type: 'AIMessageChunk',
    name: null,
    id: 'lc_run--3',
    tool_calls: [],
    invalid_tool_calls: [],
    usage_metadata: null,
    tool_call_chunks: [],
    ...more,
  });
  const thought = (words: string) => chunk('', { additional_kwargs: { reasoning_content: words } });
  const end = chunk('', {
    response_metadata: { finish_reason: 'stop', model_name: 'deepseek-reasoner' },
    usage_metadata: { input_tokens: 0, output_tokens: 33, output_token_details: { reasoning: 15 } },
  });
  const begin = chunk('', { usage_metadata: { input_tokens: 9, output_tokens: 1 } });
  const deltas = [begin, thought('7'), thought('77 is'), thought(' odd.'), chunk('No'), chunk('.')];

  it('are one, with the facts of its last and the counts of all', async () => {
    const { traces } = await openLines(...deltas, end);
    assert.deepEqual(traces.map(outline), [['raw reasoning: 777 is odd.', 'answer: No.']]);
    const [trace] = traces;
    assert.deepEqual(
      [trace?.model, trace?.finishReason, trace?.usage.inputTokens, trace?.usage.outputTokens],
      ['deepseek-reasoner', 'stop', 9, 34],
    );
    assert.equal(trace?.usage.reasoningTokens, 15);
  });

  it('are one where Python printed their fields', async () => {
    const line = (content: string, extra: string, id: string) =>
      `content='${content}' additional_kwargs={${extra}} response_metadata={} id='${id}'\n`;
    const { traces } = await open(
      'run.log',
      line('', "'reasoning_content': 'Add'", 'run--1') +
        line('', "'reasoning_content': ' them.'", 'run--1') +
        line('68', '', 'run--1') +
        line('69', '', 'run--2'),
    );
    assert.deepEqual(traces.map(outline), [
      ['raw reasoning: Add them.', 'answer: 68'],
      ['answer: 69'],
    ]);
  });

  it('are told once where the whole message follows', async () => {
    const whole = {
      ...end,
      type: 'ai',
      content: 'No.',
      additional_kwargs: { reasoning_content: '777 is odd.' },
    };
    for (const type of ['ai', 'AIMessageChunk']) {
      const { traces } = await openLines(...deltas, { ...whole, type });
      assert.deepEqual(traces.map(outline), [['raw reasoning: 777 is odd.', 'answer: No.']]);
    }
  });

  it('have the blocks and the calls of their pieces', async () => {
    const piece = (args: string, more: object = {}) =>
      chunk([{ type: 'input_json_delta', partial_json: args, index: 2 }], {
        tool_call_chunks: [{ name: null, args, id: null, index: 2, ...more }],
      });
    const { traces } = await openLines(
      chunk([{ type: 'thinking', thinking: 'Ask ', index: 0 }]),
      chunk([{ type: 'thinking', thinking: 'first.', index: 0 }]),
      chunk([{ type: 'thinking', signature: 's', index: 0 }]),
      chunk([{ type: 'text', text: 'One ', index: 1 }]),
      chunk([{ type: 'text', text: 'moment.', index: 1 }]),
      chunk([{ type: 'tool_use', id: 'c1', name: 'count', input: {}, index: 2 }], {
        tool_calls: [{ name: 'count', args: {}, id: 'c1' }],
        tool_call_chunks: [{ name: 'count', args: '', id: 'c1', index: 2 }],
      }),
      piece('{"n"'),
      piece(':3}'),
      {
        ...chunk([
          { type: 'thinking', thinking: 'Ask first.', signature: 's' },
          { type: 'text', text: 'One moment.' },
          { type: 'tool_use', id: 'c1', name: 'count', input: { n: 3 } },
        ]),
        type: 'ai',
        tool_calls: [{ name: 'count', args: { n: 3 }, id: 'c1', type: 'tool_call' }],
      },
      { type: 'tool', content: '24', tool_call_id: 'c1', id: 't' },
    );
    assert.deepEqual(traces.map(outline), [
      ['raw reasoning: Ask first.', 'answer: One moment.', 'call count: {"n":3}', 'result: 24'],
    ]);
  });
});

describe('messages in what LangChain streams around them', () => {
  const chunk = (id: string, content: string, reasoning = '', more: object = {}) => ({
    content,
    additional_kwargs: reasoning === '' ? {} : { reasoning_content: reasoning },
    response_metadata: {},
    type: 'AIMessageChunk',
    id,
    ...more,
  });
  const metadata = { ls_provider: 'deepseek', ls_model_name: 'deepseek-reasoner' };
  const event = (run: string, name: string, data: object) => ({
    event: name,
    data,
    run_id: run,
    name: 'ChatDeepSeek',
    tags: [],
    metadata,
    parent_ids: [],
  });
  const piece = (run: string, ...told: readonly string[]) =>
    event(run, 'on_chat_model_stream', { chunk: chunk(`run--${run}`, told[0] ?? '', told[1]) });

  it('are one a run of the model, also of runs at one time', async () => {
    const { format, traces } = await openLines(
      event('1', 'on_chat_model_start', { input: { messages: [[{ type: 'human' }]] } }),
      piece('1', '', 'Warm '),
      piece('2', '', 'Cold '),
      piece('1', '', 'air.'),
      event('0', 'on_chain_stream', { chunk: chunk('run--1', '', 'air.') }),
      piece('2', '', 'sea.'),
      piece('1', 'Yes.'),
      piece('2', 'No.'),
    );
    assert.equal(format, 'message-list');
    assert.deepEqual(traces.map(outline), [
      ['raw reasoning: Warm air.', 'answer: Yes.'],
      ['raw reasoning: Cold sea.', 'answer: No.'],
    ]);
    assert.deepEqual(
      traces.map(({ model }) => model),
      ['deepseek-reasoner', 'deepseek-reasoner'],
    );
  });

  it('are what the end of a run says, in both versions of the events', async () => {
    const output = chunk('other', 'Yes.', 'Warm air.', {
      usage_metadata: { input_tokens: 9, output_tokens: 33 },
    });
    for (const end of [output, { generations: [[{ text: 'Yes.', message: output }]] }]) {
      const { traces } = await openLines(
        piece('1', '', 'Warm '),
        piece('1', 'Yes.'),
        event('1', 'on_chat_model_end', { output: end }),
      );
      assert.deepEqual(traces.map(outline), [['raw reasoning: Warm air.', 'answer: Yes.']]);
      assert.equal(traces[0]?.usage.outputTokens, 33);
    }
  });

  it('stand beside what a graph knows of them', async () => {
    const pair = (...told: readonly string[]) => [
      chunk('run--7', told[0] ?? '', told[1]),
      { langgraph_step: 1, langgraph_node: 'model', ...metadata },
    ];
    const { traces } = await open(
      'stream.sse',
      ['event: metadata\ndata: {"run_id":"r1","attempt":1}\n\n']
        .concat(
          [pair('', 'Warm '), pair('', 'air.'), pair('Yes'), pair('.')].map(
            (data) => `event: messages\ndata: ${JSON.stringify(data)}\n\n`,
          ),
        )
        .join(''),
    );
    assert.deepEqual(traces.map(outline), [['raw reasoning: Warm air.', 'answer: Yes.']]);
    assert.equal(traces[0]?.model, 'deepseek-reasoner');
  });
});
